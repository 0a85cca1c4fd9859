"""Vessels that run through others between their nodes, against brute force and by hand."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from meshes.network.crossing import crossings, joined_within
from meshes.network.graph import VesselGraph


def _lines(*lines: np.ndarray, radius: float = 0.5) -> VesselGraph:
    """Vessels through given points, each by itself."""
    xyz = np.concatenate(lines)
    starts = np.cumsum([0, *(len(line) for line in lines)])
    edges = [(a, a + 1) for start, end in pairwise(starts.tolist()) for a in range(start, end - 1)]
    owner = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    ids = tuple("abcdef"[: len(lines)])
    return VesselGraph(xyz, np.full(len(xyz), radius), np.array(edges), owner, ids)


def _along(start: tuple[float, float, float], end: tuple[float, float, float], many: int) -> np.ndarray:
    return np.linspace(start, end, many)


def test_a_vessel_that_passes_between_two_nodes_of_another_is_found_where_no_node_is_near() -> None:
    graph = _lines(_along((-6, 0, 0), (6, 0, 0), 5), _along((1.5, 0.4, -7.5), (1.5, 0.4, 7.5), 6), radius=0.5)
    apart = np.linalg.norm(graph.xyz[:5, None] - graph.xyz[None, 5:], axis=2)
    assert apart.min() > 1.2, "nodes tell nothing of it"
    found = crossings(graph)
    assert found.lack_mm.max() == pytest.approx(0.6)
    place = found.lack_mm.argmax()
    assert set(found.edges[place].tolist()) == {2, 6}
    assert np.allclose(found.share[place], 0.5)
    assert np.isinf(found.way_mm).all()


def test_arms_of_a_fork_are_joined_near_it_and_strangers_where_they_meet_again() -> None:
    """A loop whose ends come back to each other: clear of itself by the way round, not by the way across."""
    turn = np.linspace(0.0, 2.0 * np.pi - 0.12, 24)
    ring = 4.0 * np.stack([np.cos(turn), np.sin(turn), 0.0 * turn], axis=1)
    found = crossings(_lines(ring))
    assert len(found.edges) and {0, 22} <= set(found.edges.ravel().tolist())
    assert found.way_mm.min() > joined_within(np.array([1.0]))[0]
    fork = _lines(_along((0, 0, 0), (8, 2.5, 0), 9), _along((0, 0, 0), (8, -2.5, 0), 9))
    edges = np.where(fork.edges == 9, 0, fork.edges)
    shared = VesselGraph(fork.xyz, fork.radius, edges, fork.structure, fork.ids)
    assert len(crossings(fork).edges) and not len(crossings(shared).edges)


def test_a_thin_vessel_far_along_a_wide_one_does_not_count_as_joined() -> None:
    """It opens into the wide one, and lies in its wall again 40 mm farther on."""
    wide = _along((0, 0, 0), (50, 0, 0), 51)
    thin = np.array(
        [[5, 0, 0], [5, 9, 0], [15, 9, 0], [30, 9, 0], [38, 6, 0], [40, 4.5, 0], [44, 9, 0]], float
    )
    graph = _lines(wide, thin)
    radius = np.where(np.arange(graph.node_count) < 51, 5.0, 0.4)
    edges = np.where(graph.edges == 51, 5, graph.edges)
    found = crossings(VesselGraph(graph.xyz, radius, edges, graph.structure, graph.ids))
    assert set(graph.structure[found.edges].ravel().tolist()) == {0, 1}
    assert graph.xyz[edges[found.edges]][..., 0].min() > 30.0


@pytest.mark.parametrize(("apart_mm", "seed"), [(0.0, 3), (0.4, 4), (-0.1, 5)])
def test_all_that_are_near_and_far_along_the_vessels_are_found_once(apart_mm: float, seed: int) -> None:
    chance = np.random.default_rng(seed)
    xyz = np.cumsum(chance.normal(0.0, 0.9, (130, 3)), axis=0)
    edges = np.array([(a, a + 1) for a in range(129) if a % 40 != 39] + [(3, 60), (50, 110)])
    radius = chance.uniform(0.2, 0.7, 130)
    radius[62:76] *= 5.0
    graph = VesselGraph(xyz, radius, edges, np.zeros(len(edges), int), ("a",))
    length = np.linalg.norm(np.diff(xyz[edges], axis=1)[:, 0], axis=1)
    net = nx.Graph()
    net.add_weighted_edges_from((a, b, mm) for (a, b), mm in zip(edges.tolist(), length, strict=True))
    ways = dict(nx.all_pairs_dijkstra_path_length(net))
    found = crossings(graph, apart_mm)
    told = {tuple(sorted(pair)): row for row, pair in enumerate(found.edges.tolist())}
    assert len(told) == len(found.edges) > 5
    steps = np.linspace(0.0, 1.0, 26)
    line = xyz[edges[:, 0], None] * (1 - steps)[:, None] + xyz[edges[:, 1], None] * steps[:, None]
    thick = radius[edges[:, :1]] * (1 - steps) + radius[edges[:, 1:]] * steps
    wrong = []
    for a in range(len(edges)):
        for b in range(a + 1, len(edges)):
            if set(edges[a].tolist()) & set(edges[b].tolist()):
                continue
            gap = np.linalg.norm(line[a][:, None] - line[b][None], axis=2)
            i, j = np.unravel_index(gap.argmin(), gap.shape)
            both = thick[a, i] + thick[b, j]
            lack = both + apart_mm - gap[i, j]
            way = min(
                abs(steps[i] - p) * length[a]
                + ways.get(int(edges[a, p]), {}).get(int(edges[b, q]), np.inf)
                + abs(steps[j] - q) * length[b]
                for p in (0, 1)
                for q in (0, 1)
            )
            margin = min(abs(lack), abs(way - joined_within(np.array([both]))[0]))
            is_wanted = lack > 0.0 and way > joined_within(np.array([both]))[0]
            if margin > 0.1 and is_wanted != ((a, b) in told):
                wrong.append((a, b, lack, way))
    assert not wrong


def test_with_some_edges_asked_only_pairs_with_these_are_told() -> None:
    chance = np.random.default_rng(9)
    xyz = chance.uniform(0.0, 9.0, (160, 3))
    edges = np.arange(160).reshape(-1, 2)
    xyz[1::2] = xyz[::2] + chance.normal(0.0, 0.6, (80, 3))
    graph = VesselGraph(xyz, np.full(160, 0.4), edges, np.zeros(80, int), ("a",))
    asked = chance.random(80) < 0.3
    every, some = (
        {tuple(sorted(pair)) for pair in crossings(graph, 0.0, which).edges.tolist()}
        for which in (None, asked)
    )
    assert some == {pair for pair in every if asked[list(pair)].any()} and 5 < len(some) < len(every)
