"""Deep cervical veins: down between the muscles of the nape, then forwards below C7."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import SIDES
from meshes.network.builder import Vessel
from meshes.veins.collecting import vertebral
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain, nape_name, sign_of
from meshes.veins.surroundings.site import way

FAMILY = "vein.segmental.deep-cervical"
NECK = ("C1", "C2", "C3", "C4", "C5", "C6")
"""Levels whose posterior external plexus the veins take up; they begin in that of the first."""
_PLACES_MM = {
    "C2": (20.0, 19.0),
    "C3": (20.5, 19.5),
    "C4": (21.5, 20.0),
    "C5": (22.5, 20.5),
    "C6": (23.5, 20.5),
    "C7": (25.5, 19.0),
}
"""How far from the midline and behind the bodies they lie."""
ROUND_MM = ((28.0, 12.5, -4.2), (29.5, 4.5, -5.6), (29.8, -5.0, -6.2))
"""Their way to the front between the transverse process of C7 and that of T1 with the first rib, in the frame
of C7.
"""
_SWAY_MM = 1.3
_TAKEN = 0.6
"""Share of the levels between the first and the last that give off a vein to them."""


def deep_cervical(land: Terrain) -> list[Vessel]:
    """Both sides, from the plexus behind the atlas to the vertebral vein, with what they take up."""
    if not land.has("C1", "C2", "C7", "T1", "T2", "T3", "T4", "T5", "T6"):
        return []
    return [each for side in SIDES for each in _side(land, side)]


def _side(land: Terrain, side: str) -> list[Vessel]:
    radius, chance = land.radius("C5", "deep_cervical_vein"), land.chance(f"{FAMILY} {side}")
    stops = _stops(land, side, radius, chance)
    if ("C1", side) in land.napes:
        stops.insert(0, stop("C2", land.napes["C1", side], 0.45 * radius, nape_name("C1", side)))
    given = [level for level in NECK[1:] if level == NECK[-1] or chance.random() < _TAKEN]
    taken = [_tributary(land, level, side, stops, radius, chance) for level in given]
    return [*along_levels(FAMILY, stops, f".{side}"), *(each for each in taken if each is not None)]


def _stops(land: Terrain, side: str, radius: float, chance: np.random.Generator) -> list[Stop]:
    sign = sign_of(side)
    out = []
    for number, (level, (aside, behind)) in enumerate(_PLACES_MM.items()):
        drift = np.clip(chance.normal(0.0, _SWAY_MM, 3), -2.0 * _SWAY_MM, 2.0 * _SWAY_MM)
        place = land.tabled(level, sign * aside, behind, -2.0) + drift
        out.append(stop(level, place, (0.55 + 0.08 * number) * radius, joint(level, side)))
    out += [stop("C7", land.tabled("C7", sign * x, y, z), radius) for x, y, z in ROUND_MM]
    return [*out, stop("C7", vertebral.entry_place(land, side), radius, vertebral.entry_name(side))]


def joint(level: str, side: str) -> str:
    """Where what a level gives off joins."""
    return f"{FAMILY}.{level}.{side}.taken"


def _tributary(
    land: Terrain, level: str, side: str, stops: list[Stop], radius: float, chance: np.random.Generator
) -> Vessel | None:
    """From the posterior external plexus of a level down into the vein, bowed."""
    start = land.napes.get((level, side))
    if start is None:
        return None
    end = next(each.point for each in stops if each.point.junction == joint(level, side))
    size, sink = float(chance.uniform(0.4, 0.6)) * radius, float(chance.uniform(-1.0, 3.0))
    middle = 0.5 * (start + np.array(end.point)) + [0.0, 0.0, sink]
    return vein(
        f"{FAMILY}.{level}.{side}",
        way(start, size, nape_name(level, side)),
        way(middle, size),
        way(np.array(end.point), size, end.junction),
    )
