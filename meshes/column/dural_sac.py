"""The dural sac: how wide and deep it is, from the foramen magnum to its end in the sacrum."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.anatomy.measures import Measures
from meshes.column.canal_course import CanalCourse, canal_course
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube

_STEP_MM = 1.0
_SMOOTH_LEVELS = 0.25
_DOME_MM = 14.0
"""Length over which the sac closes at its lower end."""


def dural_sac(column: ColumnFrame) -> OvalTube:
    """The outer surface of the spinal dura mater in the world.

    A pure function of the column's parameters: it is the same whichever levels are asked for. Sizes between
    the levels of ``dural_sac.csv`` are interpolated. It begins in the plane of the foramen magnum, where the
    dura is continuous with that of the skull.
    """
    return _sac(tuple(sorted(column.parameters.items())))


@lru_cache(maxsize=8)
def _sac(items: tuple[tuple[str, float], ...]) -> OvalTube:
    column = column_frame(None, dict(items))
    course, measures, scale = (
        canal_course(column),
        measures_with(column.parameters),
        scale_of(column.parameters),
    )
    end = course.at("S2", measures.value("S2", "sac_end"))
    s = stations(course.at("C0"), end, scale)
    dome = np.sqrt(np.clip(1.0 - np.clip(1.0 - (end - s) / (_DOME_MM * scale), 0.0, 1.0) ** 2, 1e-4, 1.0))
    return OvalTube(
        course.line,
        s,
        scale / 2 * tabled_along("sac_width", course, s, measures) * dome,
        scale / 2 * tabled_along("sac_depth", course, s, measures) * dome,
        np.zeros(len(s)),
        tabled_along("sac_taper", course, s, measures),
    )


def stations(start: float, end: float, scale: float) -> Vector:
    """Close lengths from start to end, closer still at the end."""
    fine = end - scale * np.array([3.0, 2.0, 1.4, 0.9, 0.5, 0.25, 0.1, 0.0])
    return np.concatenate([np.arange(start, end - 3.5 * scale, _STEP_MM * scale), fine])


def tabled_along(name: str, course: CanalCourse, s: Vector, measures: Measures) -> Vector:
    """A measure told at some levels, interpolated to lengths on the course and smoothed."""
    told = [level for level in course.places if measures.has(level, name)]
    return smoothed_along(
        [LEVELS.index(level) for level in told], [measures.value(level, name) for level in told], course, s
    )


def smoothed_along(
    numbers: list[float] | list[int], values: list[float], course: CanalCourse, s: Vector
) -> Vector:
    """Values told at numbers of levels, interpolated to lengths on the course, corners rounded."""
    order = np.argsort(numbers)
    at, known = np.array(numbers, float)[order], np.array(values, float)[order]
    level = course.level_of(s)
    near = np.linspace(-1.0, 1.0, 9) * _SMOOTH_LEVELS
    total = [np.interp(level + shift, at, known) for shift in near]
    return np.asarray(np.mean(total, axis=0), float)
