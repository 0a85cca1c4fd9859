"""Bent coordinates: there and back, and which way they run."""

import numpy as np
import pytest

from meshes.sdf.bend import Bend

STRAIGHT = Bend(np.array([2.0, 10.0]), np.array([0.0, 40.0]), np.zeros(2))
HOOK = Bend(np.array([0.0, 0.0]), np.array([0.0, 30.0, 60.0]), np.radians([10.0, 0.0, -40.0]))


def test_a_straight_curve_runs_down_and_v_points_back() -> None:
    assert STRAIGHT.place(1.0, 15.0, 3.0)[0].tolist() == [1.0, 5.0, -5.0]


def test_a_negative_tilt_turns_the_curve_forwards() -> None:
    end = HOOK.place(0.0, 60.0, 0.0)[0]
    assert end[1] < HOOK.place(0.0, 30.0, 0.0)[0][1]


def test_coordinates_take_points_back_to_where_they_were_told() -> None:
    rng = np.random.default_rng(2)
    s, v = rng.uniform(-8.0, 68.0, 500), rng.uniform(-15.0, 15.0, 500)
    back_s, back_v = HOOK.coordinates(HOOK.place(np.zeros(500), s, v)[:, 1:])
    assert np.allclose(back_s, s, atol=0.01)
    assert np.allclose(back_v, v, atol=0.01)


def test_lengths_along_the_curve_are_true() -> None:
    length, points, _ = HOOK.curve()
    walked = np.linalg.norm(np.diff(points, axis=0), axis=1).sum()
    assert walked == pytest.approx(length[-1], rel=1e-4)


def test_the_chart_answers_like_the_exact_coordinates() -> None:
    bounds = np.array([[-1.0, -40.0, -75.0], [1.0, 25.0, 12.0]])
    rng = np.random.default_rng(4)
    places = HOOK.place(np.zeros(400), rng.uniform(0.0, 60.0, 400), rng.uniform(-10.0, 10.0, 400))[:, 1:]
    charted = HOOK.chart(bounds)(*places.T)
    exact = np.array(HOOK.coordinates(places))
    assert np.abs(charted - exact).max() < 0.05
