"""Primitives and blades: signs, true distances, bounds that hold."""

import numpy as np
import pytest

from meshes.sdf.primitives import ball, ellipsoid, polygon_distance, round_cone
from meshes.sdf.solid import Solid
from meshes.sdf.sweep import Blade, blade
from meshes.sdf.warp import folded

TONGUE = Blade(
    start=np.array([0.0, 0.0, 0.0]),
    end=np.array([0.0, 0.0, 20.0]),
    broad=np.array([1.0, 0.0, 0.0]),
    half_width=np.array([4.0, 6.0, 4.0]),
    half_thickness=np.array([2.0, 2.0, 1.5]),
    bow_thin_mm=1.0,
    twist=0.2,
    cup_mm=1.0,
)

SOLIDS = {
    "ball": ball(np.array([1.0, 2.0, 3.0]), 4.0),
    "ellipsoid": ellipsoid(np.zeros(3), np.array([4.0, 3.0, 5.0])),
    "round cone": round_cone(np.zeros(3), np.array([0.0, 8.0, 3.0]), 3.0, 1.0),
    "blade": blade(TONGUE),
}


def _pairs(solid: Solid, count: int = 6000) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    low, high = solid.bounds[0] - 3.0, solid.bounds[1] + 3.0
    points = rng.uniform(low, high, (count, 3))
    return points, points + rng.normal(0.0, 0.3, points.shape)


@pytest.mark.parametrize("name", SOLIDS)
def test_distance_changes_no_faster_than_declared(name: str) -> None:
    solid = SOLIDS[name]
    one, other = _pairs(solid)
    rise = np.abs(solid(one) - solid(other)) / np.linalg.norm(one - other, axis=1)
    # The declared rate is what the sampler trusts within a block; a rare fold may exceed it between two
    # points.
    assert np.quantile(rise, 0.995) <= solid.lipschitz * 1.1


@pytest.mark.parametrize("name", SOLIDS)
def test_bounds_hold_the_whole_solid(name: str) -> None:
    solid = SOLIDS[name]
    points, _ = _pairs(solid)
    inside = points[solid(points) < 0]
    assert len(inside) > 50
    assert (inside >= solid.bounds[0]).all() and (inside <= solid.bounds[1]).all()


def test_round_cone_meets_both_balls() -> None:
    cone = SOLIDS["round cone"]
    assert cone(np.array([[0.0, -3.0, 0.0]])) == pytest.approx(0.0, abs=0.2)
    assert cone(np.array([[0.0, 8.0, 3.0]])) == pytest.approx(-1.0, abs=0.1)


def test_round_cone_refuses_a_ball_within_the_other() -> None:
    with pytest.raises(ValueError, match="swallows"):
        round_cone(np.zeros(3), np.array([0.0, 1.0, 0.0]), 5.0, 1.0)


def test_polygon_distance_is_negative_inside_and_true_outside() -> None:
    square = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]])
    found = polygon_distance(np.array([[2.0, 1.0], [2.0, -3.0], [7.0, 8.0]]), square)
    assert found == pytest.approx([-1.0, 3.0, 5.0])


def test_blade_is_broad_one_way_and_thin_the_other() -> None:
    sizes = np.full(3, 5.0), np.full(3, 1.5)
    straight = blade(Blade(TONGUE.start, TONGUE.end, TONGUE.broad, *sizes))
    points = np.array([[4.0, 0.0, 10.0], [0.0, 4.0, 10.0], [0.0, 0.0, 21.0], [0.0, 0.0, 19.0]])
    assert (straight(points) < 0).tolist() == [True, False, False, True]


def test_folding_mirrors_the_left_half() -> None:
    pair = folded(ball(np.array([5.0, 1.0, 0.0]), 2.0))
    points = np.random.default_rng(1).uniform(-8, 8, (500, 3))
    assert np.array_equal(pair(points), pair(points * [-1, 1, 1]))
    assert (pair.bounds[:, 0] == [-7.0, 7.0]).all()
