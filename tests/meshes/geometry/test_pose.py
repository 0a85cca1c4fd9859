import numpy as np
import pytest

from meshes.geometry.pose import Pose


@pytest.fixture
def pose():
    return Pose.about_x(0.4, np.array([1.0, -2.0, 3.0])).then(Pose.about_x(-1.1, np.array([0.5, 0.0, 7.0])))


def test_a_nod_forwards_lifts_the_back():
    turned = Pose.about_x(np.radians(30)).apply(np.array([[0.0, 10.0, 0.0]]))
    assert turned[0] == pytest.approx([0.0, 10 * np.cos(np.radians(30)), 5.0])


def test_inverse_brings_points_home(pose):
    points = np.random.default_rng(1).normal(size=(20, 3))
    assert pose.inverse().apply(pose.apply(points)) == pytest.approx(points)


def test_then_applies_the_inner_pose_first(pose):
    inner = Pose.about_x(0.4, np.array([1.0, -2.0, 3.0]))
    outer = Pose.about_x(-1.1, np.array([0.5, 0.0, 7.0]))
    points = np.array([[1.0, 2.0, 3.0]])
    assert inner.then(outer).apply(points) == pytest.approx(outer.apply(inner.apply(points)))


def test_matrix_moves_like_apply(pose):
    point = np.array([3.0, 4.0, 5.0])
    assert (pose.matrix @ [*point, 1.0])[:3] == pytest.approx(pose.apply(point[None])[0])


def test_directions_are_not_moved(pose):
    assert np.linalg.norm(pose.apply_direction(np.array([[0.0, 0.0, 1.0]]))) == pytest.approx(1.0)


def test_a_mirror_is_no_pose():
    with pytest.raises(ValueError, match="right-handed"):
        Pose(np.diag([-1.0, 1.0, 1.0]), np.zeros(3))
