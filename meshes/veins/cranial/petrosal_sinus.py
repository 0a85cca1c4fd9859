"""The inferior petrosal sinuses, from the hind ends of the cavernous sinuses to the jugular bulbs."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial import sigmoid_sinus
from meshes.veins.cranial.skull import PREFIX, Skull, mirrored
from meshes.veins.surroundings.site import LOOSE, sides, vessel

_ASIDE_MM = 13.6
"""How far from the midline the sinus lies beside the clivus: at its edge, where the petrous bone would be."""
_SHARES = {"top": 1.0, "upper": 0.82, "lower": 0.64}
"""Places along the clivus, as shares of its length."""
_OVER_MM = ((-12.7, -12.5, 12.4), (-8.7, -7.4, 13.6), (-5.2, -3.8, 10.6))
"""How it goes on over the jugular tubercle, from the middle of the jugular foramen."""
_FORWARDS_MM = ((0.6, -4.5, 2.4), (1.0, -9.0, 3.6))
"""How the hind end of the cavernous sinus goes on from the upper one."""


def inferior_petrosal(skull: Skull) -> list[Vessel]:
    """Both sinuses."""
    return [_petrosal(skull, side, sign) for side, sign in sides()]


def cavernous(skull: Skull) -> list[Vessel]:
    """The hind end of both cavernous sinuses, cut off in front."""
    return [_cavernous(skull, side, sign) for side, sign in sides()]


def places(skull: Skull, side: str, sign: float) -> dict[str, WayPoint]:
    """Places of the sinus beside the clivus: ``top``, ``upper`` and ``lower``."""
    clivus, radius = skull.landmarks.clivus, skull.radius("inferior_petrosal_sinus")
    chance = skull.chance(f"inferior petrosal {side}")
    out = {}
    for name, share in _SHARES.items():
        aside = _ASIDE_MM + float(np.clip(chance.normal(0.0, 0.4), -0.8, 0.8))
        place = clivus[0] + share * (clivus[-1] - clivus[0]) + [aside, radius - 0.4, 0.5 * radius]
        size = radius * float(chance.uniform(0.88, 1.12))
        out[name] = skull.way(mirrored(place, sign), size, f"inferior-petrosal.{side}.{name}")
    return out


def _petrosal(skull: Skull, side: str, sign: float) -> Vessel:
    """Beside the clivus, over the jugular tubercle, through the front of the jugular foramen to its bulb."""
    radius, marks = skull.radius("inferior_petrosal_sinus"), skull.landmarks
    beside = places(skull, side, sign)
    front = marks.jugular_centre - 2.2 * marks.jugular_long
    way = (
        *(marks.jugular_centre + np.array(_OVER_MM)),
        front - 2.0 * marks.jugular_axis,
        front + 3.5 * marks.jugular_axis,
    )
    return vessel(
        f"{PREFIX}.inferior-petrosal-sinus.{side}",
        LOOSE,
        *beside.values(),
        *(skull.way(mirrored(place, sign), radius) for place in way),
        sigmoid_sinus.in_bulb(skull, side, sign, radius),
    )


def _cavernous(skull: Skull, side: str, sign: float) -> Vessel:
    """Forwards beside the place of the hypophysis; the rest of the sinus lies beyond the model."""
    start, radius = places(skull, side, sign)["top"], skull.radius("cavernous_sinus")
    top = skull.landmarks.clivus[-1] + [_ASIDE_MM, 0.0, 0.0]
    grown = (0.85, 1.0)
    return vessel(
        f"{PREFIX}.cavernous-sinus.{side}",
        LOOSE,
        start,
        *(
            skull.way(mirrored(top + step, sign), share * radius)
            for step, share in zip(np.array(_FORWARDS_MM), grown, strict=True)
        ),
    )
