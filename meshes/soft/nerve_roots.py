"""Roots of the spinal nerves: a strand in the sac, then the way to the foramen and the ganglion there."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import NERVES, NerveWay, nerve_way, origin
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.axes import Vector
from meshes.geometry.curve import arc_length, resampled, through
from meshes.geometry.lofting import mirrored, tube
from meshes.geometry.trimesh import TriMesh, merged
from meshes.sdf.oval_tube import OvalTube
from meshes.sdf.surroundings import Surroundings

REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral", "Co": "coccygeal"}
CAUDAL = NERVES[NERVES.index("L1") :]
"""Nerves whose strands run down the sac as cauda equina and are drawn with it."""

EXIT_ANGLE = np.radians(-22.0)
"""Where round the sac a root leaves it: sideways and a little forwards."""

_GAP_MM = 0.3
_ROUNDS = 30
_STEP_MM = 1.5
_CORNERS = 14
_STRAND_CORNERS = 8
_DURA_MM = 0.45
_THINNEST_MM = 0.3


def nerve_root(name: str, column: ColumnFrame, ground: Surroundings) -> TriMesh:
    """The left root of a nerve, in the world: schematic, one root a side where nature has many rootlets.

    Parameters
    ----------
    name : str
        One of `NERVES`.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        The bones, discs and ribs on its way.

    Notes
    -----
    The way is told by `meshes.column.canal.spinal_nerves` and then kept off bone, disc and sac; where the
    foramen leaves less room than the ganglion wants, the ganglion is pressed.
    """
    way = nerve_way(name, column)
    outside = _outside(way, column, ground)
    return merged([outside] if name in CAUDAL else [_strand_in_sac(way, column), outside])


def cauda_equina(level: str, column: ColumnFrame) -> TriMesh:
    """The strands of all lumbar, sacral and coccygeal roots that run in the sac at a level, both sides."""
    low, high = canal_course(column).span(level)
    parts = []
    for name in CAUDAL:
        path = strand(name, column)
        s = canal_course(column).line.coordinates(path)[:, 1]
        here = path[(s >= low - 1e-6) & (s <= (np.inf if level == "S1" else high) + 1e-6)]
        if len(here) >= 4:
            radius = np.full(len(here), _strand_radius(name, column))
            left = tube(here, radius, _STRAND_CORNERS, has_flat_ends=True)
            parts += [left, mirrored(left)]
    return merged(parts)


def filum(level: str, column: ColumnFrame) -> TriMesh:
    """The filum terminale at a level: in the sac from the tip of the conus, then down the sacral canal."""
    course, sac, cord = canal_course(column), dural_sac(column), spinal_cord(column)
    scale = scale_of(column.parameters)
    radius = scale * measures_with(column.parameters).value("L1", "filum_width") / 2
    low, high = course.span(level)
    runs = [(max(low, cord.end + radius), min(high, sac.end - 2.0 * scale))]
    if level == "S1":
        runs = [(low, sac.end - 2.0 * scale), (sac.end + 2.0 * radius, course.at("S5", -0.2))]
    parts = []
    for start, end in runs:
        s = np.linspace(start, end, max(round((end - start) / (3.0 * scale)), 4))
        path, radii = course.line.place(0.0, s, 0.0), np.full(len(s), radius)
        parts.append(tube(path, radii, _STRAND_CORNERS, has_flat_ends=True))
    return merged(parts)


def strand(name: str, column: ColumnFrame) -> Vector:
    """The left strand of a nerve in the sac, (N, 3) in the world: from the cord to the wall of the sac."""
    return _strand(name, tuple(sorted(column.parameters.items())))


@lru_cache(maxsize=len(NERVES))
def _strand(name: str, items: tuple[tuple[str, float], ...]) -> Vector:
    column = column_frame(None, dict(items))
    way, measures = nerve_way(name, column), measures_with(column.parameters)
    sac, cord, scale = dural_sac(column), spinal_cord(column), scale_of(column.parameters)
    radius = _strand_radius(name, column)
    begin = min(float(np.interp(origin(name, measures), range(len(LEVELS)), _places(column))), cord.end - 3.0)
    s = np.linspace(begin, way.leave, max(round((way.leave - begin) / (_STEP_MM * scale)), 8))
    slot = _slot(name)
    last = np.clip(1.0 - (way.leave - s) / (16.0 * scale), 0.0, 1.0) ** 2
    angle = slot + (EXIT_ANGLE - slot) * last
    inside = _wall_share(sac, angle, s, radius + _DURA_MM * scale)
    outside_cord = _cord_share(cord, sac, angle, s, radius)
    wish = _depth(name) + (1.0 - _depth(name)) * last
    free = np.clip((s - cord.end) / (25.0 * scale), 0.0, 1.0)
    middle = (outside_cord + inside) / 2
    share = middle + (wish * inside - middle) * np.maximum(free, last)
    return sac.place(angle, np.minimum(share, inside), s)


def _places(column: ColumnFrame) -> list[float]:
    course = canal_course(column)
    return [course.at(level) for level in LEVELS]


def _slot(name: str) -> float:
    """Where round the sac a strand runs: the later it leaves the further behind."""
    if name not in CAUDAL:
        # Three in turn, so that neighbours run side by side.
        return float(EXIT_ANGLE + np.radians(17.0 * (NERVES.index(name) % 3 - 1)))
    return float(np.radians(-12.0 + 90.0 * CAUDAL.index(name) / (len(CAUDAL) - 1)))


def _depth(name: str) -> float:
    """How near to the wall a strand runs, as a share: two rows, turn by turn."""
    return 0.95 if name not in CAUDAL or CAUDAL.index(name) % 2 == 0 else 0.66


def _strand_radius(name: str, column: ColumnFrame) -> float:
    return _width(name, "strand_width", column) / 2


def _width(name: str, measure: str, column: ColumnFrame) -> float:
    measures, region = measures_with(column.parameters), REGIONS[name.rstrip("0123456789")]
    place = name if measures.has(name, measure) else region
    return scale_of(column.parameters) * measures.value(place, measure)


def _wall_share(sac: OvalTube, angle: Vector, s: Vector, gap: float) -> Vector:
    """Share of the way to the wall at which one is a gap away from it."""
    reach = np.linalg.norm(sac.place(angle, 1.0, s) - sac.place(angle, 0.0, s), axis=1)
    return np.asarray(np.maximum(1.0 - gap / np.maximum(reach, 1e-6), 0.1), float)


def _cord_share(cord: OvalTube, sac: OvalTube, angle: Vector, s: Vector, gap: float) -> Vector:
    """Share of the way to the sac's wall at which one is a gap away from the cord."""
    held = np.minimum(s, cord.end)
    reach = np.linalg.norm(sac.place(angle, 1.0, s) - sac.place(angle, 0.0, s), axis=1)
    wide = np.linalg.norm(cord.place(angle, 1.0, held) - cord.place(angle, 0.0, held), axis=1)
    wide = np.where(s > cord.end, 0.0, wide)
    return np.asarray((wide + gap) / np.maximum(reach, 1e-6), float)


