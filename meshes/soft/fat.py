"""Epidural fat: what is left of the vertebral canal round the dural sac. The veins lie embedded in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_nerves import NERVES, nerve_way
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.geometry.axes import Vector
from meshes.geometry.lofting import doubled_ends, sheath
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.oval_tube import OvalTube
from meshes.sdf.surroundings import Surroundings
from meshes.soft.dura import FIRST_LEVEL, corners_of
from meshes.soft.nerve_roots import Root
from meshes.soft.root_beds import RootBeds
from meshes.soft.sheet import Sheet

_WALL_GAP_MM, _DURA_GAP_MM, _LIGAMENT_GAP_MM = 0.12, 0.06, 0.32
_THINNEST_MM = 0.04
_STEPS = 28
_EDGE_MM = 0.15
_REACH_MM = 13.0
_OPENING_MM, _OPENING_SHARE = 16.0, 1.12
"""How far along the canal the wall of an opening is sought, and how much further the fat may reach there."""
_ROOT_MM = 4.0
"""How far above and below its line a root may matter."""
_LIP_CELLS = 3
"""How far round the bed of a root its lips are rounded, in cells of the mesh."""
_ENDS_ABOVE_MM = 20.0
"""How far above the end of the sac the fat ends, whose tube closes there."""


def fat(
    level: str,
    column: ColumnFrame,
    ground: Surroundings,
    ligaments: Sequence[Sheet],
    roots: Sequence[Root],
    step_mm: float,
) -> TriMesh:
    """The fat round the part of the sac that belongs to a level, in the world.

    It reaches from the sac to bone, discs and ligaments. Before a foramen, and between laminae beside the
    ligamenta flava, where the canal has no wall, it ends in the surface that joins the walls above and below.
    Where a root runs it is thin: the root lies in a bed that is open outwards, like its way to the foramen.

    Parameters
    ----------
    level : str
        From the atlas to S1; the last piece is all of the fat in the sacrum down to where the sac tapers.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        At least the bones of the level and its neighbours, and their discs.
    ligaments : sequence of Sheet
        Posterior longitudinal ligament and ligamenta flava nearby.
    roots : sequence of Root
        Left roots that leave the sac nearby.
    step_mm : float
        Wished edge of the triangles.
    """
    sac, scale = dural_sac(column), scale_of(column.parameters)
    start, end = fat_span(level, column)
    s = doubled_ends(np.linspace(start, end, max(round((end - start) / step_mm), 5)))
    angle = np.linspace(0.0, 2.0 * np.pi, corners_of(step_mm), endpoint=False)
    inner = _round_sac(sac, s, angle) + _DURA_GAP_MM
    wall = _wall(sac, s, angle, inner, ground, scale)
    ligament = _ligament_radius(sac, s, angle, (inner, wall), ligaments)
    outer = np.minimum(_closed(wall, s, inner, scale), ligament)
    outer = np.maximum(outer, inner + _THINNEST_MM)
    beds = RootBeds(sac.line, roots)
    fine_s, fine_angle = beds.finer(s, angle, float(outer.max()))
    inner, outer = (_refined(each, (s, angle), (fine_s, fine_angle)) for each in (inner, outer))
    outer = _bedded(outer, _least_around(beds.first_met(fine_s, fine_angle), 2))
    outer = np.maximum(outer, inner + _THINNEST_MM)
    return sheath(_rings(sac, fine_s, fine_angle, outer), _rings(sac, fine_s, fine_angle, inner))


def roots_near(level: str, column: ColumnFrame) -> tuple[str, ...]:
    """The nerves whose roots run outside the sac within the fat of a level."""
    low, high = fat_span(level, column)
    line, beyond = canal_course(column).line, _ROOT_MM * scale_of(column.parameters)
    found = []
    for name in NERVES:
        way = nerve_way(name, column)
        s = np.append(line.coordinates(way.points)[:, 1], way.leave)
        if s.min() - beyond < high and s.max() + beyond > low:
            found.append(name)
    return tuple(found)


def fat_span(level: str, column: ColumnFrame) -> tuple[float, float]:
    """Lengths on the canal's line between which the fat of a level lies."""
    course, sac = canal_course(column), dural_sac(column)
    low, high = course.span(level)
    start = sac.start + 2.0 if level == FIRST_LEVEL else low
    return start, sac.end - _ENDS_ABOVE_MM * scale_of(column.parameters) if level == "S1" else high


def _bedded(outer: Vector, limit: Vector) -> Vector:
    """The outer wall kept within a limit where there is one, the lips of what that leaves rounded."""
    outer = np.minimum(outer, limit)
    near = np.isfinite(_least_around(limit, _LIP_CELLS))
    for _ in range(_LIP_CELLS - 1):
        near |= np.roll(near, 1, axis=1) | np.roll(near, -1, axis=1)
    for _ in range(2 * _LIP_CELLS):
        beside = (np.roll(outer, 1, axis=1) + np.roll(outer, -1, axis=1)) / 2.0
        padded = np.pad(outer, ((1, 1), (0, 0)), mode="edge")
        even = (outer + (beside + (padded[:-2] + padded[2:]) / 2.0) / 2.0) / 2.0
        outer = np.where(near, np.minimum(outer, even), outer)
    return np.asarray(outer, float)


