"""Veins of the spinal cord: median ones on its front and back, and radicular ones along the roots.

Not every root has a radicular vein in life; here those of the enlargements and of the trunk all have one, of
changing calibre. Above, the median veins go on to the veins of the medulla oblongata and to those of the
foramen magnum; of these only the tie to the marginal sinus is drawn. All of that is illustrative.
"""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import CERVICAL_WAYS, NERVES, foramen_level, nerve_way
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain, crown_name, gate_name, sign_of
from meshes.veins.surroundings.site import way

ANTERIOR, POSTERIOR, RADICULAR = (
    "vein.spinal.anterior",
    "vein.spinal.posterior",
    "vein.spinal.radicular",
)
FIRST, CONUS = "C1", "L1"
"""Levels at which the cord begins and ends."""
MAGNUM = "C0"
"""Level at which they leave the cord for the marginal sinus."""
ROOTS = NERVES[NERVES.index("C3") : NERVES.index("L3") + 1]
"""Nerves whose roots are followed by a vein."""

_ON_CORD_MM = 0.15
_TIP = -0.33
"""Height, in spans, of the lowest place of a level; at the last one it is where the median veins end."""
_TAPERED = 0.55
"""To what share of its calibre a median vein tapers on the conus."""
_UP_MM = 1.5
"""How far apart the places are by which a median vein passes the upper edge of the sac, and a third of
how far above it goes on before it bends."""
_INWARD = 0.95
"""How near it comes to the middle of the cord there, in half depths, to clear the edge of the sac."""
_STEP_DOWN_MM = 30.0
"""About how far apart the places of a vein are told among the roots of the cauda equina."""
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
    return [*medians, *_radicular(land)]


def start_level(nerve: str) -> str:
    """The level behind which the vein of a nerve's root leaves the cord.

    In the neck that below which the nerve leaves, in the trunk the one above; never below the conus.
    """
    level = foramen_level(nerve)
    number = LEVELS.index(level) - (nerve not in CERVICAL_WAYS)
    return LEVELS[min(number, LEVELS.index(CONUS))]


def joint(family: str, level: str, height: float = 0.0) -> str | None:
    """Where radicular veins meet a median vein: behind mid-level, and where it ends on the conus."""
    if height == _TIP and level == CONUS:
        return f"{family}.tip"
    return f"{family}.{level}.root" if height == 0.0 else None


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
    stops = _to_crown(land, levels, front)
    for level in levels:
        for height in (0.66, 0.33, 0.0, _TIP) if stops and level == FIRST else (0.33, 0.0, _TIP):
            place = _on_cord(land, level, front, height, float(chance.normal(0.0, wind)))
            name = joint(family, level, height)
            share = _TAPERED if level == CONUS and height == _TIP else 1.0
            stops.append(stop(level, place, share * land.radius(level, "median_spinal_vein"), name))
    return along_levels(family, stops)


def _to_crown(land: Terrain, levels: tuple[str, ...], front: bool) -> list[Stop]:
    """From the marginal sinus over the edge of the sac to the cord; none where either is not built."""
    crown = land.crowns.get(front)
    if crown is None or levels[0] != FIRST:
        return []
    cord, radius = spinal_cord(land.column), land.radius(FIRST, "median_spinal_vein")
    angle, s = np.radians(-90.0 if front else 90.0), cord.start + _UP_MM * land.scale * np.arange(3)
    top, on, under = (np.asarray(cord.place(angle, 1.0, each), float).reshape(3) for each in s.tolist())
    off = (radius + _ON_CORD_MM) * np.array([0.0, -1.0 if front else 1.0, 0.0])
    over = np.asarray(cord.place(angle, _INWARD, cord.start), float).reshape(3) + 1.5 * (top - under)
    return [
        stop(MAGNUM, crown, radius, crown_name(front)),
        stop(MAGNUM, over, radius),
        stop(MAGNUM, on + off, radius),
    ]


def _radicular(land: Terrain) -> list[Vessel]:
    """From the cord along the root through the dura to the intervertebral vein of its foramen."""
    out = []
    for nerve in ROOTS:
        level, start = foramen_level(nerve), start_level(nerve)
        bone = CERVICAL_WAYS[nerve][0] if nerve in CERVICAL_WAYS else nerve
        if not land.has(start, level, bone):
            continue
        for side in SIDES:
            gate = land.gates.get((level, side))
            if gate is None:
                continue
            chance = land.chance(f"{RADICULAR}.{nerve}.{side}")
            family = ANTERIOR if chance.random() < 0.5 else POSTERIOR
            radius = land.radius(level, "radicular_vein") * float(chance.uniform(0.65, 1.25))
            height = _TIP if _is_from_tip(nerve) else 0.0
            begin = way(
                _on_cord(land, start, family == ANTERIOR, height), radius, joint(family, start, height)
            )
            along = _along_root(land, nerve, side, family, radius)
            end = way(gate, radius, gate_name(level, side))
            out.append(vein(f"{RADICULAR}.{nerve}.{side}", begin, *along, end))
    return out


def _is_from_tip(nerve: str) -> bool:
    """Whether the vein of a root leaves the cord at the tip: those from farther above are not in its way."""
    return NERVES.index(nerve) > NERVES.index(LEVELS[LEVELS.index(CONUS) + 1])


def _along_root(land: Terrain, nerve: str, side: str, family: str, radius: float) -> list[WayPoint]:
    """Round the cord, down beside it, and through the wall of the sac over the root."""
    cord, sac, course = spinal_cord(land.column), dural_sac(land.column), canal_course(land.column)
    way_out, start = nerve_way(nerve, land.column), start_level(nerve)
    mirror = np.array([sign_of(side), 1.0, 1.0])
    half_way = 0.5 * (course.at(start) + way_out.leave)
    low = min(course.at(start, 0.1 if start == CONUS else 0.35), half_way, cord.end - 1.5)
    lean = np.radians(-32.0 if family == ANTERIOR else 32.0)
    if _is_from_tip(nerve):
        low, beside = cord.end - 1.5, []
    else:
        beside = [way(np.asarray(cord.place(lean, 1.35, low), float).reshape(3) * mirror, radius)]
    over = _beside_root(land, foramen_level(nerve), way_out.points)
    inside = np.asarray(sac.place(0.4 * lean, 0.86, way_out.leave), float).reshape(3)
    return [
        *beside,
        *(way(each * mirror, radius) for each in _down_the_sac(land, low, way_out.leave, lean)),
        way((inside + over) * mirror, radius),
        way((way_out.points[0] + over) * mirror, radius),
    ]


def _down_the_sac(land: Terrain, low: float, leave: float, lean: float) -> list[Vector]:
    """Places on a long left way below the conus to where a root leaves the sac; none on a short way."""
    sac = dural_sac(land.column)
    shares = np.linspace(0.0, 1.0, max(int((leave - low) / (_STEP_DOWN_MM * land.scale)), 1) + 1)[1:-1]
    return [
        np.asarray(sac.place(0.6 * lean, 0.25 + 0.5 * share, low + share * (leave - low)), float).reshape(3)
        for share in shares.tolist()
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
