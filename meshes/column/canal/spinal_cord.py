"""The spinal cord: how wide and deep it is along the canal, down to the tip of the conus medullaris."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.anatomy.measures import Measures
from meshes.column.canal.canal_course import CanalCourse
from meshes.column.canal.tabled_course import TabledCourse, tabled_course
from meshes.column.frame import ColumnFrame, column_frame
from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube

SEGMENTS = ("C5", "T8", "L3")
"""Neuronal segments whose size was measured."""

_CONUS_MM = 42.0
"""Length of the cone at the lower end; illustrative."""


def spinal_cord(column: ColumnFrame) -> OvalTube:
    """The cord in the world, a pure function of the column's parameters, the same at all its levels.

    Sizes by vertebra (MR) and by neuronal segment meet in one curve; a segment stands as many vertebrae
    higher than the vertebra of its name as ``cord_segment_rise`` says.
    """
    return _cord(tuple(sorted(column.parameters.items())))


def segment_place(segment: str, course: CanalCourse, measures: Measures) -> float:
    """Length on the course where the middle of a neuronal segment lies."""
    return course.at(segment, -measures.value(segment, "cord_segment_rise"))


@lru_cache(maxsize=8)
def _cord(items: tuple[tuple[str, float], ...]) -> OvalTube:
    told = tabled_course(column_frame(None, dict(items)))
    course, scale = told.course, told.scale
    end = course.at("L1", told.measures.value("L1", "conus_tip"))
    s = told.stations(course.at("C0"), end)
    cone = _cone((end - s) / (_CONUS_MM * scale))
    return OvalTube(
        course.line,
        s,
        scale / 2 * _size("width", told, s) * cone,
        scale / 2 * _size("depth", told, s) * cone,
        scale * told.along("cord_middle_offset", s),
        np.zeros(len(s)),
    )


def _cone(above: Vector) -> Vector:
    """What the cone leaves of the size at shares of its length above the tip."""
    share = np.clip(above, 0.0, 1.0)
    return np.asarray(np.maximum(np.sin(share * np.pi / 2) ** 0.8, 1e-3), float)


def _size(name: str, told: TabledCourse, s: Vector) -> Vector:
    course, measures = told.course, told.measures
    levels = [level for level in course.places if measures.has(level, f"cord_{name}")]
    numbers = [float(LEVELS.index(level)) for level in levels]
    values = [measures.value(level, f"cord_{name}") for level in levels]
    for segment in SEGMENTS:
        numbers.append(LEVELS.index(segment) - measures.value(segment, "cord_segment_rise"))
        values.append(measures.value(segment, f"cord_segment_{name}"))
    return told.through(numbers, values, s)
