"""The ground veins lie on, and the ways through it, on bodies one can reckon with."""

import numpy as np
import pytest

from meshes.geometry.pose import Pose
from meshes.sdf.sample import Field
from meshes.sdf.solid import Solid
from meshes.veins.surroundings import passage
from meshes.veins.surroundings.ground import FAR_MM, Ground, marched
from meshes.veins.surroundings.passage import clear_route

BALL = Solid(
    lambda p: np.linalg.norm(p - (3.0, 0.0, 0.0), axis=1) - 5.0, np.array([[-3.0, -6, -6], [9.0, 6, 6]])
)


def _tilted_plane(pose: Pose) -> Ground:
    """A linear field, which trilinear interpolation tells exactly."""
    grid = np.stack(np.meshgrid(*[np.arange(20.0)] * 3, indexing="ij"), axis=-1)
    values = (grid @ (0.6, 0.0, 0.8) - 12.0).astype(np.float32)
    return Ground(((pose, Field(np.zeros(3), 1.0, values)),))


def test_distance_and_slope_of_a_plane_are_exact_in_any_pose() -> None:
    pose = Pose.about_x(0.7, np.array([4.0, -3.0, 10.0]))
    local = np.random.default_rng(2).uniform(6.0, 14.0, (50, 3))
    distance, slope = _tilted_plane(pose).with_slope(pose.apply(local))
    wanted = local @ (0.6, 0.0, 0.8) - 12.0
    near = wanted < FAR_MM
    assert distance[near] == pytest.approx(wanted[near], abs=1e-4)
    assert slope[near] == pytest.approx(np.tile(pose.rotation @ (0.6, 0.0, 0.8), (near.sum(), 1)), abs=1e-4)


def test_far_from_everything_there_is_no_slope() -> None:
    distance, slope = Ground.of(BALL).with_slope(np.array([[100.0, 0.0, 0.0]]))
    assert distance.tolist() == [FAR_MM] and (slope == 0.0).all()


def test_of_two_bodies_the_nearer_one_counts() -> None:
    both = Ground(
        (
            *Ground.of(BALL).pieces,
            *((Pose(np.eye(3), np.array([14.0, 0, 0])), field) for _, field in Ground.of(BALL).pieces),
        )
    )
    distance, slope = both.with_slope(np.array([[9.0, 0, 0], [11.0, 0, 0]]))
    assert distance == pytest.approx([1.0, 1.0], abs=0.15)
    assert np.sign(slope[:, 0]).tolist() == [1.0, -1.0]


def test_a_ray_stops_a_gap_before_the_body_or_at_its_limit() -> None:
    start = np.array([[3.0, -20.0, 0.0], [30.0, -20.0, 0.0]])
    points, met = marched(Ground.of(BALL), start, np.tile([0.0, 2.0, 0.0], (2, 1)), 0.5, 40.0)
    assert met.tolist() == [True, False]
    assert points[0, 1] == pytest.approx(-5.5, abs=0.25)
    assert points[1].tolist() == [30.0, 20.0, 0.0]


class _Wall:
    """A wall across y = 0 with one round hole, as far as a route is concerned."""

    def __init__(self, hole: float) -> None:
        self.hole = hole
        self.pose = Pose()

    def ground(self, points: np.ndarray) -> np.ndarray:
        past = np.abs(points[:, 1]) - 1.5
        hole = self.hole - np.hypot(points[:, 0] - 4.0, points[:, 2])
        return np.maximum(past, hole)


def test_a_route_is_found_through_the_only_hole() -> None:
    wall = _Wall(2.5)
    route = clear_route(wall.ground, np.array([0.0, -5.0, 0.0]), np.array([0.0, 5.0, 0.0]), 0.8)
    assert route is not None
    assert wall.ground(route).min() > 0.3
    assert route[:, 0].max() > 2.0


def test_a_hole_too_narrow_is_no_way() -> None:
    start, end = np.array([0.0, -5.0, 0.0]), np.array([0.0, 5.0, 0.0])
    assert clear_route(_Wall(0.7).ground, start, end, 0.8) is None


def test_a_look_at_a_part_of_the_grid_finds_the_route_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among many blocks of bone, few places are asked about, and each route is the very same."""
    start, end = np.array([0.0, -6.0, 0.0]), np.array([1.5, 5.0, 1.0])
    asked = {"whole": 0, "part": 0}
    detours = {"whole": (), "part": passage._DETOURS}
    found = 0
    for seed in range(25):
        blocks = np.random.default_rng(seed).random((60, 60, 60)) - 0.6
        routes = {}
        for look in ("whole", "part"):

            def ground(points: np.ndarray, blocks: np.ndarray = blocks, look: str = look) -> np.ndarray:
                asked[look] += len(points)
                return blocks[tuple(np.floor(points / 0.8).astype(int).T + 30)]

            monkeypatch.setattr(passage, "_DETOURS", detours[look])
            routes[look] = clear_route(ground, start, end, 0.0)
        if routes["whole"] is None:
            assert routes["part"] is None
        else:
            assert np.array_equal(routes["whole"], routes["part"])
            found += 1
    assert found > 5
    assert asked["part"] < 0.5 * asked["whole"]
