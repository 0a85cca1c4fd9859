"""A bone as it stands in the column: parted from the neighbours it articulates with."""

from __future__ import annotations

from meshes.anatomy.levels import joined_to
from meshes.bones.bone import joint_side, joint_steepness, whole_bone
from meshes.bones.foramina import pierced
from meshes.bones.joints import parted
from meshes.column.frame import ColumnFrame, unscaled_frame
from meshes.column.parameters import measures_with, scale_of
from meshes.sdf.solid import Solid, placed, scaled


def articulated_bone(level: str, column: ColumnFrame) -> Solid:
    """The bone of one level as it stands in the column, with one basivertebral foramen, as most have.

    Parameters
    ----------
    level, column
        As for `whole_articulated`.
    """
    return pierced(whole_articulated(level, column), level, column)


def whole_articulated(level: str, column: ColumnFrame) -> Solid:
    """The bone of one level, its joint faces half a joint gap from the surface half-way to each neighbour.

    Its basivertebral foramina are not cut yet.

    Parameters
    ----------
    level : str
        One of the levels of `column`.
    column : ColumnFrame
        Landmarks and poses of the level and its neighbours. A neighbour that is not in it cuts nothing, so
        give the whole column unless the bone is meant to stand alone.
    """
    # Parted before it is scaled: the reach and the rounding of the cut grow with the bone.
    own = unscaled_frame(column)
    gap = measures_with(own.parameters).value(level, "facet_gap")
    neighbours = [
        (
            placed(joint_side(other, own), own.relative(other, level)),
            gap * (joint_steepness(level, own) + joint_steepness(other, own)) / 2,
        )
        for other in joined_to(level)
        if other in own.poses
    ]
    return scaled(parted(whole_bone(level, own), neighbours), scale_of(column.parameters))
