import numpy as np
import pytest

from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract
from meshes.surface.nearness import Nearness

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
