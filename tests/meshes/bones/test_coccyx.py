"""The coccyx: four tapering segments that bend forwards below the sacrum."""

import numpy as np
import pytest

from meshes.bones.coccyx import GENUS, coccyx
from meshes.bones.sacrum import sacrum
from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.column.shapes.coccyx_shape import load_coccyx_shape
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract
from tests.meshes.bones.bone_checks import require_sound


@pytest.fixture(scope="module")
def bone() -> TriMesh:
    return extract(coccyx(), 0.7)


def test_the_surface_is_closed_and_has_the_declared_genus(bone: TriMesh) -> None:
    require_sound(bone, GENUS)


def test_the_last_segment_is_turned_forwards_by_the_measured_angle() -> None:
    _, points, tilt = load_coccyx_shape().bend().curve()
    assert np.degrees(tilt[0] - tilt[-1]) == pytest.approx(49.0, abs=0.5)
    assert points[-1, 0] < points[0, 0] - 8.0


def test_segments_grow_narrower_downwards_and_are_drawn_in_at_their_joints(bone: TriMesh) -> None:
    shape = load_coccyx_shape()
    s, _ = shape.bend().coordinates(bone.points[:, 1:])

    def half_width(at: float) -> float:
        return float(np.abs(bone.points[np.abs(s - at) < 0.5, 0]).max())

    middles = [
        top + segment.height * segment.broadest
        for top, segment in zip(shape.joints, shape.segments, strict=False)
    ]
    widths = [half_width(at) for at in middles]
    assert widths == sorted(widths, reverse=True)
    for joint, above, below in zip(shape.joints[1:-1], widths[:-1], widths[1:], strict=True):
        assert half_width(joint) < min(above, below) - 0.5


def test_cornua_reach_above_the_first_segment(bone: TriMesh) -> None:
    horns = bone.points[bone.points[:, 2] > 2.0]
    assert len(horns)
    assert np.abs(horns[:, 0]).min() > 3.0
    assert horns[:, 1].min() > 2.0


def test_sacrum_and_coccyx_do_not_meet() -> None:
    solid, pose = sacrum(), sacrum_landmarks().coccyx
    assert solid(pose.apply(extract(coccyx(), 1.0).points)).min() > 0.3
