"""Coordinates along a line in the median plane."""

import pickle

import numpy as np
import pytest

from meshes.geometry.median_line import MedianLine


def _bow() -> MedianLine:
    angle = np.linspace(0.3, 1.9, 80)
    return MedianLine(np.stack([100.0 * np.sin(angle), 100.0 * np.cos(angle)], axis=1))


def test_coordinates_and_places_undo_each_other() -> None:
    line, chance = _bow(), np.random.default_rng(1)
    x, v = chance.uniform(-12, 12, (2, 200))
    s = chance.uniform(-5, line.length + 5, 200)
    told = line.coordinates(line.place(x, s, v))
    assert np.abs(told - np.stack([x, s, v], axis=1)).max() < 0.02


def test_lengths_are_those_of_the_arc_and_v_is_positive_behind() -> None:
    line = _bow()
    assert line.length == pytest.approx(160.0, abs=0.05)
    inner, outer = line.coordinates(np.array([[0.0, 0.0, 40.0], [0.0, 130.0, 10.0]]))[:, 2]
    assert inner < 0 < outer


def test_a_line_that_turns_back_upwards_is_refused() -> None:
    with pytest.raises(ValueError, match="lower"):
        MedianLine(np.array([[0.0, 2.0], [0.0, 1.0], [0.0, 1.5]]))


def test_a_copy_is_the_same_before_and_after_use_so_that_another_thread_may_make_it() -> None:
    line = _bow()
    before = pickle.dumps(line)
    assert line.tilts.shape == line.lengths.shape
    assert pickle.dumps(line) == before
    assert (pickle.loads(before).tilts == line.tilts).all()
