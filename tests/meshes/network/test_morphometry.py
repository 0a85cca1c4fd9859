"""Measures against values one can reckon by hand."""

import networkx as nx
import numpy as np
import pytest

from meshes.network import morphometry
from meshes.network.graph import VesselGraph
from meshes.network.junction import child_radius, parent_radius


def _ring(count: int, size: float, radius: float = 1.0) -> VesselGraph:
    angle = 2 * np.pi * np.arange(count) / count
    xyz = size * np.stack([np.cos(angle), np.sin(angle), 0 * angle], axis=1)
    edges = np.stack([np.arange(count), (np.arange(count) + 1) % count], axis=1)
    return VesselGraph(xyz, np.full(count, radius), edges, np.zeros(count, int), ("ring",))


def _random(seed: int) -> VesselGraph:
    chance = np.random.default_rng(seed)
    edges = chance.integers(0, 40, (45, 2))
    edges = edges[edges[:, 0] != edges[:, 1]]
    edges = np.unique(np.sort(edges, axis=1), axis=0)
    return VesselGraph(chance.normal(size=(40, 3)), np.ones(40), edges, np.zeros(len(edges), int), ("net",))


def test_a_ring_has_its_length_and_one_cycle() -> None:
    ring = _ring(400, 5.0)
    assert morphometry.total_length(ring) == pytest.approx(2 * np.pi * 5.0, rel=1e-3)
    assert morphometry.cycle_count(ring) == 1
    assert (morphometry.degree(ring) == 2).all()


def test_the_bend_of_a_ring_is_its_radius() -> None:
    assert morphometry.bend_radius(_ring(60, 7.0)) == pytest.approx(7.0)


def test_a_straight_line_does_not_bend() -> None:
    line = VesselGraph(
        np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0]], float), np.ones(3), [[0, 1], [1, 2]], [0, 0], ("a",)
    )
    assert morphometry.bend_radius(line)[1] > 1e6
    assert np.isinf(morphometry.bend_radius(line)[[0, 2]]).all()


def test_a_cone_has_the_volume_of_a_frustum() -> None:
    cone = VesselGraph(np.array([[0, 0, 0], [0, 0, 3.0]]), np.array([2.0, 1.0]), [[0, 1]], [0], ("a",))
    assert morphometry.edge_volume(cone)[0] == pytest.approx(7 * np.pi)


@pytest.mark.parametrize("seed", range(4))
def test_components_and_cycles_agree_with_networkx(seed: int) -> None:
    graph = _random(seed)
    other = nx.Graph(graph.edges.tolist())
    other.add_nodes_from(range(40))
    pieces = nx.number_connected_components(other)
    assert morphometry.component_count(graph) == pieces
    assert morphometry.cycle_count(graph) == other.number_of_edges() - 40 + pieces
    label = morphometry.component(graph)
    assert all(len(set(label[list(piece)])) == 1 for piece in nx.connected_components(other))


def test_lengths_are_told_by_structure() -> None:
    xyz = np.array([[0, 0, 0], [0, 0, 3], [0, 4, 3]], float)
    graph = VesselGraph(xyz, np.ones(3), [[0, 1], [1, 2]], [1, 0], ("a", "b"))
    assert morphometry.length_by_structure(graph) == {"a": 4.0, "b": 3.0}


def test_children_of_a_vessel_add_up_to_it_by_murrays_law() -> None:
    children = [child_radius(2.0, share) for share in (0.5, 0.3, 0.2)]
    assert parent_radius(children) == pytest.approx(2.0)


@pytest.mark.parametrize("share", [0.0, -0.5, 1.5])
def test_a_share_of_flow_is_a_share(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        child_radius(1.0, share)
