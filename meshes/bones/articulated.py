"""A vertebra as it stands in the column: parted from the neighbours it articulates with."""

from __future__ import annotations

from meshes.anatomy.levels import BUILT_LEVELS
from meshes.bones.joints import parted
from meshes.bones.vertebra import arch_solid, vertebra
from meshes.column.frame import ColumnFrame
from meshes.column.shape import load_shapes
from meshes.sdf.solid import Solid, placed


def articulated_vertebra(level: str, column: ColumnFrame) -> Solid:
    """The bone of one level, its joint faces half a joint gap from the surface half-way to each neighbour.

    Parameters
    ----------
    level : str
        One of the levels of `column`.
    column : ColumnFrame
        Landmarks and poses of the level and its neighbours. A neighbour that is not in it cuts nothing, so
        give the whole column unless the bone is meant to stand alone.
    """
    at = BUILT_LEVELS.index(level)
    neighbours = [other for other in BUILT_LEVELS[max(at - 1, 0) : at + 2] if other != level]
    arches = [_neighbour(other, level, column) for other in neighbours if other in column.landmarks]
    bone = vertebra(column.landmarks[level], load_shapes()[level])
    return parted(bone, arches, column.landmarks[level].facet_gap)


def _neighbour(level: str, seen_from: str, column: ColumnFrame) -> Solid:
    """The arch of a neighbour in the frame of the bone it is to be parted from."""
    return placed(
        arch_solid(column.landmarks[level], load_shapes()[level]), column.relative(level, seen_from)
    )
