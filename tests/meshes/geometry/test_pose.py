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


def test_turns_about_different_axes_follow_each_other_in_order():
    inner = Pose.about_x(0.7, np.array([1.0, 0.0, 2.0]))
    outer = Pose(np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), np.array([0.0, 3.0, 0.0]))
    points = np.array([[1.0, 2.0, 3.0], [-4.0, 0.5, 0.0]])
    assert inner.then(outer).apply(points) == pytest.approx(outer.apply(inner.apply(points)))


@pytest.mark.parametrize(
    ("pose", "is_median"),
    [
        (Pose.about_x(0.3, np.array([0.0, 5.0, -2.0])), True),
        (Pose.about_x(0.3, np.array([0.1, 0.0, 0.0])), False),
        (Pose(np.array([[0.8, -0.6, 0.0], [0.6, 0.8, 0.0], [0.0, 0.0, 1.0]])), False),
    ],
)
def test_a_median_pose_keeps_what_is_left_as_far_to_the_left(pose, is_median):
    points = np.random.default_rng(2).normal(size=(5, 3))
    assert pose.is_median is is_median
    assert np.allclose(pose.apply(points)[:, 0], points[:, 0]) is is_median