def _strand_in_sac(way: NerveWay, column: ColumnFrame) -> TriMesh:
    path = strand(way.name, column)
    return tube(path, np.full(len(path), _strand_radius(way.name, column)), _STRAND_CORNERS)


def _outside(way: NerveWay, column: ColumnFrame, ground: Surroundings) -> TriMesh:
    """The root from the sac to beyond its foramen."""
    sac, scale = dural_sac(column), scale_of(column.parameters)
    root, knot = (_width(way.name, each, column) / 2 for each in ("root_width", "ganglion_width"))
    leave = min(way.leave, sac.end - 1.5 * scale)
    start = sac.place(EXIT_ANGLE, 1.0, leave)[0]
    out = start - sac.place(EXIT_ANGLE, 0.9, leave)[0]
    # Where bone is near, half-way to it.
    clear = min(0.75 * root + _GAP_MM, 0.5 * max(float(ground.distance(start[None])[0]), 0.0))
    start = start + out / np.linalg.norm(out) * clear
    path = resampled(through(np.concatenate([start[None], way.points])), _STEP_MM * scale)
    lengths = arc_length(path)
    middle = lengths[int(np.linalg.norm(path - way.points[way.ganglion], axis=1).argmin())]
    wish = root + (knot - root) * np.exp(-(((lengths - middle) / (3.2 * scale)) ** 2))
    path = _kept_off(path, wish, ground, sac)
    beside = sac.distance(path) - 0.1
    beside[:2] = np.inf
    room = np.minimum(ground.distance(path) - _GAP_MM, beside)
    radius = np.maximum(np.minimum(wish, room), _THINNEST_MM)
    for _ in range(2):
        radius = np.minimum(radius, np.convolve(np.pad(radius, 1, mode="edge"), [0.25, 0.5, 0.25], "valid"))
    return tube(path, radius, _CORNERS)


def _kept_off(path: Vector, radius: Vector, ground: Surroundings, sac: OvalTube) -> Vector:
    """The path smoothed and moved out of reach of bone, disc and sac; its start stays."""
    for _ in range(_ROUNDS):
        path = path.copy()
        path[1:-1] += 0.25 * (path[:-2] - 2.0 * path[1:-1] + path[2:])
        lacking = np.clip(radius + _GAP_MM - ground.distance(path), 0.0, 0.8)
        lacking[0] = 0.0
        near = np.flatnonzero(lacking)
        if len(near):
            path[near] += lacking[near, None] * ground.slope(path[near])
        told = sac.line.coordinates(path)
        beside = np.clip(radius + 0.15 - sac.distance_at(told), 0.0, 0.8)
        beside[:2] = 0.0
        near = np.flatnonzero(beside)
        path[near] += beside[near, None] * _away(sac, told[near])
    return path


def _away(sac: OvalTube, told: Vector) -> Vector:
    """Unit directions from the sac's line outwards, across it, at places told by their coordinates."""
    out = sac.line.across(*told.T)
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6), float)
