"""The shortest way through a small graph worked out by hand."""

import numpy as np
import pytest

from meshes.network.graph import VesselGraph
from meshes.network.route import middle_of, shortest, steps


@pytest.fixture
def ladder() -> VesselGraph:
    """From 0 to 3 by a short way over node 1, thin, and a long one over 2."""
    xyz = np.array([[0, 0, 0], [0, 0, 5.0], [8, 0, 5.0], [0, 0, 10.0], [0, 0, 12.0], [30.0, 0, 0]])
    edges = [[0, 1], [1, 3], [0, 2], [2, 3], [3, 4]]
    radius = [1.0, 0.5, 2.0, 1.0, 3.0, 1.0]
    return VesselGraph(xyz, radius, edges, [0, 0, 1, 1, 2], ("near", "far", "end"))


def _only(graph: VesselGraph, *nodes: int) -> np.ndarray:
    mask = np.zeros(graph.node_count, bool)
    mask[list(nodes)] = True
    return mask


def test_the_shorter_way_is_taken(ladder: VesselGraph) -> None:
    nodes = shortest(ladder, _only(ladder, 0), _only(ladder, 4))
    assert nodes is not None
    assert nodes.tolist() == [0, 1, 3, 4]
    near, end = steps(ladder, nodes)
    assert (near.structure, near.length_mm) == ("near", 10.0)
    assert (end.structure, end.length_mm) == ("end", 2.0)


def test_a_calibre_is_that_between_the_ends_of_a_step(ladder: VesselGraph) -> None:
    nodes = shortest(ladder, _only(ladder, 0), _only(ladder, 4))
    assert nodes is not None
    assert steps(ladder, nodes)[0].calibre_mm == (1.0, 1.0)


def test_what_is_avoided_is_gone_round(ladder: VesselGraph) -> None:
    nodes = shortest(ladder, _only(ladder, 0), _only(ladder, 4), ladder.edges_of("near"))
    assert nodes is not None
    assert nodes.tolist() == [0, 2, 3, 4]


def test_there_is_no_way_to_what_is_not_joined(ladder: VesselGraph) -> None:
    assert shortest(ladder, _only(ladder, 0), _only(ladder, 5)) is None
    assert shortest(ladder, _only(ladder, 0), _only(ladder, 4), ladder.edges_of("near", "far")) is None


def test_of_several_starts_and_goals_the_nearest_pair_counts(ladder: VesselGraph) -> None:
    nodes = shortest(ladder, _only(ladder, 0, 3), _only(ladder, 2, 4))
    assert nodes is not None
    assert nodes.tolist() == [3, 4]


def test_the_middle_of_a_structure_is_one_of_its_own_nodes(ladder: VesselGraph) -> None:
    assert np.flatnonzero(middle_of(ladder, "near")).tolist() == [1]
