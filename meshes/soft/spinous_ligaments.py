"""The ligaments of the spinous processes: a cord over their tips and plates between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import below, levels_between
from meshes.column.canal.canal_course import canal_course
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.column.segment import segment
from meshes.geometry.axes import Vector
from meshes.geometry.lofting import lofted
from meshes.geometry.median_line import MedianLine
from meshes.sdf.surroundings import Surroundings
from meshes.soft.longitudinal import GAP_MM
from meshes.soft.plate import Plate
from meshes.soft.sheet import Sheet

UPPER_LEVELS = levels_between("C7", "L4")
"""Levels from whose spinous process both ligaments run to the next."""

_CORNERS = 7
_SECTION_MM = 1.0
"""Longest way between two sections of the cord: a longer one would cut through the tip it bends over."""
_BEHIND_MM = 95.0
_CLOSED_MM = 1.0
_FLAVA_MM = 14.0
_SURVEY_MM = 0.7


@dataclass(frozen=True)
class _Space:
    """Two neighbouring spinous processes: their tips as lengths on the line and depths behind it, mm."""

    line: MedianLine
    upper: Vector
    lower: Vector


def supraspinous(level: str, column: ColumnFrame, ground: Surroundings, step_mm: float) -> Sheet:
    """The cord from the tip of one spinous process to that of the next, stretched over both, in the world.

    Parameters
    ----------
    level : str
        One of `UPPER_LEVELS`.
    column : ColumnFrame
        Tips of the spinous processes.
    ground : Surroundings
        At least the bones of the level, of the one below and of their neighbours.
    step_mm : float
        Wished distance of the cross-sections.
    """
    measures, scale = measures_with(column.parameters), scale_of(column.parameters)
    space = _space(level, column)
    start, end = space.upper[0], space.lower[0]
    s = np.linspace(start, end, max(round((end - start) / min(step_mm, _SECTION_MM)), 8))
    half = scale * measures.value("C7-T1", "supraspinous_width") / 2
    x = np.broadcast_to(half * np.linspace(-1.0, 1.0, _CORNERS), (len(s), _CORNERS))
    taut = np.interp(s, [start, end], [space.upper[1], space.lower[1]])
    front = np.maximum(_tips(space.line, x, s, ground, scale), taut[:, None])
    thick = scale * measures.value("C7-T1", "supraspinous_thickness") * (1.0 - 0.7 * (x / half) ** 4)
    return Sheet(space.line, s, x, front, front + thick)


def interspinous(level: str, column: ColumnFrame, ground: Surroundings, step_mm: float) -> Plate:
    """The plate between two spinous processes, from the ligamenta flava to the cord over the tips.

    Parameters are those of `supraspinous`.
    """
    measures, scale = measures_with(column.parameters), scale_of(column.parameters)
    space, half = _space(level, column), scale * measures.value("C7-T1", "interspinous_thickness") / 2
    v, top, bottom = _between(space, half, ground, scale, step_mm)
    edge = np.concatenate([top, bottom[::-1]])
    outline = space.line.place(0.0, edge, np.concatenate([v, v[::-1]]))[:, 1:]
    return Plate(lofted(_plate_rings(space.line, v, top, bottom, half)), outline, half)


def _between(
    space: _Space, half: float, ground: Surroundings, scale: float, step_mm: float
) -> tuple[Vector, Vector, Vector]:
    """Depths behind the line and, at each, the upper and lower end of the free space, (N,) mm.

    It is followed forwards from between the tips until it closes or reaches the ligamenta flava.
    """
    end = min(space.upper[1], space.lower[1]) - 1.5 * scale
    v = np.arange(end, _FLAVA_MM * scale, -step_mm * scale)
    s = np.arange(space.upper[0] - 26.0 * scale, space.lower[0] + 4.0 * scale, _SURVEY_MM * scale)
    deep, along = (each.ravel() for each in np.meshgrid(v, s, indexing="ij"))
    rooms = [ground.distance(space.line.place(x, along, deep)) for x in (0.0, half, -half)]
    room = np.min(rooms, axis=0).reshape(len(v), len(s)) - GAP_MM
    # Half-way between the tips may lie bone: a deep process reaches far above its tip.
    between = np.flatnonzero((s > space.upper[0]) & (s < space.lower[0]))
    middle = int(between[room[0, between].argmax()])
    found = []
    for row in room:
        if row[middle] <= 0:
            break
        low, high = _run(row, middle)
        found.append((_zero(s, row, low, -1), _zero(s, row, high, 1)))
        middle = (low + high) // 2
    ends = _narrowed(np.array(found))
    wide = ends[:, 1] - ends[:, 0] > _CLOSED_MM * scale
    count = len(wide) if wide.all() else max(int(np.argmin(wide)), 2)
    return v[:count], ends[:count, 0], ends[:count, 1]


def _run(room: Vector, at: int) -> tuple[int, int]:
    """First and last index of the positive run round an index."""
    closed = np.flatnonzero(room <= 0)
    low, high = closed[closed < at], closed[closed > at]
    return (int(low[-1]) + 1 if len(low) else 0), (int(high[0]) - 1 if len(high) else len(room) - 1)


def _zero(s: Vector, room: Vector, at: int, step: int) -> float:
    """Where the room ends beyond an index."""
    beyond = at + step
    if not 0 <= beyond < len(room):
        return float(s[at])
    return float(s[at] + (s[beyond] - s[at]) * room[at] / (room[at] - room[beyond]))


def _narrowed(ends: Vector) -> Vector:
    """Ends no further apart than those of their neighbours: no corner of bone comes between two of them."""
    padded = np.pad(ends, ((1, 1), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 3, axis=0)
    return np.stack([windows[:, 0].max(axis=-1), windows[:, 1].min(axis=-1)], axis=1)


def _plate_rings(line: MedianLine, v: Vector, top: Vector, bottom: Vector, half: float) -> Vector:
    """Upright outlines of the plate at depths behind the line, a little thinner at their ends."""
    share = np.array([0.0, 0.08, 0.3, 0.5, 0.7, 0.92, 1.0])
    breadth = half * np.array([0.35, 0.9, 1.0, 1.0, 1.0, 0.9, 0.35])
    s = top[:, None] + (bottom - top)[:, None] * np.concatenate([share, share[::-1]])
    x = np.broadcast_to(np.concatenate([breadth, -breadth[::-1]]), s.shape)
    deep = np.broadcast_to(v[:, None], s.shape)
    return line.place(x.ravel(), s.ravel(), deep.ravel()).reshape(*s.shape, 3)


def _space(level: str, column: ColumnFrame) -> _Space:
    line = canal_course(column).line
    tips = np.concatenate(
        [
            each.pose.apply(each.landmarks.spinous_tip[None])
            for each in (segment(level, column), segment(str(below(level)), column))
        ]
    )
    told = line.coordinates(tips)[:, 1:]
    return _Space(line, told[0], told[1])


def _tips(line: MedianLine, x: Vector, s: Vector, ground: Surroundings, scale: float) -> Vector:
    """How far behind the line one comes to bone from behind, a gap kept, (M, K) mm."""
    along = np.broadcast_to(s[:, None], x.shape)
    points = line.place(x.ravel(), along.ravel(), scale * _BEHIND_MM)
    ahead = line.place(x.ravel(), along.ravel(), scale * _BEHIND_MM - 1.0) - points
    way = ground.struck(points, ahead, GAP_MM, 0.9 * scale * _BEHIND_MM)
    return np.asarray(scale * _BEHIND_MM - way.reshape(x.shape), float)
