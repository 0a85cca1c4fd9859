"""Neighbours in space and along the vessels, against brute force."""

import networkx as nx
import numpy as np
import pytest

from meshes.network.graph import VesselGraph
from meshes.network.neighbourhood import LIMITS_MM, Neighbourhood
from meshes.network.proximity import among, close_between, close_walls, hop_keys, keys_with_hops


def test_every_close_pair_is_found_once() -> None:
    points = np.random.default_rng(5).uniform(-10, 10, (300, 3))
    gap = np.linalg.norm(points[:, None] - points[None], axis=2)
    some, others = np.arange(0, 200), np.arange(100, 300)
    near = (gap < 2.5) & ~np.eye(300, dtype=bool)
    wanted = {(a, b) for a, b in np.argwhere(near).tolist() if a in some and b in others}
    pairs, distance = close_between(points, some, others, 2.5)
    assert len(pairs) == len(wanted) > 50
    assert {tuple(pair) for pair in pairs.tolist()} == wanted
    assert np.allclose(distance, gap[pairs[:, 0], pairs[:, 1]])


@pytest.mark.parametrize("some", [None, np.array([3, 40, 41, 77, 250])])
def test_every_pair_of_near_walls_is_found_once(some: np.ndarray | None) -> None:
    chance = np.random.default_rng(6)
    points, radius = chance.uniform(-12, 12, (300, 3)), chance.uniform(0.2, 1.5, 300)
    radius[::25] *= 4.0
    gap = np.linalg.norm(points[:, None] - points[None], axis=2) - radius[:, None] - radius
    wanted = np.argwhere(np.triu(gap < 0.4, 1))
    if some is not None:
        wanted = wanted[np.isin(wanted, some).any(axis=1)]
    pairs = close_walls(points, radius, 0.4, some)
    assert pairs.tolist() == wanted.tolist() and len(wanted) > 5


def test_hops_are_counted_along_edges() -> None:
    chance = np.random.default_rng(8)
    edges = chance.integers(0, 60, (80, 2))
    edges = edges[edges[:, 0] != edges[:, 1]]
    pairs = chance.integers(0, 60, (500, 2))
    steps = dict(nx.all_pairs_shortest_path_length(nx.Graph(edges.tolist())))
    wanted = [a == b or steps.get(a, {}).get(b, 99) <= 3 for a, b in pairs.tolist()]
    assert among(hop_keys(edges, 60, 3), 60, pairs).tolist() == wanted


def _two_lines(gap: float, radius: float = 1.0) -> VesselGraph:
    """Two parallel vessels, not joined."""
    along = np.arange(12.0)
    xyz = np.concatenate([np.stack([0 * along + x, 0 * along, along], axis=1) for x in (0.0, gap)])
    line = np.stack([np.arange(11), np.arange(1, 12)], axis=1)
    edges = np.concatenate([line, line + 12])
    return VesselGraph(xyz, np.full(24, radius), edges, np.repeat([0, 1], 11), ("a", "b"))


def _clashes(graph: VesselGraph, hops: int = 8) -> np.ndarray:
    """Pairs of nodes that overlap though no short way leads from one to the other."""
    return Neighbourhood.of(graph, hops=hops).strangers(graph.xyz, graph.radius)


def test_vessels_nearer_than_their_radii_clash() -> None:
    assert len(_clashes(_two_lines(1.9))) >= 12
    assert len(_clashes(_two_lines(2.1))) == 0


def test_neighbours_along_a_vessel_do_not_clash() -> None:
    lone = _two_lines(1.5).of("a")
    assert len(_clashes(lone, hops=2)) == 0
    assert len(_clashes(lone, hops=0)) > 0


@pytest.mark.parametrize("radius", [0.4, *LIMITS_MM])
def test_vessels_at_the_limit_of_a_class_of_calibre_clash_too(radius: float) -> None:
    assert len(_clashes(_two_lines(1.9 * radius, radius))) >= 12


def test_a_wide_vessel_does_not_clash_with_itself_farther_along() -> None:
    assert len(_clashes(_two_lines(99.0, 5.0).of("a"))) == 0


def test_hops_are_told_with_the_keys() -> None:
    edges = np.array([[0, 1], [1, 2], [2, 3], [3, 0], [3, 4]])
    keys, hops = keys_with_hops(edges, 5, 2)
    assert keys.tolist() == hop_keys(edges, 5, 2).tolist()
    told = dict(zip(keys.tolist(), hops.tolist(), strict=True))
    assert [told[5 * a + b] for a, b in ((0, 0), (0, 1), (0, 2), (0, 3), (0, 4))] == [0, 1, 2, 1, 2]
    assert 5 * 1 + 4 not in told


def test_a_thin_vessel_that_turns_back_on_itself_meets_itself_within_the_hops() -> None:
    """Six edges along it and 0.5 mm apart: joined nearby by edges alone, not by what its radii allow."""
    xyz = np.array([[0.0, 0, 0], [1, 0, 0], [2, 0, 0], [3, 0.25, 0], [2, 0.5, 0], [1, 0.5, 0], [0, 0.5, 0]])
    edges = np.stack([np.arange(6), np.arange(1, 7)], axis=1)
    hairpin = VesselGraph(xyz, np.full(7, 0.4), edges, np.zeros(6, int), ("hairpin",))
    assert not len(Neighbourhood.of(hairpin).strangers(xyz, hairpin.radius))
    found = Neighbourhood.of(hairpin, radii=5.0).strangers(xyz, hairpin.radius)
    assert {tuple(sorted(pair)) for pair in found.tolist()} == {(0, 6)}
