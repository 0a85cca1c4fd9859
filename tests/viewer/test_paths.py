"""Lengths along veins on a graph one can reckon by hand."""

import numpy as np
import pytest

from meshes.network.graph import VesselGraph
from viewer.model.measure import MOST_POINTS, Measurement
from viewer.paths import NoPath, path_between


@pytest.fixture
def graph() -> VesselGraph:
    """An L of a wide and a narrow vein, a long way round, and a vein that nothing joins."""
    xyz = np.array(
        [[0, 0, 0], [10, 0, 0], [20, 0, 0], [20, 5, 0], [20, 10, 0], [0, 40, 0], [90, 0, 0], [95, 0, 0]],
        float,
    )
    radius = np.array([2.0, 2.0, 2.0, 1.0, 1.0, 3.0, 1.0, 1.0])
    edges = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [0, 5], [5, 4], [6, 7]])
    return VesselGraph(xyz, radius, edges, np.array([0, 0, 1, 1, 2, 2, 3]), ("a", "b", "round", "lone"))


def test_the_length_runs_along_the_veins_and_the_calibre_is_the_mean_by_length(graph):
    found = path_between(graph, ("a", (1.0, 2.0, 0.0)), ("b", (21.0, 10.5, 0.0)))
    assert found.value == pytest.approx(30.0)
    # 20 mm of 4 mm, 5 mm that narrow from 4 to 2, 5 mm of 2 mm.
    assert found.calibre_mm == pytest.approx((20 * 4 + 5 * 3 + 5 * 2) / 30)
    assert found.points[0] == (0.0, 0.0, 0.0)
    assert found.points[-1] == (20.0, 10.0, 0.0)
    assert found.text == "30.0 mm along veins, mean calibre 3.5 mm"
    assert found.name == "path"


def test_the_click_and_not_the_whole_vein_says_where_the_way_begins(graph):
    near = path_between(graph, ("a", (11.0, 1.0, 0.0)), ("b", (21.0, 4.0, 0.0)))
    assert near.value == pytest.approx(15.0)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (("lone", (90, 0, 0)), "no vein leads from a to lone"),
        (("a", (0, 0, 1)), "same place"),
        (("c", (0, 0, 0)), "centreline"),
    ],
)
def test_where_there_is_no_way_it_says_why(graph, goal, words):
    with pytest.raises(NoPath, match=words):
        path_between(graph, ("a", (0.0, 0.0, 0.0)), goal)


def test_a_way_of_foreign_numbers_is_checked():
    points = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))
    for calibre in (0.0, -1.0, 1000.0, float("nan")):
        with pytest.raises(ValueError, match="calibre"):
            Measurement(points, calibre)
    with pytest.raises(ValueError, match="points"):
        Measurement(points * MOST_POINTS, 1.0)
    with pytest.raises(ValueError, match="two or three"):
        Measurement((*points, (2.0, 0.0, 0.0), (3.0, 0.0, 0.0)))
