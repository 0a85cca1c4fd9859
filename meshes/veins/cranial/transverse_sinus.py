"""The transverse sinuses: from the confluence along the edge of the squama to the sigmoid sinuses."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial import sigmoid_sinus
from meshes.veins.cranial.skull import PREFIX, Skull, mirrored
from meshes.veins.surroundings.site import LOOSE, sides, vessel
from meshes.veins.variation import Person

CONFLUENCE = f"{PREFIX}.confluence"

_MIDDLE = (12.0, 52.0, 48.0)
"""Of the oval on which they run: y of its middle, half width and half depth, mm; illustrative."""
_COURSE = ((20.0, 38.6), (41.0, 37.4), (60.0, 35.2))
"""Places on it: degrees from behind, and height over the plane of the foramen magnum, mm."""
_END = (0.0, 60.0, 39.0)
_ABOVE_MM = ((2.2, 1.0, 5.0), (3.0, 1.2, 10.0))
"""How the superior sagittal sinus, of which only the end is drawn, comes down to there."""
_STRAY_MM = 0.8


def transverse_sinus(skull: Skull) -> list[Vessel]:
    """Both sinuses, the right one the wider in most people; the wider takes up the sagittal sinus."""
    wider = Person(skull.seed).wider_sigmoid_side
    out = [_sinus(skull, side, sign, side == wider) for side, sign in sides()]
    sign = dict(sides())[wider]
    radius = 0.95 * _radius(skull, True)
    above = [skull.way(mirrored(np.array(_END) + step, sign), radius) for step in reversed(_ABOVE_MM)]
    return [*out, vessel(_id(wider), LOOSE, *above, confluence(skull, radius))]


def confluence(skull: Skull, radius: float) -> WayPoint:
    """Where they and the occipital sinuses meet."""
    return skull.way(np.array(_END), radius, CONFLUENCE)


def _id(side: str) -> str:
    return f"{PREFIX}.transverse-sinus.{side}"


def _radius(skull: Skull, is_wider: bool) -> float:
    return skull.radius("transverse_sinus_wider" if is_wider else "transverse_sinus_other")


def _sinus(skull: Skull, side: str, sign: float, is_wider: bool) -> Vessel:
    radius, chance = _radius(skull, is_wider), skull.chance(_id(side))
    middle, wide, deep = _MIDDLE
    stray = np.clip(chance.normal(0.0, _STRAY_MM, len(_COURSE)), -2.0 * _STRAY_MM, 2.0 * _STRAY_MM)
    path = [
        skull.way(
            mirrored(np.array([wide * np.sin(turn), middle + deep * np.cos(turn), height + lift]), sign),
            radius,
        )
        for (turn, height), lift in zip(
            ((np.radians(degrees), z) for degrees, z in _COURSE), stray.tolist(), strict=True
        )
    ]
    end = sigmoid_sinus.beginning(skull, side, sign, 1.05 * radius)
    return vessel(_id(side), LOOSE, confluence(skull, radius), *path, end)
