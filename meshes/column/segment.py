"""Every level that the vertebral plexuses pass, with or without a bone of its own, from C1 to S5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshes.anatomy.levels import VEIN_LEVELS, bone_level, region
from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.neck_landmarks import atlas_origin, neck_landmarks
from meshes.column.landmarks.sacral_landmarks import sacral_segment
from meshes.column.landmarks.sacrum import PassagePoints
from meshes.column.landmarks.vertebra import VertebraLandmarks
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.pose import Pose


@dataclass(frozen=True, eq=False)
class Segment:
    """One level as what runs along the column sees it.

    Parameters
    ----------
    landmarks : VertebraLandmarks
        In the segment's frame.
    pose : Pose
        From there to the world. That of C2 to L5 is the pose of the bone; atlas and sacral segments stand in
        a frame of their own.
    passage : PassagePoints or None
        Of a sacral segment the passage below it, in its frame.
    """

    landmarks: VertebraLandmarks
    pose: Pose
    passage: PassagePoints | None = None


def segments(column: ColumnFrame) -> Mapping[str, Segment]:
    """The segments of a column by level, from above downwards; those of the sacrum come with S1."""
    return {level: segment(level, column) for level in VEIN_LEVELS if bone_level(level) in column.poses}


def segment(level: str, column: ColumnFrame) -> Segment:
    """One segment of a column.

    Raises
    ------
    KeyError
        If the column does not reach this level or the level carries no plexus.
    """
    pose = column.poses[bone_level(level)]
    if level in column.landmarks:
        return Segment(column.landmarks[level], pose)
    measures, scale = measures_with(column.parameters), scale_of(column.parameters)
    if region(level) == "sacral":
        found = sacral_segment(level, measures, scale)
        return Segment(found.landmarks, found.pose.then(pose), found.passage)
    if region(level) != "cervical":
        raise KeyError(f"no plexus runs along {level}")
    landmarks = neck_landmarks(level, measures, scale)
    if level == "C1":
        pose = Pose(translation=atlas_origin(measures, scale)).then(pose)
    return Segment(landmarks, pose)
