"""The anterior longitudinal ligament: a strong band on the front of bodies and discs."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.tabled_course import tabled_course
from meshes.column.frame import ColumnFrame
from meshes.geometry.axes import Vector
from meshes.sdf.surroundings import Surroundings
from meshes.soft.longitudinal import GAP_MM, both_sides, felt_at
from meshes.soft.sheet import Sheet

_CORNERS = 11
_AHEAD_MM = 70.0
_EDGE_SHARE = 0.25
_BRIDGE_MM = 3.0
_EDGE_MM = 0.08
_FELT = 3


def anterior_longitudinal(level: str, column: ColumnFrame, ground: Surroundings, step_mm: float) -> Sheet:
    """The part of the ligament that belongs to a level, from disc to disc, in the world.

    Parameters
    ----------
    level : str
        One of `meshes.soft.longitudinal.LEVELS_WITH`.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        At least the bones of the level and its neighbours, and their discs.
    step_mm : float
        Wished distance of the cross-sections.
    """
    told, line = tabled_course(column), dural_sac(column).line
    scale = told.scale
    s = felt_at(told.course.span(level), step_mm, _FELT)
    half = scale / 2 * told.along("anterior_ligament_width", s)
    x = half[:, None] * np.linspace(-1.0, 1.0, _CORNERS)
    left = x[:, _CORNERS // 2 :]
    along = np.broadcast_to(s[:, None], left.shape)
    points = line.place(left.ravel(), along.ravel(), -scale * _AHEAD_MM)
    behind = line.place(left.ravel(), along.ravel(), 1.0 - scale * _AHEAD_MM) - points
    way = both_sides(ground.struck(points, behind, GAP_MM, 0.9 * scale * _AHEAD_MM).reshape(left.shape))
    back = _bridged(way - scale * _AHEAD_MM, round(_BRIDGE_MM * scale / float(s[1] - s[0])))
    back = back - _EDGE_MM
    front = back - scale * told.measures.value("C4", "anterior_ligament_thickness") * _profile(x, half)
    return Sheet(line, *(each[::_FELT] for each in (s, x, front, back)))


def _bridged(wall: Vector, reach: int) -> Vector:
    """Depths along each column that pass over grooves up to `reach` steps wide and lie on what stands out."""
    windows = np.lib.stride_tricks.sliding_window_view
    padded = np.pad(wall, ((reach, reach), (0, 0)), mode="edge")
    least = windows(padded, 2 * reach + 1, axis=0).min(axis=-1)
    padded = np.pad(least, ((reach, reach), (0, 0)), mode="edge")
    return np.asarray(np.minimum(windows(padded, 2 * reach + 1, axis=0).mean(axis=-1), wall), float)


def _profile(x: Vector, half: Vector) -> Vector:
    share = np.abs(x) / half[:, None]
    return np.asarray(_EDGE_SHARE + (1.0 - _EDGE_SHARE) * (1.0 - share**4), float)
