"""The distance an oval tube tells, against the wall itself, measured by points on it."""

from dataclasses import replace

import numpy as np
import pytest

from meshes.geometry.median_line import MedianLine
from meshes.sdf.oval_tube import OvalTube

LINE = MedianLine(np.stack([np.zeros(61), np.linspace(60.0, 0.0, 61)], axis=1))
STATIONS = np.array([0.0, 10.0, 20.0, 26.0, 28.0, 29.0, 29.6, 29.9, 30.0])
DOME = np.array([1.0, 1.0, 1.0, 0.8, 0.6, 0.4, 0.25, 0.1, 0.01])
TUBE = OvalTube(LINE, STATIONS, 6.0 * DOME, 4.0 * DOME, np.zeros(9), np.full(9, 0.12))
"""An egg-shaped tube, wider in front, that closes in a dome at 30 mm."""

BESIDE_TIP = [(6.4, 29.9, 2.6), (-7.3, 30.4, 2.2), (9.0, 29.7, 1.9), (5.0, 29.95, -4.0), (0.5, 29.9, 6.0)]
BESIDE_TUBE = [(7.0, 10.0, 0.0), (0.0, 12.0, 5.0), (5.0, 14.0, 3.5), (0.0, 8.0, -4.6), (-6.0, 15.0, -2.0)]


def _wall() -> np.ndarray:
    return TUBE.rings(np.linspace(0.0, 30.0, 301), 180).reshape(-1, 3)


def _true_mm(points: np.ndarray) -> np.ndarray:
    return np.array([np.linalg.norm(_wall() - point, axis=1).min() for point in points])


@pytest.mark.parametrize(("x", "s", "v"), BESIDE_TIP)
def test_what_lies_beside_the_tip_is_as_far_away_as_it_is(x: float, s: float, v: float) -> None:
    point = LINE.place(np.array([x]), s, v)
    assert TUBE.distance(point)[0] == pytest.approx(_true_mm(point)[0], rel=0.2)


@pytest.mark.parametrize("share", [0.8, 0.6, 0.4])
@pytest.mark.parametrize("angle", [0.3, 1.4, 2.6, 4.9])
def test_a_millimetre_off_the_dome_is_a_millimetre(share: float, angle: float) -> None:
    s = np.interp(share, DOME[:1:-1], STATIONS[:1:-1])
    wall = TUBE.place(angle, 1.0, np.array([s]))[0]
    ahead = TUBE.place(angle, 1.0, np.array([s + 1e-3]))[0] - TUBE.place(angle, 1.0, np.array([s - 1e-3]))[0]
    round_it = TUBE.place(angle + 1e-3, 1.0, np.array([s]))[0] - wall
    out = np.cross(ahead, round_it)
    out *= np.sign(out @ (wall - TUBE.place(angle, 0.0, np.array([s]))[0])) / np.linalg.norm(out)
    assert TUBE.distance((wall + out)[None])[0] == pytest.approx(1.0, abs=0.15)


@pytest.mark.parametrize(("x", "s", "v"), BESIDE_TUBE)
def test_near_the_wall_the_distance_is_close_to_true(x: float, s: float, v: float) -> None:
    point = LINE.place(np.array([x]), s, v)
    assert TUBE.distance(point)[0] == pytest.approx(_true_mm(point)[0], abs=0.25)


def test_inside_is_negative_and_the_slope_leads_out() -> None:
    points = LINE.place(np.array([0.0, 3.0, -5.0]), 12.0, np.array([0.5, -1.0, 0.0]))
    distance, slope = TUBE.with_slope(points)
    assert (distance < 0.0).all()
    assert (TUBE.distance(points[1:] + 0.2 * slope[1:]) > distance[1:]).all()


def test_a_tube_behind_its_line_is_placed_ringed_and_measured_there() -> None:
    tube = replace(TUBE, middle=np.full(9, 3.0))
    wall = tube.place(np.array([0.4, 1.6, 3.0, 4.7]), 1.0, np.full(4, 10.0))
    assert tube.distance(wall) == pytest.approx(0.0, abs=1e-9)
    rings = tube.rings(np.array([10.0]), 8)[0]
    assert tube.distance(rings) == pytest.approx(0.0, abs=1e-9)
    assert rings.mean(axis=0) == pytest.approx(LINE.place(0.0, 10.0, 3.0)[0], abs=0.1)


def test_front_and_back_lie_on_the_wall_and_beside_the_tube_at_the_depth_of_its_side() -> None:
    s, x = np.array([4.0, 12.0]), np.array([[-5.5, 0.0, 3.0], [5.6, -4.0, 1.0]])
    for v, depth in ((TUBE.front(x, s), -4.0), (TUBE.back(x, s), 4.0)):
        points = LINE.place(x.ravel(), np.repeat(s, 3), v.ravel())
        assert np.abs(TUBE.distance(points)).max() < 0.03
        assert v[0, 1] == pytest.approx(depth)
    beside = np.array([[6.5, 40.0], [-7.0, -40.0]])
    assert np.abs(TUBE.front(beside, s)).max() < 2.0
    assert (TUBE.front(beside, s) <= TUBE.back(beside, s)).all()
