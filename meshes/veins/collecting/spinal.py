"""Veins of the spinal cord: median ones on its front and back, and radicular ones along the roots."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import nerve_way
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain, gate_name, sign_of
from meshes.veins.site import way

ANTERIOR, POSTERIOR, RADICULAR = (
    "vein.spinal.anterior",
    "vein.spinal.posterior",
    "vein.spinal.radicular",
)
FIRST, CONUS = "C1", "L1"
"""Levels at which the cord begins and ends."""
ROOTS = ("T2", "L1")
"""Levels whose roots are followed by a vein."""

_ON_CORD_MM = 0.15
_OVER_ROOT_MM = 1.9
"""How far from the middle of a root its vein runs."""
_DIRECTIONS = 12
"""How many ways round a root are looked at for the side with most room."""


def spinal(land: Terrain) -> list[Vessel]:
    """What the built levels show of them."""
    levels = land.between(FIRST, CONUS)
    if len(levels) < 2:
        return []
    medians = [each for front in (True, False) for each in _median(land, levels, front)]
    return [*medians, *_radicular(land, levels)]


def joint(family: str, level: str) -> str:
    """Where the radicular veins of a level meet a median vein."""
    return f"{family}.{level}.root"


def _on_cord(land: Terrain, level: str, front: bool, height: float, turn_deg: float = 0.0) -> Vector:
    """A place on the front or back of the cord, `height` spans above the middle of a level, in the world."""
    cord, course = spinal_cord(land.column), canal_course(land.column)
    s = min(course.at(level, -height), cord.end - 1.5)
    deep = float(np.squeeze(cord.sizes(s)[1]))
    radius = land.radius(level, "median_spinal_vein")
    share = 1.0 + (radius + _ON_CORD_MM) / max(deep, 0.5)
    angle = np.radians((-90.0 if front else 90.0) + turn_deg)
    return np.asarray(cord.place(angle, share, s), float).reshape(3)


def _median(land: Terrain, levels: tuple[str, ...], front: bool) -> list[Vessel]:
    """One vein before the median fissure; behind, one that winds more."""
    family = ANTERIOR if front else POSTERIOR
    chance, wind = land.chance(f"{family} wind"), 4.0 if front else 11.0
    stops: list[Stop] = []
    for level in levels:
        for height in (0.33, 0.0, -0.33):
            place = _on_cord(land, level, front, height, float(chance.normal(0.0, wind)))
            name = joint(family, level) if height == 0.0 else None
            stops.append(stop(level, place, land.radius(level, "median_spinal_vein"), name))
    return along_levels(family, stops)


def _radicular(land: Terrain, levels: tuple[str, ...]) -> list[Vessel]:
    """From the cord along the root through the dura to the intervertebral vein of its foramen."""
    out = []
    for level in land.between(*ROOTS):
        above = LEVELS[LEVELS.index(level) - 1]
        for side in SIDES:
            gate = land.gates.get((level, side))
            if gate is None or above not in levels:
                continue
            chance = land.chance(f"{RADICULAR}.{level}.{side}")
            family = ANTERIOR if chance.random() < 0.5 else POSTERIOR
            radius = land.radius(level, "radicular_vein") * float(chance.uniform(0.65, 1.25))
            start = way(_on_cord(land, above, family == ANTERIOR, 0.0), radius, joint(family, above))
            along = _along_root(land, level, side, family, radius)
            end = way(gate, radius, gate_name(level, side))
            out.append(vein(f"{RADICULAR}.{level}.{side}", start, *along, end))
    return out


def _along_root(land: Terrain, level: str, side: str, family: str, radius: float) -> list[WayPoint]:
    """Round the cord, down beside it, and through the wall of the sac over the root."""
    cord, sac, course = spinal_cord(land.column), dural_sac(land.column), canal_course(land.column)
    way_out = nerve_way(level, land.column)
    mirror = np.array([sign_of(side), 1.0, 1.0])
    above = LEVELS[LEVELS.index(level) - 1]
    low = min(course.at(above, 0.35), cord.end - 1.5)
    lean = np.radians(-32.0 if family == ANTERIOR else 32.0)
    round_it = np.asarray(cord.place(lean, 1.35, low), float).reshape(3)
    inside = np.asarray(sac.place(0.4 * lean, 0.86, way_out.leave), float).reshape(3)
    over = _beside_root(land, level, way_out.points)
    return [
        way(round_it * mirror, radius),
        way((inside + over) * mirror, radius),
        way((way_out.points[0] + over) * mirror, radius),
    ]


def _beside_root(land: Terrain, level: str, points: Vector) -> Vector:
    """From the line of a left root (K, 3) to the side of it with most room for a vein, before its foramen."""
    along = points[1] - points[0]
    up = np.cross(along, np.cross([0.0, 0.0, 1.0], along))
    ahead = np.cross(along, up)
    turn = np.linspace(0.0, 2.0 * np.pi, _DIRECTIONS, endpoint=False)[:, None]
    ways = np.cos(turn) * up / np.linalg.norm(up) + np.sin(turn) * ahead / np.linalg.norm(ahead)
    room = land.clearance(level, points[0] + _OVER_ROOT_MM * ways)
    found: Vector = _OVER_ROOT_MM * ways[int(room.argmax())]
    return found
