import numpy as np
import pytest

from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness
from tests.meshes.checks.small import ball

RADIUS, STEP = 12.0, 0.9


@pytest.fixture(scope="module")
def shell() -> TriMesh:
    """A thick bowl: a ball of 12 mm with an open hollow, so that outside reaches far in."""

    def distance(p: np.ndarray) -> np.ndarray:
        hollow = np.linalg.norm(p - [0.0, 0.0, 8.0], axis=1) - 9.0
        return np.maximum(np.linalg.norm(p, axis=1) - RADIUS, -hollow)

    return extract(Solid(distance, np.array([[-RADIUS] * 3, [RADIUS] * 3])), STEP)


def test_distance_is_negative_inside_and_positive_outside(shell: TriMesh) -> None:
    near = Nearness(shell)
    points = np.array([[0.0, 0.0, -6.0], [0.0, 0.0, 5.0], [0.0, 0.0, -20.0]])
    assert np.sign(near(points)).tolist() == [-1.0, 1.0, 1.0]
    assert near(points)[2] == pytest.approx(8.0, abs=0.05)


def test_no_point_inside_is_taken_for_clearly_outside(shell: TriMesh) -> None:
    near = Nearness(shell)
    points = np.random.default_rng(3).uniform(-15, 15, (6000, 3))
    exact, quick = near(points), near.inside(points)
    assert np.array_equal(quick < 0, exact < 0)
    assert np.isinf(quick).mean() > 0.5
    assert exact[np.isinf(quick)].min() > 0.5


def test_no_points_have_no_distance(shell: TriMesh) -> None:
    assert Nearness(shell)(np.zeros((0, 3))).shape == (0,)


class _Mistaken(Nearness):
    """Says of everything to the left that it lies inside."""

    def inside(self, points: np.ndarray) -> np.ndarray:
        far = super().inside(points)
        return np.where(points[:, 0] > 0.0, -np.abs(far), far)


def test_a_point_that_only_the_sign_of_a_distance_puts_inside_does_not_count() -> None:
    near = _Mistaken(ball(np.zeros(3), 5.0))
    beside = np.array([[5.9, 0.0, 0.0], [0.0, 5.6, 0.0]])
    assert near.inside(beside).min() < -0.8
    assert near.deepest_mm(beside, 0.05) == 0.0
    within = np.array([[4.4, 0.0, 0.0], [-4.7, 0.0, 0.0]])
    assert near.deepest_mm(np.concatenate([beside, within]), 0.05) == pytest.approx(0.6, abs=0.1)
    assert near.deepest_mm(within, 0.9) == 0.0


def test_within_a_reach_of_its_box_the_distance_is_the_same_and_beyond_infinite(shell: TriMesh) -> None:
    near = Nearness(shell)
    points = np.array([[0.0, 0.0, -14.0], [0.0, 0.0, -20.0], [13.5, 0.0, 0.0]])
    told = near.within(points, 3.0)
    assert np.isinf(told).tolist() == [False, True, False]
    assert told[[0, 2]] == pytest.approx(near(points)[[0, 2]])
