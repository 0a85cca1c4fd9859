"""The posterior longitudinal ligament: narrow over the bodies, fanned out over the discs."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS, region
from meshes.column.canal.canal_course import CanalCourse
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.tabled_course import tabled_course
from meshes.column.frame import ColumnFrame
from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube
from meshes.sdf.surroundings import Surroundings
from meshes.soft.longitudinal import GAP_MM, LEVELS_WITH, both_sides, felt_at
from meshes.soft.sheet import Sheet

_CORNERS = 13
_DURA_MM = 0.2
_BOW_SHARE = 0.55
_EDGE_SHARE = 0.3
_REACH_MM = 9.0
_THINNEST_MM = 0.15
_EDGE_MM = 0.1
_FELT = 2


def posterior_longitudinal(level: str, column: ColumnFrame, ground: Surroundings, step_mm: float) -> Sheet:
    """The part of the ligament that belongs to a level, from disc to disc, in the world.

    Over the discs and rims it lies on them. Behind the middle of a body of trunk or sacrum it bows away, and
    the transverse anastomoses of the veins run between it and the bone.

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
    told, sac = tabled_course(column), dural_sac(column)
    scale = told.scale
    s = felt_at(_span(level, told.course), step_mm, _FELT)
    offset = told.course.level_of(s) - LEVELS.index(level)
    narrow, wide = (
        scale / 2 * told.along(f"posterior_ligament_width_{part}", s) for part in ("body", "disc")
    )
    half = narrow + (np.minimum(wide, 1.15 * sac.sizes(s)[0]) - narrow) * _smooth(np.abs(offset), 0.2, 0.46)
    x = half[:, None] * np.linspace(-1.0, 1.0, _CORNERS)
    thick = scale * told.measures.value("C4", "posterior_ligament_thickness") * _profile(x, half, narrow)
    lying = _over_rims(on_wall(sac, x, s, ground, scale)) + thick
    bowed = sac_front(sac, x, s) - _DURA_MM
    share = 1.0 - _smooth(np.abs(offset), 0.18, 0.36)
    share = share * (0.0 if region(level) == "cervical" else 1.0)
    back = np.minimum(lying + share[:, None] * np.maximum(bowed - lying, 0.0), bowed + 0.15)
    front = back - thick * (1.0 - (1.0 - _BOW_SHARE) * share[:, None])
    front = np.minimum(np.maximum(front, lying - thick), back - _THINNEST_MM)
    return Sheet(sac.line, *(each[::_FELT] for each in (s, x, front, back)))


def on_wall(sac: OvalTube, x: Vector, s: Vector, ground: Surroundings, scale: float) -> Vector:
    """How far behind the line a ligament may begin that lies on the front wall of the canal, (M, K) mm."""
    left = x[:, x.shape[1] // 2 :]
    along = np.broadcast_to(s[:, None], left.shape)
    start = sac_front(sac, left, s)
    points = sac.line.place(left.ravel(), along.ravel(), start.ravel())
    ahead = sac.line.place(left.ravel(), along.ravel(), start.ravel() - 1.0) - points
    wall = start - ground.struck(points, ahead, GAP_MM, scale * _REACH_MM).reshape(left.shape)
    return both_sides(wall)


def _over_rims(wall: Vector) -> Vector:
    """The wall, nowhere much further forwards than beside it: no edge of a rim comes between two corners."""
    padded = np.pad(wall, ((_FELT, _FELT), (1, 1)), mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, (2 * _FELT + 1, 3)).max(axis=(2, 3))
    return np.asarray(np.maximum(wall, around - _EDGE_MM), float)


def sac_front(sac: OvalTube, x: Vector, s: Vector) -> Vector:
    """How far behind the line the front of the sac lies, (M, K); beside the sac the depth of its side, mm."""
    return sac.front(x, np.minimum(s, sac.end - 4.0))


def _span(level: str, course: CanalCourse) -> tuple[float, float]:
    low, high = course.span(level)
    return (course.at(level, -0.25) if level == LEVELS_WITH[0] else low), high


def _profile(x: Vector, half: Vector, narrow: Vector) -> Vector:
    """Share of the full thickness: all of it in the band, thin in the fan and at the edges."""
    beyond = (np.abs(x) - 0.6 * narrow[:, None]) / np.maximum(half - 0.6 * narrow, 0.3)[:, None]
    return np.asarray(1.0 - (1.0 - _EDGE_SHARE) * np.clip(beyond, 0.0, 1.0), float)


def _smooth(value: Vector, low: float, high: float) -> Vector:
    """0 up to `low`, 1 from `high` on, level at both."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t), float)
