"""Blends: exact away from the joint, smooth in it, never asked in vain."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from meshes.sdf.blend import intersect, smooth_maximum, smooth_union, subtract, union
from meshes.sdf.primitives import ball
from meshes.sdf.solid import Solid

LEFT = ball(np.array([-3.0, 0.0, 0.0]), 4.0)
RIGHT = ball(np.array([3.0, 0.0, 0.0]), 4.0)
POINTS = np.random.default_rng(4).uniform(-12, 12, (4000, 3))


def test_sharp_union_is_the_smaller_distance_near_the_surface() -> None:
    value = union(LEFT, RIGHT)(POINTS)
    assert np.allclose(value, np.minimum(LEFT(POINTS), RIGHT(POINTS)))


def test_smooth_union_is_the_smaller_distance_outside_its_band() -> None:
    a, b = LEFT(POINTS), RIGHT(POINTS)
    value = smooth_union(LEFT, (RIGHT, 2.0))(POINTS)
    apart = np.abs(a - b) > 2.0
    assert apart.sum() > 1000
    assert np.allclose(value[apart], np.minimum(a, b)[apart])


def test_smooth_union_fills_the_waist_by_a_quarter_of_its_radius() -> None:
    middle = np.array([[0.0, 0.0, 0.0]])
    assert smooth_union(LEFT, (RIGHT, 2.0))(middle) == pytest.approx(LEFT(middle) - 0.5)


def test_what_is_cut_out_is_outside() -> None:
    cut = subtract(LEFT, RIGHT)(POINTS)
    assert (cut[RIGHT(POINTS) < 0] > 0).all()
    keep = (LEFT(POINTS) < 0) & (RIGHT(POINTS) > 0)
    assert keep.any() and (cut[keep] < 0).all()


def test_intersection_is_inside_both() -> None:
    inside = intersect(LEFT, RIGHT)(POINTS) < 0
    assert (inside == ((LEFT(POINTS) < 0) & (RIGHT(POINTS) < 0))).all()


def test_bounds_of_a_union_hold_every_part() -> None:
    solid = smooth_union(LEFT, (RIGHT, 2.0))
    assert (solid.bounds[0] <= [-7, -4, -4]).all() and (solid.bounds[1] >= [7, 4, 4]).all()


def test_bounds_of_a_union_hold_what_its_blend_adds() -> None:
    solid = smooth_union(LEFT, (LEFT, 2.0))
    assert solid(np.array([[-7.4, 0.0, 0.0]]))[0] < 0.0
    assert solid.bounds[0, 0] <= -7.5 and solid.bounds[1, 2] >= 4.5


def test_a_rounded_cut_is_the_same_on_both_sides_of_the_wall() -> None:
    wanted = smooth_maximum(LEFT(POINTS), -RIGHT(POINTS), 2.0)
    assert np.allclose(subtract(LEFT, RIGHT, radius_mm=2.0)(POINTS), wanted)


@pytest.mark.parametrize("blend", [union, intersect, subtract])
def test_a_blend_changes_as_fast_as_the_fastest_of_its_parts(blend: Callable[..., Solid]) -> None:
    steep = replace(RIGHT, lipschitz=1.7)
    assert blend(LEFT, steep).lipschitz == blend(steep, LEFT).lipschitz == 1.7
