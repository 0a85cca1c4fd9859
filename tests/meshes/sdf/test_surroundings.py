"""What lies round a point: asked of all pieces at once, and struck by rays."""

import numpy as np
import pytest

from meshes.geometry.pose import Pose
from meshes.sdf.primitives import ball, ellipsoid
from meshes.sdf.sample import sample
from meshes.sdf.surroundings import Surroundings

AT = Pose.about_x(0.5, np.array([30.0, -4.0, 2.0]))


@pytest.fixture(scope="module")
def fields():
    """A ball of 5 mm and a smaller, long body, sampled with different steps and grids."""
    return (
        sample(ball(np.zeros(3), 5.0), 0.5),
        sample(ellipsoid(np.array([0.0, 6.0, 0.0]), np.array([2.0, 4.0, 3.0])), 0.4),
    )


@pytest.fixture(scope="module")
def around(fields):
    """The ball at the origin, the other one turned and set aside."""
    return Surroundings([(Pose(), fields[0]), (AT, fields[1])])


def test_it_tells_what_the_nearest_field_tells_in_its_own_frame(around, fields):
    points = np.random.default_rng(3).uniform([-7, -9, -7], [36, 9, 7], (500, 3))
    each = [np.full(len(points), 50.0) for _ in fields]
    for told, pose, field in zip(each, (Pose(), AT), fields, strict=True):
        local = pose.inverse().apply(points)
        high = field.origin + field.step_mm * (np.array(field.values.shape) - 1)
        within = ((local > field.origin) & (local < high)).all(axis=1)
        assert 10 < within.sum() < len(points)
        told[within] = field(local[within])
    assert around.distance(points) == pytest.approx(np.minimum(*each), abs=1e-9)


def test_near_its_surface_the_distance_is_that_of_the_body(around):
    points = np.random.default_rng(5).normal(size=(200, 3))
    points *= 5.3 / np.linalg.norm(points, axis=1, keepdims=True)
    assert around.distance(points) == pytest.approx(np.full(200, 0.3), abs=0.05)


def test_no_pieces_are_far_away_and_others_count(around):
    points = np.array([[0.0, 0.0, 20.0]])
    assert Surroundings([]).distance(points) == around.distance(points) == 50.0
    wall = Surroundings([], [lambda p: p[:, 2] - 3.0])
    assert wall.distance(points) == 17.0


def test_the_slope_points_away(around):
    points = np.array([[0.0, 0.0, 5.4], [-5.2, 0.0, 0.0]])
    assert around.slope(points) == pytest.approx(np.array([[0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]]), abs=0.05)


def test_a_ray_stops_a_gap_before_the_first_body_however_far_it_starts(around):
    starts = [[-80.0, 0.0, 0.0], [-81.3, 1.0, 0.0], [0.0, 0.0, 40.2], [5.05, 0.0, 0.0], [0.0, -50.0, 0.0]]
    ways = np.array([[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])
    stands = 80.0 - 5.2, 81.3 - np.sqrt(5.2**2 - 1.0), 40.2 - 5.2, 0.0, 100.0
    assert around.struck(np.array(starts), ways, 0.2, 100.0) == pytest.approx(stands, abs=0.06)


def test_a_ray_goes_no_further_than_it_may(around):
    start, way = np.array([[-80.0, 0.0, 0.0]]), np.array([[1.0, 0.0, 0.0]])
    assert around.struck(start, way, 0.2, 60.3) == 60.3
    assert around.struck(start, way, 0.2, 74.0) == 74.0


def test_where_a_ray_sets_out_hardly_moves_where_it_ends(around):
    """Empty space is crossed at once, not felt through."""
    far = np.arange(20.0, 60.0, 0.17)
    starts = np.stack([-far, 0.5 + 0.0 * far, 0.0 * far], axis=1)
    ends = around.struck(starts, np.broadcast_to([1.0, 0.0, 0.0], starts.shape), 0.2, 100.0) - far
    assert np.ptp(ends) < 0.06


def test_the_others_hold_rays_back_too():
    wall = Surroundings([], [lambda p: 3.0 - p[:, 0]])
    start, way = np.zeros((1, 3)), np.array([[1.0, 0.0, 0.0]])
    assert wall.struck(start, way, 0.5, 9.0) == pytest.approx(2.5, abs=0.06)
