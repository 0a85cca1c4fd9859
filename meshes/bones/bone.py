"""The bone of any level, as it is alone: which recipe makes it, and how many handles it has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones import coccyx as tail
from meshes.bones import occipital as skull
from meshes.bones import sacrum as pelvis
from meshes.bones.atlas import atlas
from meshes.bones.axis import axis
from meshes.bones.cervical import TYPICAL_LEVELS, cervical_vertebra, pillar_form
from meshes.bones.foramina import pierced
from meshes.bones.vertebra import arch_solid, vertebra
from meshes.column.frame import ColumnFrame, unscaled_frame
from meshes.column.parameters import Parameters, measures_with, scale_of
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.axis_shape import AxisShape
from meshes.column.shapes.cervical_shape import CervicalShape
from meshes.column.shapes.following import following
from meshes.column.shapes.level_shape import level_shape, trunk_shape
from meshes.column.shapes.shape import VertebraShape
from meshes.sdf.prism import steepness
from meshes.sdf.solid import Solid, scaled

GENUS: Mapping[str, int] = MappingProxyType({
    "C0": skull.GENUS,
    # The vertebral foramen and two transverse foramina.
    **dict.fromkeys(("C1", "C2", *TYPICAL_LEVELS), 3),
    **dict.fromkeys(TRUNK_LEVELS, 1),
    "S1": pelvis.GENUS,
    "Co1": tail.GENUS,
})  # fmt: skip
"""Handles of each bone by level."""


# What a column's bones, their joints and discs are made from: each is asked for by all it touches.
_KEPT = 64


@lru_cache(maxsize=_KEPT)
def bone(level: str, column: ColumnFrame) -> Solid:
    """The bone of one level in its own frame, its body left by one basivertebral vein, as most are.

    Parameters
    ----------
    level : str
        A level that has a bone.
    column : ColumnFrame
        Its landmarks and parameters.
    """
    return pierced(whole_bone(level, column), level, column)


@lru_cache(maxsize=_KEPT)
def whole_bone(level: str, column: ColumnFrame) -> Solid:
    """The same before its basivertebral foramina are cut, the number of which is each person's own."""
    return scaled(_unscaled(level, column), scale_of(column.parameters))


@lru_cache(maxsize=_KEPT)
def joint_side(level: str, column: ColumnFrame) -> Solid:
    """What of a bone a neighbour can touch; of a thoracic or lumbar vertebra its arch."""
    if level in TRUNK_LEVELS:
        marks = unscaled_frame(column).landmarks[level]
        arch = arch_solid(marks, followed_trunk(level, column.parameters))
        return scaled(arch, scale_of(column.parameters))
    return whole_bone(level, column)


def joint_steepness(level: str, column: ColumnFrame) -> float:
    """How fast the distance to a bone changes before its joint faces, a mm a mm: slowly before pillars."""
    if level == "C2":
        return steepness(pillar_form(level_shape(AxisShape, level, column.parameters).pillar))
    if level in TYPICAL_LEVELS:
        return steepness(pillar_form(level_shape(CervicalShape, level, column.parameters).pillar))
    return 1.0


def followed_trunk(level: str, given: Parameters) -> VertebraShape:
    """The shape of a vertebra of trunk as its bone is built: its numbers follow the rows that are set."""
    return following(trunk_shape(level, given), level, measures_with(given))


def _unscaled(level: str, column: ColumnFrame) -> Solid:
    given = column.parameters
    if level in TRUNK_LEVELS:
        return vertebra(unscaled_frame(column).landmarks[level], followed_trunk(level, given))
    measures = measures_with(given)
    match level:
        case "C0":
            return skull.occipital()
        case "C1":
            return atlas(measures, level_shape(AtlasShape, level, given))
        case "C2":
            return axis(measures, level_shape(AxisShape, level, given))
        case "S1":
            return pelvis.sacrum()
        case "Co1":
            return tail.coccyx()
    return cervical_vertebra(level, measures, level_shape(CervicalShape, level, given))
