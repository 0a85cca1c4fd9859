"""The nuchal ligament: a plate in the median plane from skull to C7, with a cord along its free border."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import below, levels_between
from meshes.column.canal.canal_course import canal_course
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.column.segment import segment
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.geometry.axes import Vector
from meshes.geometry.lofting import banded, doubled_ends
from meshes.sdf.surroundings import Surroundings
from meshes.soft.longitudinal import GAP_MM
from meshes.soft.plate import Plate
from meshes.soft.sheet import Sheet

UPPER_LEVELS = levels_between("C0", "C6")
"""Levels from which a part runs to the next."""

_BEHIND_MM, _BELOW_MM = 25.0, 45.0
"""From how far behind the free border, and below the skull, bone is looked for."""

_DEEP_MM, _CLEAR_MM = 12.5, 0.5
"""How near to the canal's line the plate comes, and above C2 to the membranes."""

_SHORT_MM = 2.0
"""How far below the skull the free border begins, and above the tip of C7, where the supraspinous ligament
begins, it ends."""

_SURVEY_MM, _CLOSER = 0.5, 4
"""Steps in which the membranes are looked for before the border, and looks along it for each station."""
_CORD_SHARES = np.array([0.0, 0.25, 0.7, 1.0])
_PLATE_SHARES = np.array([0.3, 0.65, 0.93, 1.0])
_TIP_MM = 0.3


@dataclass(frozen=True)
class _Plane:
    """The median plane told by u, down the free border from the skull, and w, before the border."""

    origin: Vector
    down: Vector
    ahead: Vector

    def place(self, x: Vector | float, u: Vector | float, w: Vector | float) -> Vector:
        """Points (N, 3) in the world."""
        x, u, w = np.broadcast_arrays(*(np.atleast_1d(np.asarray(each, float)) for each in (x, u, w)))
        flat = self.origin + u[:, None] * self.down + w[:, None] * self.ahead
        return np.asarray(flat + x[:, None] * np.array([1.0, 0.0, 0.0]), float)

    def along(self, point: Vector) -> float:
        """How far down the border a point lies."""
        return float((point - self.origin) @ self.down)


def nuchal(
    level: str, column: ColumnFrame, ground: Surroundings, membrane: Sheet | None, step_mm: float
) -> Plate:
    """What of the ligament lies between the spinous processes of a level and of the next, in the world.

    The free border runs straight from the external occipital protuberance to the tip of C7, and round what
    stands out beyond that; the plate reaches forwards to bone or near the ligamenta flava.

    Parameters
    ----------
    level : str
        One of `UPPER_LEVELS`; C0 stands for the skull.
    column : ColumnFrame
        Tips of the spinous processes.
    ground : Surroundings
        At least the bones from the skull to the second below the level.
    membrane : Sheet or None
        What closes the canal there above C2, to be left alone.
    step_mm : float
        Wished distance of the cross-sections.
    """
    measures, scale = measures_with(column.parameters), scale_of(column.parameters)
    cord, plate, deep = (
        scale * measures.value("C0-C7", f"nuchal_{each}")
        for each in ("cord_width", "plate_thickness", "cord_depth")
    )
    plane = _plane(column, ground, scale)
    start = scale * _SHORT_MM if level == "C0" else plane.along(_tip(level, column))
    end = plane.along(_tip(str(below(level)), column)) - (scale * _SHORT_MM if level == "C6" else 0.0)
    u = doubled_ends(np.linspace(start, end, max(round((end - start) / step_mm), 6)))
    near = _narrowed(_bone_ahead(plane, u, cord / 2, ground, scale))
    border = np.minimum(0.0, near - deep)
    ahead = _narrowed(_bone_ahead(plane, u, plate / 2, ground, scale))
    front = np.minimum(ahead, _limit(plane, u, membrane, column))
    front = np.maximum(front, border + deep + _TIP_MM)
    down, ahead_of = np.concatenate([u, u[::-1]]), np.concatenate([border, front[::-1]])
    outline = plane.place(0.0, down, ahead_of)[:, 1:]
    return Plate(banded(_rings(plane, u, border, front, deep, cord / 2, plate / 2)), outline, plate / 2)


