"""The sigmoid sinuses in their grooves, through the jugular foramina to the jugular bulbs."""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.occipital_surface import above_rim, bowl_normal
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial.skull import PREFIX, Skull, bulb, mirrored
from meshes.veins.surroundings.site import LOOSE, sides, vessel
from meshes.veins.variation import Person

_LOW, _STATIONS = 13, 4
"""Point of the groove at which lesser veins join the sinus, and through how many it is led down to there."""


def sigmoid_sinus(skull: Skull) -> list[Vessel]:
    """Both sinuses, the right one the wider in most people."""
    wider = Person(skull.seed).wider_sigmoid_side
    return [_sinus(skull, side, sign, side == wider) for side, sign in sides()]


def _sinus(skull: Skull, side: str, sign: float, is_wider: bool) -> Vessel:
    name, marks = f"{PREFIX}.sigmoid-sinus.{side}", skull.landmarks
    radius = (1.06 if is_wider else 0.9) * skull.radius("sigmoid_sinus")
    floor, bowl = marks.sigmoid_groove, load_occipital_shape().bowl
    axis = floor - bowl_normal(bowl, floor) * (radius + 0.3)
    # Cut where all of it has come below the rim of the bone.
    first = int(np.argmax(above_rim(bowl, axis) < -radius))
    path = [
        skull.way(mirrored(axis[at], sign), radius, f"{name}.low" if at == _LOW else None)
        for at in np.linspace(first, _LOW, _STATIONS).round().astype(int)
    ]
    through = marks.jugular_centre + 2.0 * marks.jugular_long
    ends = [
        skull.way(mirrored(through - 3.0 * marks.jugular_axis, sign), 0.95 * radius),
        skull.way(mirrored(through + 3.0 * marks.jugular_axis, sign), radius, bulb(side)),
        in_bulb(skull, side, sign, 1.2 * radius),
        under_bulb(skull, side, sign, 1.05 * radius),
        skull.way(
            mirrored(through + np.array([0.0, 0.5, 0.0]) + 16.0 * marks.jugular_axis, sign), 0.95 * radius
        ),
    ]
    return vessel(name, LOOSE, *path, *ends)


def in_bulb(skull: Skull, side: str, sign: float, radius: float) -> WayPoint:
    """The middle of the bulb, where the inferior petrosal sinus opens."""
    return _below(skull, side, sign, radius, "bulb", 8.0)


def under_bulb(skull: Skull, side: str, sign: float, radius: float) -> WayPoint:
    """Its lower end, from which the lateral condylar vein comes."""
    return _below(skull, side, sign, radius, "under", 12.0)


def _below(skull: Skull, side: str, sign: float, radius: float, place: str, down_mm: float) -> WayPoint:
    marks = skull.landmarks
    through = marks.jugular_centre + 2.0 * marks.jugular_long
    at = through + down_mm * marks.jugular_axis
    return skull.way(mirrored(at, sign), radius, f"{PREFIX}.sigmoid-sinus.{side}.{place}")
