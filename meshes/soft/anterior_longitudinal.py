"""The anterior longitudinal ligament: a strong band on the front of bodies and discs."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.column.canal_course import canal_course
from meshes.column.dural_sac import dural_sac, tabled_along
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.axes import Vector
from meshes.sdf.surroundings import Surroundings
from meshes.soft.posterior_longitudinal import GAP_MM, both_sides
from meshes.soft.sheet import Sheet

LEVELS_WITH = LEVELS[LEVELS.index("C2") : LEVELS.index("S1") + 1]
"""From the axis to the sacrum."""

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
        One of `LEVELS_WITH`.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        At least the bones of the level and its neighbours, and their discs.
    step_mm : float
        Wished distance of the cross-sections.
    """
    course, line = canal_course(column), dural_sac(column).line
    measures, scale = measures_with(column.parameters), scale_of(column.parameters)
    low, high = course.span(level)
    count = max(round((high - low) / step_mm), 8)
    # Felt for more closely than it is drawn: the front of a low disc may stand out between two sections.
    s = np.linspace(low, high, _FELT * (count - 1) + 1)
    half = scale / 2 * tabled_along("anterior_ligament_width", course, s, measures)
    x = half[:, None] * np.linspace(-1.0, 1.0, _CORNERS)
    left = x[:, _CORNERS // 2 :]
    along = np.broadcast_to(s[:, None], left.shape)
    points = line.place(left.ravel(), along.ravel(), -scale * _AHEAD_MM)
    behind = line.place(left.ravel(), along.ravel(), 1.0 - scale * _AHEAD_MM) - points
    way = both_sides(ground.struck(points, behind, GAP_MM, 0.9 * scale * _AHEAD_MM).reshape(left.shape))
    back = _bridged(way - scale * _AHEAD_MM, round(_BRIDGE_MM * scale / float(s[1] - s[0])))
    back = back - _EDGE_MM
    front = back - scale * measures.value("C4", "anterior_ligament_thickness") * _profile(x, half)
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
