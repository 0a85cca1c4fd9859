"""Veins of the spinal cord: median ones on its front and back, and radicular ones along the roots."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from meshes.anatomy.levels import region
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain, gate_name, sign_of
from meshes.veins.site import way

ANTERIOR, POSTERIOR, RADICULAR = (
    "vein.spinal.anterior",
    "vein.spinal.posterior",
    "vein.spinal.radicular",
)
CONUS = "L1"
"""Level at which the cord ends."""

_SIZE_MM = {"cervical": (12.6, 7.6), "thoracic": (8.6, 6.5), "lumbar": (7.0, 5.8)}


def spinal(land: Terrain) -> list[Vessel]:
    """What the built levels with a canal show of them."""
    levels = [level for level in land.between("C1", CONUS) if level in land.column.landmarks]
    if len(levels) < 2:
        return []
    medians = [each for front in (True, False) for each in _median(land, levels, front)]
    return [*medians, *_radicular(land, levels)]


def joint(family: str, level: str) -> str:
    """Where the radicular veins of a level meet a median vein."""
    return f"{family}.{level}.root"


def _cord(land: Terrain, level: str) -> tuple[Vector, float, float]:
    """Middle of the canal in the vertebra's own frame, and half width and half depth of the cord."""
    canal = land.column.landmarks[level].canal
    across, deep = _SIZE_MM[region(level)]
    share = 0.55 if level == CONUS else 1.0
    return np.array([0.0, 0.5 * canal.depth + 0.4, 0.0]), share * across / 2, share * deep / 2


def _on_cord(land: Terrain, level: str, front: bool, height: float, x: float = 0.0) -> Vector:
    middle, _, half = _cord(land, level)
    away = half + 0.6
    y = middle[1] - away if front else middle[1] + away
    return land.world(level, x, float(y), height)


def _median(land: Terrain, levels: list[str], front: bool) -> list[Vessel]:
    """One vein in the median fissure; behind, one that winds more."""
    family = ANTERIOR if front else POSTERIOR
    chance = land.chance(f"{family} wind")
    wind = 0.35 if front else 0.9
    stops: list[Stop] = []
    for level in levels:
        half, radius = land.bodies[level].height / 2, land.radius(level, "median_spinal_vein")
        for height in (0.75, 0.0, -0.85):
            place = _on_cord(land, level, front, height * half, float(chance.normal(0.0, wind)))
            stops.append(stop(level, place, radius, joint(family, level) if height == 0.0 else None))
    return along_levels(family, stops)


def _radicular(land: Terrain, levels: list[str]) -> list[Vessel]:
    """From the cord a level higher down along the root to the intervertebral vein of its foramen."""
    out = []
    for above, level in pairwise(levels):
        for side in SIDES:
            gate = land.gates.get((level, side))
            if gate is None:
                continue
            chance = land.chance(f"{RADICULAR}.{level}.{side}")
            is_front = bool(chance.random() < 0.5)
            family = ANTERIOR if is_front else POSTERIOR
            radius = land.radius(level, "radicular_vein") * float(chance.uniform(0.65, 1.25))
            out.append(_root(land, (above, level, side), family, radius, gate))
    return out


def _root(land: Terrain, at: tuple[str, str, str], family: str, radius: float, gate: Vector) -> Vessel:
    above, level, side = at
    front, sign = family == ANTERIOR, sign_of(side)
    start = _on_cord(land, above, front, 0.0)
    middle, across, _ = _cord(land, above)
    y = middle[1] + (-1.0 if front else 1.0) * 1.8
    beside = land.world(above, sign * (across + 0.9), float(y), -0.42 * land.bodies[above].height)
    canal = land.column.landmarks[level].canal
    dura = land.world(level, sign * 0.62 * canal.half_width, 0.5 * canal.depth, 0.0)
    return vein(
        f"{RADICULAR}.{level}.{side}",
        way(start, radius, joint(family, above)),
        way(beside, radius),
        way(dura, radius),
        way(gate, radius, gate_name(level, side)),
    )
