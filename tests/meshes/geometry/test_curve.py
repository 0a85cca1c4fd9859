import numpy as np
import pytest

from meshes.geometry.curve import arc_length, resampled, through, through_each
from meshes.geometry.frames import carried_frames

ZIGZAG = np.array([[0, 0, 0], [4, 1, 0], [5, 6, 2], [9, 6, 1.0]])


def test_the_curve_passes_its_way_points_in_order():
    curve = through(ZIGZAG, samples_a_span=10)
    assert curve[::10] == pytest.approx(ZIGZAG)


def test_a_closed_curve_comes_back_to_its_start():
    curve = through(ZIGZAG, closed=True, samples_a_span=10)
    assert len(curve) == 40
    assert curve[0] == pytest.approx(ZIGZAG[0])
    assert np.linalg.norm(curve[-1] - curve[0]) < 1.0


def test_equal_neighbours_are_refused():
    with pytest.raises(ValueError, match="way-points"):
        through(ZIGZAG[[0, 0, 1]])


def test_resampling_keeps_ends_and_spaces_evenly():
    even = resampled(through(ZIGZAG), 0.5)
    assert even[[0, -1]] == pytest.approx(ZIGZAG[[0, -1]])
    steps = np.diff(arc_length(even))
    assert steps == pytest.approx(0.5, rel=0.08)


def test_frames_stay_right_handed_and_do_not_spin_along_a_flat_curve():
    angle = np.linspace(0, 2, 30)
    arc = np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1)
    t, n, b = carried_frames(arc, np.array([0.0, 0.0, 1.0]))
    assert n == pytest.approx(np.tile([0, 0, 1.0], (30, 1)))
    assert np.cross(t, n) == pytest.approx(b)


def test_many_curves_at_once_are_the_same_as_one_after_another():
    chance = np.random.default_rng(4)
    ways = [chance.normal(0.0, 9.0, (count, 4)) for count in (2, 5, 3, 2, 11)]
    points, first = through_each(ways, samples_a_span=6)
    for way, start, end in zip(ways, first, [*first[1:], len(points)], strict=True):
        assert points[start:end] == pytest.approx(through(way, samples_a_span=6), abs=1e-12)


@pytest.mark.parametrize("bad", [np.zeros((1, 3)), np.zeros((2, 3))])
def test_one_impossible_curve_among_many_is_refused(bad):
    with pytest.raises(ValueError, match="way-points"):
        through_each([np.eye(3), bad, np.eye(3)])


def test_two_curves_may_meet_in_one_place():
    points, first = through_each([np.eye(3), np.eye(3)[::-1]])
    assert (points[first[1] - 1] == points[first[1]]).all()


def test_what_is_shorter_than_a_step_keeps_both_ends():
    short = np.array([[0.0, 0.0, 0.0], [0.1, 0.0, 0.0], [0.1, 0.1, 0.0]])
    assert resampled(short, 1.0) == pytest.approx(short[[0, 2]])
