"""The basilar plexus: a net on the inner face of the clivus, continued downwards by the anterior columns."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins import anterior_internal
from meshes.veins.cranial.marginal_sinus import joint
from meshes.veins.cranial.skull import PREFIX, Skull
from meshes.veins.site import LOOSE, OUTSIDE, sides, vessel

NAME = f"{PREFIX}.basilar-plexus"

_ROWS = (0.12, 0.34, 0.56, 0.76, 0.94)
"""Heights of the junctions, as shares of the clivus."""
_GATE_MM = 5.5
"""How far behind the basion the anterior columns come up."""


def basilar_plexus(skull: Skull) -> list[Vessel]:
    """Two channels a side with rungs across, the anterior columns below, and by chance the marginal sinus."""
    spots = _spots(skull)
    out = [_channel(skull, spots, side, which) for side, _ in sides() for which in ("inner", "outer")]
    out += [_rung(skull, spots, row) for row in range(len(_ROWS))]
    out += [_from_column(skull, spots, side) for side, _ in sides()]
    if skull.happens("marginal to basilar", "marginal_to_basilar_share"):
        out.append(_to_marginal(skull, spots))
    return out


def _spots(skull: Skull) -> dict[str, Vector]:
    """Places of the junctions in the skull's frame."""
    chance, marks = skull.chance(NAME), skull.landmarks
    clivus, radius = marks.clivus, skull.radius("basilar_plexus")
    along = clivus[-1] - clivus[0]
    off = np.cross(along, [1.0, 0.0, 0.0])
    off *= np.sign(off[1]) / np.linalg.norm(off)
    out = {}
    for side, sign in sides():
        for which, wide in (("inner", 2.6), ("outer", 6.2)):
            for row, share in enumerate(_ROWS):
                lift = float(share + chance.normal(0.0, 0.025))
                x = sign * (wide * (1.0 + 0.45 * share) + float(chance.normal(0.0, 0.5)))
                out[f"{side}.{which}.{row}"] = clivus[0] + lift * along + off * (radius + 0.4) + [x, 0.0, 0.0]
    return out


def _at(skull: Skull, spots: dict[str, Vector], key: str, share: float = 1.0) -> WayPoint:
    return skull.way(spots[key], share * skull.radius("basilar_plexus"), f"{NAME}.{key}")


def _channel(skull: Skull, spots: dict[str, Vector], side: str, which: str) -> Vessel:
    chance = skull.chance(f"{NAME} {side} {which}")
    shares = chance.uniform(0.75, 1.2, len(_ROWS)) * (1.0 if which == "inner" else 0.8)
    path = [_at(skull, spots, f"{side}.{which}.{row}", float(share)) for row, share in enumerate(shares)]
    top = spots[f"{side}.{which}.{len(_ROWS) - 1}"] + 0.06 * (
        skull.landmarks.clivus[-1] - skull.landmarks.clivus[0]
    )
    return vessel(NAME, OUTSIDE, *path, skull.way(top, 0.5 * skull.radius("basilar_plexus")))


def _rung(skull: Skull, spots: dict[str, Vector], row: int) -> Vessel:
    """Across from one side to the other, now straight, now oblique."""
    chance = skull.chance(f"{NAME} rung {row}")
    other = int(np.clip(row + chance.integers(-1, 2), 0, len(_ROWS) - 1))
    size = float(chance.uniform(0.55, 0.8))
    keys = [f"left.outer.{row}", f"left.inner.{row}", f"right.inner.{other}", f"right.outer.{other}"]
    return vessel(NAME, OUTSIDE, *(_at(skull, spots, key, size) for key in keys))


def _from_column(skull: Skull, spots: dict[str, Vector], side: str) -> Vessel:
    """Up from the anterior column of the atlas, through the front of the foramen magnum, to both channels."""
    start, sign = anterior_internal.top(skull.atlas, side), dict(sides())[side]
    # Behind the front of the marginal sinus, which lies on the rim.
    gate = skull.way(skull.landmarks.basion + [sign * 4.5, _GATE_MM, 0.5], start.radius)
    ends = _at(skull, spots, f"{side}.inner.0"), _at(skull, spots, f"{side}.outer.0", 0.8)
    return vessel(NAME, LOOSE, start, gate, *ends)


def _to_marginal(skull: Skull, spots: dict[str, Vector]) -> Vessel:
    size = 0.55 * skull.radius("marginal_sinus")
    rim = skull.landmarks.basion + np.array([0.0, size + 0.5, 2.2])
    return vessel(
        NAME,
        OUTSIDE,
        skull.way(spots["left.inner.0"], size, f"{NAME}.left.inner.0"),
        skull.way(rim, size, joint("left", "front")),
    )
