"""What a sheet holds, told by its corners."""

import numpy as np
import pytest

from meshes.geometry.median_line import MedianLine
from meshes.soft.sheet import Sheet


@pytest.fixture
def wedge():
    """Its left edge runs outwards from 2 to 6 mm and its back from 1 to 3 mm behind its front, on 10 mm."""
    line = MedianLine(np.array([[0.0, 20.0], [0.0, 10.0], [0.0, 0.0]]))
    s = np.array([5.0, 10.0, 15.0])
    x = np.array([1.0, 2.0, 3.0])[:, None] * np.array([-1.0, 0.0, 2.0])
    front = np.full(x.shape, -4.0)
    return Sheet(line, s, x, front, front + s[:, None] * 0.2)


@pytest.mark.parametrize(
    ("place", "is_held"),
    [
        ((0.0, 7.5, -3.9), True),
        ((0.0, 7.5, -4.1), False),
        ((0.0, 7.5, -2.6), True),
        ((0.0, 7.5, -2.4), False),
        ((2.9, 7.5, -3.5), True),
        ((3.1, 7.5, -3.5), False),
        ((-1.4, 7.5, -3.5), True),
        ((-1.6, 7.5, -3.5), False),
        ((0.0, 15.0, -3.5), True),
        ((0.0, 15.1, -3.5), False),
        ((0.0, 4.9, -3.5), False),
    ],
)
def test_it_holds_what_lies_between_its_edges_its_ends_its_front_and_its_back(wedge, place, is_held):
    x, s, v = (np.array([each]) for each in place)
    assert wedge.holds(x, s, v).tolist() == [is_held]
    assert wedge.mirrored().holds(-x, s, v).tolist() == [is_held]


def test_a_gap_widens_it_before_and_behind_only(wedge):
    x, s, v = np.array([[0.0, 7.5, -4.1], [0.0, 7.5, -2.4], [3.1, 7.5, -3.5], [0.0, 4.9, -3.5]]).T
    assert wedge.holds(x, s, v, gap_mm=0.2).tolist() == [True, True, False, False]
