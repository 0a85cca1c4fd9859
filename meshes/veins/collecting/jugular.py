"""Internal jugular veins: from the bulbs under the skull down the neck to the brachiocephalic veins."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import SIDES
from meshes.network.builder import Vessel
from meshes.veins.collecting import superior_caval
from meshes.veins.collecting.course import Stop, along_levels, stop
from meshes.veins.collecting.terrain import Terrain, bulb_name, sign_of
from meshes.veins.variation import Person

FAMILY = "vein.caval.internal-jugular"

_PLACES_MM = {
    "C1": (33.0, 2.0, -7.0),
    "C2": (30.5, -12.5, -3.0),
    "C3": (30.0, -17.5, 0.0),
    "C4": (30.5, -20.5, 0.0),
    "C5": (31.0, -24.5, 0.0),
    "C6": (32.0, -28.0, 0.0),
    "C7": (33.0, -33.5, 0.0),
}
"""Where they pass the levels, in the frame of each: before the transverse processes, beside the place of the
carotid arteries; illustrative.
"""
_WIDER, _OTHER = 1.08, 0.92
"""Calibre on the side of the wider sigmoid sinus and on the other, as shares of the mean."""
_NARROW = {"C1": 0.72, "C2": 0.9}
"""What it has of its calibre below the bulb."""
_ONWARD = 0.3
"""Where on its way from C7 to its end the part that belongs to T1 is drawn from."""
_SWAY_MM, _APART_MM = 1.0, 4.0


def jugular(land: Terrain) -> list[Vessel]:
    """Both veins as far as levels are built; cut off where these end."""
    return [each for side in SIDES for each in along_levels(FAMILY, _stops(land, side), f".{side}")]


def _stops(land: Terrain, side: str) -> list[Stop]:
    is_wider, sign = Person(land.seed).wider_sigmoid_side == side, sign_of(side)
    radius = (_WIDER if is_wider else _OTHER) * land.radius("C4", "internal_jugular_vein")
    chance, out = land.chance(f"{FAMILY} {side}"), []
    strays = {level: chance.uniform(-_SWAY_MM, _SWAY_MM, 2) for level in _PLACES_MM}
    for level in land.between("C1", "C7"):
        x, y, z = _PLACES_MM[level]
        place, size = land.tabled(level, sign * x, y, z), _NARROW.get(level, 1.0) * radius
        place[:2] += strays[level]
        rise = [0.0, 0.0, land.scale * _APART_MM]
        out += [stop(level, place + rise, size), stop(level, place - rise, size)]
    if "C1" in land.levels and side in land.bulbs:
        out.insert(0, stop("C1", land.bulbs[side], 0.6 * radius, bulb_name(side)))
    if superior_caval.is_drawn(land) and land.has("C7"):
        end, last = superior_caval.angle_place(land, side), np.array(out[-1].point.point)
        out.append(stop("T1", last + _ONWARD * (end - last), radius))
        out.append(stop("T1", end, radius, superior_caval.venous_angle(side)))
    return out
