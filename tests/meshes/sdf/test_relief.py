"""Charts: right axis, right place, and distances that do not run away."""

import numpy as np
import pytest

from meshes.sdf.relief import Chart, grid_axis, relief_chart, spline_surface


def plane() -> Chart:
    u, v = grid_axis(-3.0, 5.0, 0.5), grid_axis(2.0, 9.0, 0.5)
    values = np.stack([2.0 * u[:, None] - v[None, :], np.full((len(u), len(v)), 7.0)], axis=2)
    return Chart(np.array([u[0], v[0]]), 0.5, values)


def test_a_plane_is_read_exactly_between_the_grid_points_and_axes_are_not_exchanged() -> None:
    height, constant = plane()(np.array([0.3, 4.1]), np.array([2.2, 8.9]))
    assert height == pytest.approx([2 * 0.3 - 2.2, 2 * 4.1 - 8.9])
    assert constant.tolist() == [7.0, 7.0]


def test_outside_the_grid_the_nearest_edge_answers() -> None:
    inside, outside = plane()(np.array([5.0, 50.0]), np.array([4.0, 4.0]))[0]
    assert inside == pytest.approx(outside, abs=1e-4)


def test_the_axis_of_a_grid_reaches_its_end() -> None:
    assert grid_axis(0.0, 2.2, 1.0).tolist() == [0.0, 1.0, 2.0, 3.0]


def test_a_relief_knows_its_height_and_the_cosine_of_its_slope() -> None:
    u = grid_axis(0.0, 12.0, 1.0)
    ramp = np.repeat(0.75 * u[:, None], len(u), axis=1)
    height, cosine = relief_chart(np.zeros(2), 1.0, ramp)(np.array([6.0]), np.array([6.0]))
    assert height[0] == pytest.approx(4.5)
    assert cosine[0] == pytest.approx(0.8)


def test_a_surface_through_stations_keeps_their_values_and_is_level_in_the_median_plane() -> None:
    stations = np.array([0.0, 4.0, 9.0]), np.array([0.0, 5.0])
    heights = np.array([[1.0, 2.0], [0.0, 3.0], [4.0, 4.0]])
    found = spline_surface(*stations, heights, *stations, is_even=True)
    assert np.allclose(found, heights)
    near = spline_surface(*stations, heights, np.array([0.0, 0.01]), stations[1], is_even=True)
    assert np.abs(near[1] - near[0]).max() < 1e-4