def _refined(radius: Vector, coarse: tuple[Vector, Vector], fine: tuple[Vector, Vector]) -> Vector:
    """Distances from the line on a finer net of lengths and angles, on the chords of the coarse one."""
    (s, angle), (fine_s, fine_angle) = coarse, fine
    round_, closed = np.append(angle, 2.0 * np.pi), np.concatenate([radius, radius[:, :1]], axis=1)
    at = np.minimum(np.searchsorted(round_, fine_angle, side="right") - 1, len(angle) - 1)
    before, after = fine_angle - round_[at], round_[at + 1] - fine_angle
    whole = np.sin(before + after)
    told = whole / (np.sin(after) / closed[:, at] + np.sin(before) / closed[:, at + 1])
    return np.stack([np.interp(fine_s, s, each) for each in told.T], axis=1)


def _sac_radius(sac: OvalTube, s: Vector, angle: Vector) -> Vector:
    """Distance of the sac's wall from the line in each direction, (M, K) mm."""
    turn = np.linspace(0.0, 2.0 * np.pi, 145)
    wide, deep, middle, taper = (each[:, None] for each in sac.sizes(s))
    x, v = wide * np.cos(turn) * (1.0 - taper * np.sin(turn)), middle + deep * np.sin(turn)
    bearing, reach = np.unwrap(np.arctan2(v, x), axis=1), np.hypot(x, v)
    return np.array([np.interp(angle, b, r, period=2.0 * np.pi) for b, r in zip(bearing, reach, strict=True)])


def _round_sac(sac: OvalTube, s: Vector, angle: Vector) -> Vector:
    """The same, widened so that the chords between the corners lie outside the sac as well."""
    corner, half = _sac_radius(sac, s, angle), np.pi / len(angle)
    beside = np.roll(corner, -1, axis=1)
    chord = 2.0 * corner * beside * np.cos(half) / (corner + beside)
    short = np.maximum(_sac_radius(sac, s, angle + half) / chord, 1.0)
    return np.asarray(corner * np.maximum(short, np.roll(short, 1, axis=1)), float)


def _rings(sac: OvalTube, s: Vector, angle: Vector, radius: Vector) -> Vector:
    x, v = radius * np.cos(angle), radius * np.sin(angle)
    along = np.broadcast_to(s[:, None], radius.shape)
    return sac.line.place(x.ravel(), along.ravel(), v.ravel()).reshape(*radius.shape, 3)


def _wall(
    sac: OvalTube, s: Vector, angle: Vector, inner: Vector, ground: Surroundings, scale: float
) -> Vector:
    """Distance of bone or disc from the line in each direction, a gap kept, (M, K) mm."""
    count = len(angle)
    fellow = (count // 2 - np.arange(count)) % count
    left = np.flatnonzero(np.cos(angle) > -1e-9)
    starts = _rings(sac, s, angle[left], inner[:, left]).reshape(-1, 3)
    ways = _rings(sac, s, angle[left], inner[:, left] + 1.0).reshape(-1, 3) - starts
    wall = np.zeros(inner.shape)
    # The bones of both sides are alike, and so is the sac.
    wall[:, left] = ground.struck(starts, ways, _WALL_GAP_MM, scale * _REACH_MM).reshape(len(s), -1)
    wall[:, fellow[left]] = wall[:, left]
    return np.asarray(np.minimum(inner + wall, _least_around(inner + wall, 1) + _EDGE_MM), float)


def _closed(wall: Vector, s: Vector, inner: Vector, scale: float) -> Vector:
    """The wall with its openings closed by what lies above and below them, smoothed where it is free."""
    near = np.abs(s[:, None] - s[None]) < _OPENING_MM * scale
    room = wall - inner
    least = np.array([room[row].min(axis=0) for row in near])
    least = (np.roll(least, 1, axis=1) + 2.0 * least + np.roll(least, -1, axis=1)) / 4.0
    cap = _OPENING_SHARE * least + 0.6 * scale
    return np.minimum(wall, inner + cap)


def _ligament_radius(
    sac: OvalTube, s: Vector, angle: Vector, span: tuple[Vector, Vector], ligaments: Sequence[Sheet]
) -> Vector:
    """Distance of the first ligament from the line in each direction, infinite where there is none, mm.

    Sought in short steps between the sac and the wall. Where a ligament ends, its distance holds for the
    next directions and rings too, so that no triangle cuts its edge.
    """
    inner, wall = span
    share = np.linspace(0.0, 1.0, _STEPS)
    reach = inner[..., None] + share * (wall - inner)[..., None]
    x = (reach * np.cos(angle)[None, :, None]).ravel()
    v = (reach * np.sin(angle)[None, :, None]).ravel()
    along = np.broadcast_to(s[:, None, None], reach.shape).ravel()
    met = np.zeros(len(x), bool)
    for sheet in ligaments:
        met |= sheet.holds(x, along, v, _LIGAMENT_GAP_MM)
    hit = met.reshape(reach.shape)
    before = np.maximum(hit.argmax(axis=-1) - 1, 0)
    radius = np.take_along_axis(reach, before[..., None], axis=-1)[..., 0]
    # Two rings either way: the rings at both ends are doubled.
    return _least_around(np.where(hit.any(axis=-1), radius, np.inf), 2)


def _least_around(radius: Vector, rings: int) -> Vector:
    """The least of each place, those beside it on its ring, and theirs on some rings above and below."""
    radius = np.minimum(radius, np.minimum(np.roll(radius, 1, axis=1), np.roll(radius, -1, axis=1)))
    padded = np.pad(radius, ((rings, rings), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * rings + 1, axis=0)
    return np.asarray(windows.min(axis=-1), float)