def _plane(column: ColumnFrame, ground: Surroundings, scale: float) -> _Plane:
    pose, form = column.poses["C0"], load_occipital_shape().protuberance
    under = pose.apply(scale * np.array([[0.0, form.y, -_BELOW_MM]]))
    up = pose.apply_direction(np.array([[0.0, 0.0, 1.0]]))
    origin = (under + ground.struck(under, up, GAP_MM, 2 * scale * _BELOW_MM)[:, None] * up)[0]
    down = _tip("C7", column) - origin
    down = down / np.linalg.norm(down)
    return _Plane(origin, down, np.array([0.0, down[2], -down[1]]))


def _tip(level: str, column: ColumnFrame) -> Vector:
    place = segment(level, column)
    tip = place.pose.apply(place.landmarks.spinous_tip[None])[0]
    return np.asarray(tip * [0.0, 1.0, 1.0], float)


def _bone_ahead(plane: _Plane, u: Vector, half: float, ground: Surroundings, scale: float) -> Vector:
    """How far before the border one comes to bone from behind, a gap kept, within a breadth, (M,) mm."""
    behind = scale * _BEHIND_MM
    x, along = (each.ravel() for each in np.meshgrid(half * np.linspace(-1.0, 1.0, 5), u, indexing="ij"))
    starts = plane.place(x, along, -behind)
    ways = ground.struck(starts, np.broadcast_to(plane.ahead, starts.shape), GAP_MM, 4.0 * behind)
    return np.asarray(ways.reshape(5, len(u)).min(axis=0) - behind, float)


def _limit(plane: _Plane, u: Vector, membrane: Sheet | None, column: ColumnFrame) -> Vector:
    """How far before the border the plate ends where no bone stops it, (M,) mm.

    Between two stations the plate ends in a straight line: each heeds how near the membrane comes as far as
    the next on both sides.
    """
    line, scale = canal_course(column).line, scale_of(column.parameters)
    w = np.arange(0.0, 4.0 * scale * _BEHIND_MM, _SURVEY_MM)
    closer = np.interp(np.arange(_CLOSER * (len(u) - 1) + 1) / _CLOSER, np.arange(len(u)), u)
    along, ahead = (each.ravel() for each in np.meshgrid(closer, w, indexing="ij"))
    _, s, depth = line.coordinates(plane.place(0.0, along, ahead)).T
    nearest = np.full(len(s), scale * _DEEP_MM)
    if membrane is not None:
        middle = membrane.back[:, membrane.back.shape[1] // 2]
        nearest = np.interp(s, membrane.s, middle) + scale * _CLEAR_MM
    room = (depth - nearest).reshape(len(closer), len(w))
    rows, past = np.arange(len(closer)), np.maximum(np.argmax(room < 0.0, axis=1), 1)
    before, beyond = room[rows, past - 1], room[rows, past]
    way = w[past] - _SURVEY_MM * np.clip(beyond / np.minimum(beyond - before, -1e-9), 0.0, 1.0)
    padded = np.pad(way, _CLOSER, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * _CLOSER + 1)
    return np.asarray(windows[::_CLOSER].min(axis=1), float)


def _narrowed(way: Vector) -> Vector:
    """Ways no longer than those beside them: no corner of bone comes between two."""
    padded = np.pad(way, 1, mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(padded, 3).min(axis=1), float)


def _rings(
    plane: _Plane, u: Vector, border: Vector, front: Vector, deep: float, cord: float, plate: float
) -> Vector:
    """Level outlines (M, K, 3): the cord, and the plate before it."""
    root = border + deep
    behind = border[:, None] + deep * _CORD_SHARES
    before = root[:, None] + (front - root)[:, None] * _PLATE_SHARES
    w = np.concatenate([behind, before], axis=1)
    half = np.array([0.45 * cord, cord, cord, plate, plate, plate, plate, 0.5 * plate])
    x = np.broadcast_to(np.concatenate([half, -half[::-1]]), (len(u), 2 * len(half)))
    ahead = np.concatenate([w, w[:, ::-1]], axis=1)
    along = np.broadcast_to(u[:, None], x.shape)
    return plane.place(x.ravel(), along.ravel(), ahead.ravel()).reshape(*x.shape, 3)
