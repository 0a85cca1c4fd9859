"""The line the dural sac follows through the vertebral canal, down to the sacral hiatus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import LEVELS, TRUNK_LEVELS, levels_between
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.landmarks.sacrum import bend_of, sacrum_landmarks
from meshes.column.parameters import measures_with, scale_of
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector
from meshes.geometry.curve import arc_length
from meshes.geometry.median_line import MedianLine
from meshes.geometry.spline import spline

SACRAL_LEVELS = levels_between("S1", "S5")
"""Segments of the sacrum, whose canal the line runs down."""

COURSE_LEVELS = LEVELS[: LEVELS.index("S5") + 1]
"""Levels the line passes."""

_STEP_MM = 1.0
_OVERHANG_MM = 10.0


@dataclass(frozen=True, eq=False)
class CanalCourse:
    """The line, and where on it each level lies.

    Parameters
    ----------
    line : MedianLine
        In the world, from above the foramen magnum to the end of the sacral canal.
    places : mapping of str to float
        Length on the line behind the middle of each body or segment; the foramen magnum for C0; mm.
    """

    line: MedianLine
    places: Mapping[str, float]

    def at(self, level: str, offset: float = 0.0) -> float:
        """Length on the line at a level, `offset` levels further down; between levels in proportion."""
        return float(np.interp(LEVELS.index(level) + offset, self._numbers, list(self.places.values())))

    def level_of(self, s: Vector) -> Vector:
        """Numbers of the levels at lengths on the line, C0 counting 0, with fractions between them."""
        return np.interp(s, list(self.places.values()), self._numbers)

    def span(self, level: str) -> tuple[float, float]:
        """Lengths half-way to the levels above and below: what belongs to a level."""
        return self.at(level, -0.5), self.at(level, 0.5)

    @property
    def _numbers(self) -> list[int]:
        return [LEVELS.index(level) for level in self.places]


def canal_course(column: ColumnFrame) -> CanalCourse:
    """The course through a column; it always runs through all its levels, whichever are asked for."""
    return _course(tuple(sorted(column.parameters.items())))


@lru_cache(maxsize=8)
def _course(items: tuple[tuple[str, float], ...]) -> CanalCourse:
    column = column_frame(None, dict(items))
    scale = scale_of(column.parameters)
    controls = np.concatenate([_spinal_controls(column), _sacral_controls(column, scale)])
    line = MedianLine(_smooth(controls[:, 1:], scale))
    origins = [column.poses[level].translation for level in LEVELS[: LEVELS.index("S1")]]
    heights = load_sacrum_shape().relief.joints
    middles = scale * np.stack([np.zeros(5), *_sacral_wall((heights[1:] + heights[:-1]) / 2)], axis=1)
    behind = np.concatenate([origins, column.poses["S1"].apply(middles)])
    lengths = line.coordinates(behind)[:, 1]
    return CanalCourse(line, dict(zip(COURSE_LEVELS, lengths.tolist(), strict=True)))


def _spinal_controls(column: ColumnFrame) -> Vector:
    """A place in the canal of each level from the foramen magnum to L5, in the world."""
    measures, scale = measures_with(column.parameters), scale_of(column.parameters)
    found = []
    for level in LEVELS[: LEVELS.index("S1")]:
        local = [0.0, *(scale * measures.value(level, f"sac_middle_{axis}") for axis in "yz")]
        if level in TRUNK_LEVELS:
            # Told for the depth of the tables' canal; a deeper one moves it back in proportion.
            local[1] *= column.landmarks[level].canal.depth / (scale * measures.value(level, "SCD"))
        found.append(column.poses[level].apply(np.array([local]))[0])
    return np.array(found)


def _sacral_controls(column: ColumnFrame, scale: float) -> Vector:
    marks = sacrum_landmarks()
    return column.poses["S1"].apply(scale * marks.canal[6::5])


def _sacral_wall(s: Vector) -> tuple[Vector, Vector]:
    """Places (y, z) of the front wall of the sacral canal at lengths along the bone."""
    points = bend_of(load_sacrum_shape()).place(0.0 * s, s, 0.0 * s)
    return points[:, 1], points[:, 2]


def _smooth(controls: Vector, scale: float) -> Vector:
    """Close points on the spline through (N, 2) controls, straight on at both ends."""
    along = arc_length(controls)
    s = np.arange(0.0, along[-1], _STEP_MM * scale)
    curve = spline(along, controls, s)
    first, last = curve[0] - curve[1], curve[-1] - curve[-2]
    reach = _OVERHANG_MM * scale
    return np.concatenate(
        [
            [curve[0] + first / np.linalg.norm(first) * reach],
            curve,
            [curve[-1] + last / np.linalg.norm(last) * reach],
        ]
    )
