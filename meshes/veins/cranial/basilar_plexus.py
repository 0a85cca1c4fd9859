"""The basilar plexus: a net on the inner face of the clivus, between the inferior petrosal sinuses.

Below, the anterior columns of the canal go on from it.
"""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial import petrosal_sinus
from meshes.veins.cranial.marginal_sinus import joint
from meshes.veins.cranial.skull import PREFIX, Skull
from meshes.veins.internal import anterior as anterior_internal
from meshes.veins.surroundings.site import LOOSE, OUTSIDE, sides, vessel
from meshes.veins.variation import Person

NAME = f"{PREFIX}.basilar-plexus"

_ROWS = (0.1, 0.25, 0.39, 0.53, 0.66, 0.79, 0.92)
"""Heights of the rows of junctions, as shares of the clivus; odd rows stand in the gaps of even ones."""
_FOUR = {"left.outer": 1.0, "left.inner": 0.36, "right.inner": -0.36, "right.outer": -1.0}
_THREE = {"left.between": 0.72, "middle": 0.0, "right.between": -0.72}
"""Places in a row: how far to the left, in half widths of the plexus there."""
_HALF_MM, _WIDENING = 6.6, 0.5
"""Half width of the plexus at its lower end, and by how much of that it is wider at the upper one."""
_SPARED = 0.7
"""How often a link stays that the net would hold together without."""
_GATE_MM = 5.5
"""How far behind the basion the anterior columns come up."""

_OPENING = {6: "top", 4: "lower"}
"""Rows of which the outer knots open into the inferior petrosal sinus, and where."""

Pair = tuple[str, str]


def basilar_plexus(skull: Skull) -> list[Vessel]:
    """A net of uneven meshes, the anterior columns below, and in most people the marginal sinus."""
    spots = _spots(skull)
    chance = skull.chance(f"{NAME} net")
    out = [_link(skull, spots, pair, chance) for pair in _kept(_pairs(), chance)]
    out.append(_across(skull, spots))
    out += [_to_petrosal(skull, spots, side, sign, row) for side, sign in sides() for row in _OPENING]
    out += [_from_column(skull, spots, side) for side, _ in sides()]
    if Person(skull.seed).has_marginal_link("basilar-plexus"):
        out.append(_to_marginal(skull, spots))
    return out


def _row(number: int) -> tuple[str, ...]:
    return tuple(f"{place}.{number}" for place in (_THREE if number % 2 else _FOUR))


def _pairs() -> list[Pair]:
    """Every link there may be: within a row of four beside the midline, and from row to row."""
    out: list[Pair] = []
    for number in range(len(_ROWS)):
        if number % 2 == 0:
            out += [(f"{side}.outer.{number}", f"{side}.inner.{number}") for side, _ in sides()]
        for other in (number - 1, number + 1):
            if number % 2 and other < len(_ROWS):
                left, middle, right = _row(number)
                far, near, across, beyond = _row(other)
                out += [
                    (left, far),
                    (left, near),
                    (middle, near),
                    (middle, across),
                    (right, across),
                    (right, beyond),
                ]
    return out


def _kept(pairs: list[Pair], chance: np.random.Generator) -> list[Pair]:
    """Links without which the net would fall apart or end blindly, and most of the others."""
    piece = {key: key for pair in pairs for key in pair}
    out: list[Pair] = []
    for number in chance.permutation(len(pairs)).tolist():
        one, other = (piece[key] for key in pairs[number])
        if one != other:
            piece = {key: one if root == other else root for key, root in piece.items()}
        if one != other or chance.random() < _SPARED:
            out.append(pairs[number])
    for key in piece:
        wanting = [pair for pair in pairs if key in pair and pair not in out]
        while sum(key in pair for pair in out) < 2:
            out.append(wanting.pop())
    return out


def _spots(skull: Skull) -> dict[str, Vector]:
    """Places of the junctions in the skull's frame."""
    chance, marks = skull.chance(NAME), skull.landmarks
    clivus, radius = marks.clivus, skull.radius("basilar_plexus")
    along = clivus[-1] - clivus[0]
    off = np.cross(along, [1.0, 0.0, 0.0])
    off *= np.sign(off[1]) / np.linalg.norm(off)
    out = {}
    for row, share in enumerate(_ROWS):
        for place, aside in (_THREE if row % 2 else _FOUR).items():
            lift = float(share + np.clip(chance.normal(0.0, 0.03), -0.05, 0.05))
            wide = _HALF_MM * (1.0 + _WIDENING * share) * aside + float(
                np.clip(chance.normal(0.0, 0.8), -1.2, 1.2)
            )
            out[f"{place}.{row}"] = clivus[0] + lift * along + off * (radius + 0.4) + [wide, 0.0, 0.0]
    return out


def _at(skull: Skull, spots: dict[str, Vector], key: str, share: float = 1.0) -> WayPoint:
    return skull.way(spots[key], share * skull.radius("basilar_plexus"), f"{NAME}.{key}")


def _link(skull: Skull, spots: dict[str, Vector], pair: Pair, chance: np.random.Generator) -> Vessel:
    """One side of a mesh: bowed, and wide or slight as chance has it; the outer ones are the wider."""
    share = float(chance.uniform(0.75, 1.25) if all("outer" in key or "between" in key for key in pair)
                  else chance.uniform(0.4, 1.0))  # fmt: skip
    ends = np.array([spots[key] for key in pair])
    bow = np.cross(ends[1] - ends[0], [0.0, 1.0, 0.0]) * float(chance.uniform(-0.2, 0.2))
    middle = skull.way(
        ends.mean(axis=0) + bow, share * float(chance.uniform(0.75, 1.2)) * skull.radius("basilar_plexus")
    )
    return vessel(NAME, OUTSIDE, _at(skull, spots, pair[0], share), middle, _at(skull, spots, pair[1], share))


def _across(skull: Skull, spots: dict[str, Vector]) -> Vessel:
    """The upper edge of the net, behind the place of the dorsum sellae."""
    top, clivus = len(_ROWS) - 1, skull.landmarks.clivus
    one, other = f"left.inner.{top}", f"right.inner.{top}"
    middle = 0.5 * (spots[one] + spots[other]) + 0.03 * (clivus[-1] - clivus[0])
    bow = skull.way(middle, 0.8 * skull.radius("basilar_plexus"))
    return vessel(NAME, OUTSIDE, _at(skull, spots, one, 0.8), bow, _at(skull, spots, other, 0.8))


def _to_petrosal(skull: Skull, spots: dict[str, Vector], side: str, sign: float, row: int) -> Vessel:
    """From an outer knot sideways to the inferior petrosal sinus, by the uppermost to its beginning."""
    size, end = 0.9 * skull.radius("basilar_plexus"), petrosal_sinus.places(skull, side, sign)[_OPENING[row]]
    return vessel(
        NAME,
        OUTSIDE,
        _at(skull, spots, f"{side}.outer.{row}", 0.9),
        WayPoint(end.point, size, end.junction),
    )


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
