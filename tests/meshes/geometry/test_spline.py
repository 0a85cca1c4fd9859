"""Splines through few stations: exact at the stations, straight on straight data, level where mirrored."""

import numpy as np
import pytest

from meshes.geometry.spline import even_spline_weights, spline, spline_weights

NODES = np.array([0.0, 2.0, 3.0, 7.0, 11.0])


def test_the_spline_passes_through_its_stations() -> None:
    values = np.array([1.0, -2.0, 4.0, 0.5, 3.0])
    assert np.allclose(spline(NODES, values, NODES), values)


def test_straight_data_stay_straight_between_uneven_stations() -> None:
    at = np.linspace(0.0, 11.0, 50)
    assert np.allclose(spline(NODES, 3.0 * NODES - 1.0, at), 3.0 * at - 1.0)


def test_slope_is_continuous_across_a_station() -> None:
    values, step = np.array([0.0, 5.0, -1.0, 2.0, 2.0]), 1e-4
    left, middle, right = spline(NODES, values, np.array([3.0 - step, 3.0, 3.0 + step]))
    assert (middle - left) == pytest.approx(right - middle, abs=1e-6)


def test_outer_values_hold_beyond_the_ends() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 9.0])
    assert spline(NODES, values, np.array([-5.0, 20.0])).tolist() == [1.0, 9.0]


def test_a_mirrored_spline_is_even_and_level_in_the_middle() -> None:
    values = np.array([4.0, 1.0, 0.0, 2.0, 5.0])
    at = np.array([-6.0, -1e-3, 0.0, 1e-3, 6.0])
    found = even_spline_weights(NODES, at) @ values
    assert found[0] == pytest.approx(found[4])
    assert (found[3] - found[2]) / 1e-3 == pytest.approx(0.0, abs=0.01)


def test_weights_sum_to_one_everywhere() -> None:
    at = np.linspace(-2.0, 13.0, 40)
    assert np.allclose(spline_weights(NODES, at).sum(axis=1), 1.0)
    assert np.allclose(even_spline_weights(NODES, at).sum(axis=1), 1.0)


def test_stations_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        spline_weights(np.array([0.0, 2.0, 2.0]), np.array([1.0]))
