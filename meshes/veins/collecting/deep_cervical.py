"""Deep cervical veins: down behind the articular pillars, then forwards below C7."""

from __future__ import annotations

from meshes.geometry.axes import SIDES
from meshes.network.builder import Vessel
from meshes.veins.collecting import vertebral
from meshes.veins.collecting.course import Stop, along_levels, stop
from meshes.veins.collecting.terrain import Terrain, sign_of

FAMILY = "vein.segmental.deep-cervical"
_BEHIND_MM = {"C2": 19.0, "C3": 19.5, "C4": 20.0, "C5": 20.5, "C6": 21.5, "C7": 22.0}
_ASIDE_MM = {"C2": 20.0, "C3": 20.5, "C4": 21.5, "C5": 22.5, "C6": 23.5, "C7": 25.0}


def deep_cervical(land: Terrain) -> list[Vessel]:
    """Both sides, between the muscles of the nape, from the axis to the vertebral vein."""
    if not land.has("C2", "C7", "T1", "T2", "T3", "T4", "T5", "T6"):
        return []
    return [each for side in SIDES for each in along_levels(FAMILY, _stops(land, side), f".{side}")]


def _stops(land: Terrain, side: str) -> list[Stop]:
    sign, radius = sign_of(side), land.radius("C5", "deep_cervical_vein")
    levels = land.between("C2", "C7")
    stops = [
        stop(
            level,
            land.world(level, sign * _ASIDE_MM[level], _BEHIND_MM[level], 0.0),
            (0.55 + 0.08 * place) * radius,
        )
        for place, level in enumerate(levels)
    ]
    stops += [
        stop("C7", land.world("C7", sign * 31.0, 15.0, -11.0), radius),
        stop("C7", land.world("C7", sign * 31.0, -3.0, -13.0), radius),
        stop("C7", vertebral.entry_place(land, side), radius, vertebral.entry_name(side)),
    ]
    top = land.world("C2", sign * 18.0, 17.0, 8.0)
    return [stop("C2", top, 0.4 * radius), *stops]
