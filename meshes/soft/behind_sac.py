"""Sheets that close the vertebral canal behind the dural sac, stretched from one arch to the next."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube
from meshes.sdf.surroundings import Surroundings
from meshes.soft.longitudinal import GAP_MM
from meshes.soft.sheet import Sheet

_REACH_MM = 10.0
_DURA_MM = 0.2
_THINNEST_MM = 0.15
_BREADTH = 0.86
_SURVEY_MM = 0.8
_FALL_MM = 2.0
_RIM_MM = 5.0
_LEVEL_MM = 0.06
_EDGE_MM = 0.12
_LEAST_MM = 0.2
_BOWED = 0.35
"""Power of the bow: most of it is reached soon behind the ends."""


def stations(
    level: str, column: ColumnFrame, ground: Surroundings, step_mm: float, at_rim: bool = False
) -> Vector:
    """Lengths on the canal's line of cross-sections from one attachment to the other, (M,) mm."""
    top, bottom = attachments(level, column, ground, at_rim)
    return np.linspace(top, bottom, max(round((bottom - top) / step_mm), 6))


def breadth(sac: OvalTube, s: Vector) -> Vector:
    """How far from the midline what closes the canal behind the sac is drawn, (M,) mm."""
    return np.asarray(_BREADTH * sac.sizes(np.minimum(s, sac.end - 15.0))[0], float)


def stretched(
    sac: OvalTube,
    s: Vector,
    x: Vector,
    thick: Vector,
    ground: Surroundings,
    scale: float,
    bow_mm: float = 0.0,
) -> Sheet:
    """A sheet with its front straight between its two ends on bone, behind the sac and before all bone.

    `thick` is its wished thickness at the corners `x`, (M, K) mm; `bow_mm` how far it gives way backwards
    half-way between its ends.
    """
    wall = behind_sac(sac, x, s, ground, scale)
    share = ((s - s[0]) / (s[-1] - s[0]))[:, None]
    straight = wall[:1] * (1.0 - share) + wall[-1:] * share
    front = np.minimum(wall, straight + bow_mm * np.sin(np.pi * share) ** _BOWED)
    depth = _before_edges(front + _struck(sac, x, s, front, ground, thick)) - front
    front = np.minimum(front, front + depth - _THINNEST_MM)
    front = np.maximum(front, _sac_back(sac, x, s) + _LEAST_MM)
    back = np.maximum(front + _THINNEST_MM, np.minimum(front + thick, front + depth))
    return Sheet(sac.line, s, x, front, back)


def attachments(
    level: str, column: ColumnFrame, ground: Surroundings, at_rim: bool = False
) -> tuple[float, float]:
    """Lengths on the canal's line of the attachments on both sides of the widest place between two laminae.

    The upper lies on the inner face of the lamina or at its lower rim, the lower at the edge of the next.
    """
    course, sac, scale = canal_course(column), dural_sac(column), scale_of(column.parameters)
    # The rim of the foramen magnum lies at its own level, a lamina below the middle of its body.
    first = course.at(level) - _RIM_MM * scale if level == "C0" else course.at(level, 0.2)
    s = np.arange(first, course.at(level, 1.55), _SURVEY_MM * scale)
    x = np.full((len(s), 1), 3.0 * scale)
    wall = behind_sac(sac, x, s, ground, scale)[:, 0]
    offset = course.level_of(s) - LEVELS.index(level)
    gap = int(np.argmax(np.where((offset > 0.5) & (offset < 1.2), wall, -np.inf)))
    upper, lower = gap - _descent(wall[gap::-1], at_rim), gap + _descent(wall[gap:], at_rim)
    return float(s[upper]), float(s[lower] + 1.0 * scale)


def _descent(wall: Vector, at_rim: bool) -> int:
    """How many steps lead from the widest place to the foot of the first bone, or just to its rim."""
    fallen = np.flatnonzero(wall < wall[0] - _FALL_MM)
    if not len(fallen):
        return len(wall) - 1
    foot = int(fallen[0])
    if at_rim:
        return foot
    while foot + 1 < len(wall) and wall[foot + 1] < wall[foot] - _LEVEL_MM:
        foot += 1
    return foot


def behind_sac(sac: OvalTube, x: Vector, s: Vector, ground: Surroundings, scale: float) -> Vector:
    """How far behind the line the canal's back wall lies, a gap kept, (M, K) mm."""
    start = _sac_back(sac, x, s) + _DURA_MM
    return np.asarray(start + _struck(sac, x, s, start, ground, np.full(x.shape, scale * _REACH_MM)), float)


def _struck(
    sac: OvalTube, x: Vector, s: Vector, start: Vector, ground: Surroundings, reach: Vector
) -> Vector:
    """How far backwards one comes from the start before bone, (M, K) mm."""
    along = np.broadcast_to(s[:, None], x.shape)
    points = sac.line.place(x.ravel(), along.ravel(), start.ravel())
    behind = sac.line.place(x.ravel(), along.ravel(), start.ravel() + 1.0) - points
    way = ground.struck(points, behind, GAP_MM, float(reach.max())).reshape(x.shape)
    return np.asarray(np.minimum(way, reach), float)


def _before_edges(wall: Vector) -> Vector:
    """Depths nowhere much further back than beside them: no edge of a lamina comes between two corners."""
    padded = np.pad(wall, 1, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).min(axis=(2, 3))
    return np.asarray(np.minimum(wall, around + _EDGE_MM), float)


def _sac_back(sac: OvalTube, x: Vector, s: Vector) -> Vector:
    wide, deep, middle, taper = (each[:, None] for each in sac.sizes(np.minimum(s, sac.end - 15.0)))
    share = np.clip(np.abs(x) / (wide * (1.0 - 0.5 * taper)), 0.0, 0.97)
    return np.asarray(middle + deep * np.sqrt(1.0 - share**2), float)


def rounded(x: Vector, inner: float | Vector, outer: Vector) -> Vector:
    """Share of the full thickness: less at both edges."""
    low = np.broadcast_to(inner, outer.shape)
    t = np.clip((x - low[:, None]) / np.maximum(outer - low, 1.0)[:, None], 0.0, 1.0)
    return np.asarray(0.35 + 0.65 * (1.0 - (2.0 * t - 1.0) ** 4), float)
