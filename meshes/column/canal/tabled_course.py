"""What the tables tell along the canal: measures of some levels, drawn out over its whole length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.anatomy.measures import Measures
from meshes.column.canal.canal_course import CanalCourse, canal_course
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.axes import Vector

_STEP_MM = 1.0
_SMOOTH_LEVELS = 0.25


@dataclass(frozen=True, eq=False)
class TabledCourse:
    """The course of the canal with the measures along it.

    Parameters
    ----------
    course : CanalCourse
        The line, and where on it the levels lie.
    measures : Measures
        The tables, before scaling.
    scale : float
        Global scale.
    """

    course: CanalCourse
    measures: Measures
    scale: float

    def stations(self, start: float, end: float) -> Vector:
        """Close lengths (N,) on the line from start to end, closer still at the end, mm."""
        fine = end - self.scale * np.array([3.0, 2.0, 1.4, 0.9, 0.5, 0.25, 0.1, 0.0])
        return np.concatenate([np.arange(start, end - 3.5 * self.scale, _STEP_MM * self.scale), fine])

    def along(self, name: str, s: Vector) -> Vector:
        """A measure told at some levels, at lengths (N,) on the line: (N,) in its own unit, not scaled."""
        told = [level for level in self.course.places if self.measures.has(level, name)]
        values = [self.measures.value(level, name) for level in told]
        return self.through([LEVELS.index(level) for level in told], values, s)

    def through(self, numbers: list[float] | list[int], values: list[float], s: Vector) -> Vector:
        """Values told at numbers of levels, interpolated to lengths (N,) on the line, corners rounded."""
        order = np.argsort(numbers)
        at, known = np.array(numbers, float)[order], np.array(values, float)[order]
        level = self.course.level_of(s)
        near = np.linspace(-1.0, 1.0, 9) * _SMOOTH_LEVELS
        total = [np.interp(level + shift, at, known) for shift in near]
        return np.asarray(np.mean(total, axis=0), float)


def tabled_course(column: ColumnFrame) -> TabledCourse:
    """The course through a column and the measures its parameters ask for."""
    return TabledCourse(canal_course(column), measures_with(column.parameters), scale_of(column.parameters))
