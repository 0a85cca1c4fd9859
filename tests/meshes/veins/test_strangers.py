"""Which nodes are pushed apart, found by keeping pairs up and by comparing all with all."""

import numpy as np
import pytest

from meshes.network.graph import VesselGraph
from meshes.network.proximity import among, close_between, hop_keys
from meshes.veins.rest.strangers import Strangers

APART = 0.2
COUNT = 1200


@pytest.fixture(scope="module")
def tangle() -> VesselGraph:
    """Sixty chains of twenty nodes in a box."""
    chance = np.random.default_rng(5)
    xyz = np.cumsum(chance.normal(0.0, 0.8, (60, 20, 3)), axis=1) + chance.uniform(0.0, 25.0, (60, 1, 3))
    node = np.arange(COUNT).reshape(60, 20)
    edges = np.stack([node[:, :-1].ravel(), node[:, 1:].ravel()], axis=1)
    radius = chance.uniform(0.3, 1.2, COUNT)
    return VesselGraph(xyz.reshape(-1, 3), radius, edges, np.zeros(len(edges), int), ("tangle",))


def _touching(graph: VesselGraph, xyz: np.ndarray, pairs: np.ndarray) -> set[tuple[int, int]]:
    gap = np.linalg.norm(xyz[pairs[:, 0]] - xyz[pairs[:, 1]], axis=1)
    near = gap < graph.radius[pairs].sum(axis=1) + APART
    return {(int(a), int(b)) for a, b in pairs[near]}


def _wanted(graph: VesselGraph, xyz: np.ndarray) -> set[tuple[int, int]]:
    every = np.arange(graph.node_count)
    pairs, _ = close_between(xyz, every, every, 2.0 * float(graph.radius.max()) + APART)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    pairs = pairs[~among(hop_keys(graph.edges, graph.node_count, 6), graph.node_count, pairs)]
    return _touching(graph, xyz, pairs)


@pytest.mark.parametrize("many", [0, 3, 90, COUNT])
def test_every_touching_pair_of_strangers_is_known_after_any_moves(tangle: VesselGraph, many: int) -> None:
    chance = np.random.default_rng(many)
    strangers = Strangers.of(tangle, APART)
    xyz = np.array(tangle.xyz)
    for _ in range(6):
        xyz = xyz + chance.uniform(-0.12, 0.12, xyz.shape)
        xyz[chance.permutation(COUNT)[:many]] += chance.normal(0.0, 2.0, (many, 3))
        strangers = strangers.renewed(xyz)
        assert _touching(tangle, xyz, strangers.pairs) == _wanted(tangle, xyz)
        assert len(np.unique(strangers.pairs, axis=0)) == len(strangers.pairs)
        assert (strangers.pairs[:, 0] < strangers.pairs[:, 1]).all()
