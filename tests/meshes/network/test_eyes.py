"""Eyes of nets: the shortest cycles, and how far each stands open between the walls."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from meshes.network.cycles import chains, shortest_cycles, turning
from meshes.network.eyes import eyes
from meshes.network.graph import VesselGraph
from meshes.network.morphometry import cycle_count, edge_length


def _graph(xyz: np.ndarray, edges: np.ndarray, radius: np.ndarray | float = 0.5) -> VesselGraph:
    return VesselGraph(xyz, np.broadcast_to(radius, len(xyz)), edges, np.zeros(len(edges), int), ("a",))


def _ring(across: float, many: int = 24, high: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    turn = np.arange(many) * 2.0 * np.pi / many
    xyz = 0.5 * across * np.stack([np.cos(turn), 0.0 * turn, high * np.sin(turn)], axis=1)
    return xyz, np.stack([np.arange(many), (np.arange(many) + 1) % many], axis=1)


def _ladder(rungs: int, wide: float = 4.0, apart: float = 6.0) -> VesselGraph:
    """Two rails a few millimetres apart with rungs, a node a millimetre."""
    high = round(apart) * (rungs - 1)
    rails = [[(x, 0.0, float(z)) for z in range(high + 1)] for x in (0.0, wide)]
    xyz = np.array([*rails[0], *rails[1]])
    up = np.stack([np.arange(high), np.arange(high) + 1], axis=1)
    across = np.stack([np.arange(0, high + 1, round(apart)), np.arange(0, high + 1, round(apart)) + high + 1])
    return _graph(xyz, np.concatenate([up, up + high + 1, across.T]))


@pytest.mark.parametrize("radius", [0.5, 2.0, 2.9])
def test_a_round_eye_is_as_wide_as_what_its_walls_leave(radius: float) -> None:
    (found,) = eyes(_graph(*_ring(6.0), radius), 45.0, 0.3)
    between_sides = 6.0 * np.cos(np.pi / 24)
    assert found.width_mm == pytest.approx(between_sides - 2.0 * radius, abs=0.02)


def test_an_eye_between_a_thick_and_a_thin_vessel_is_measured_between_their_walls() -> None:
    xyz, edges = _ring(3.0, high=4.0)
    radius = np.where(xyz[:, 0] > 0.0, 1.5, 0.3)
    radius[np.abs(xyz[:, 0]) < 0.5] = 0.3
    (found,) = eyes(_graph(xyz, edges, radius), 45.0, 0.3)
    assert found.width_mm == pytest.approx(3.0 - 1.8, abs=0.2)


def test_a_long_eye_is_open_over_its_length_and_one_whose_walls_meet_over_none() -> None:
    xyz, edges = _ring(2.0, high=5.0)
    (found,) = eyes(_graph(xyz, edges, 0.5), 45.0, 0.3)
    assert 3.0 < found.length_mm < 9.0
    (shut,) = eyes(_graph(xyz, edges, 1.05), 45.0, 0.3)
    assert shut.width_mm < 0.3
    assert shut.length_mm == 0.0


def test_what_runs_through_an_eye_narrows_it() -> None:
    xyz, edges = _ring(6.0)
    stab = np.array([[0.0, y, 0.0] for y in (-2.0, -1.0, 0.0, 1.0, 2.0)])
    more = np.stack([np.arange(4), np.arange(4) + 1], axis=1) + len(xyz)
    (found,) = eyes(_graph(np.concatenate([xyz, stab]), np.concatenate([edges, more])), 45.0, 0.3)
    assert found.width_mm < 2.1


def test_a_ladder_has_an_eye_between_two_rungs_each() -> None:
    graph = _ladder(4)
    found = shortest_cycles(graph, 45.0)
    assert len(found) == cycle_count(graph) == 3
    length = edge_length(graph)
    assert [float(length[each].sum()) for each in found] == pytest.approx([20.0] * 3)


def test_the_eyes_are_a_shortest_basis_of_cycles() -> None:
    graph = _ladder(6, wide=3.0, apart=4.0)
    other = networkx.Graph()
    for (a, b), size in zip(graph.edges.tolist(), edge_length(graph).tolist(), strict=True):
        other.add_edge(a, b, weight=size)
    theirs = networkx.minimum_cycle_basis(other, weight="weight")
    ours = shortest_cycles(graph, 1000.0)
    assert sorted(map(len, ours)) == sorted(map(len, theirs))


def test_a_cycle_longer_than_asked_is_none() -> None:
    assert not shortest_cycles(_ladder(2), 19.0)
    assert len(shortest_cycles(_ladder(2), 21.0)) == 1


def test_the_edges_of_a_cycle_follow_each_other_round_it() -> None:
    graph = _ladder(3)
    for cycle in shortest_cycles(graph, 45.0):
        nodes = turning(graph, cycle)
        assert len(set(nodes.tolist())) == len(cycle)
        for edge, a, b in zip(cycle, nodes, np.roll(nodes, -1), strict=True):
            assert set(graph.edges[edge].tolist()) == {a, b}


def test_every_edge_is_in_one_chain() -> None:
    graph = _ladder(5)
    found = sorted(edge for each in chains(graph) for edge in each.edges)
    assert found == list(range(graph.edge_count))
    ring = _graph(*_ring(6.0))
    assert [len(each.edges) for each in chains(ring)] == [ring.edge_count]
