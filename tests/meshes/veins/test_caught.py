"""A cross-link of the vertebral veins that finds no room is left out, and nothing else."""

from itertools import pairwise

import numpy as np
import pytest

from meshes.network.graph import VesselGraph
from meshes.veins.collecting.caught import without_caught

VERTEBRAL, OTHER = "vein.segmental.vertebral.C5.left", "vein.external.anterior.C5"


def _ladder(between_mm: float) -> tuple[VesselGraph, list[frozenset[int]]]:
    """Two strands with two rungs, of which the upper one passes another vessel at such a distance."""
    z = np.arange(-10.0, 11.0)
    xyz, edges, structure = [], [], []

    def line(points: np.ndarray, name: int, ends: tuple[int, ...] = ()) -> list[int]:
        first = len(xyz)
        xyz.extend(points.tolist())
        own = [*ends[:1], *range(first, len(xyz)), *ends[1:]]
        edges.extend(pairwise(own))
        structure.extend([name] * (len(own) - 1))
        return own

    one, other = (line(np.stack([0 * z + x, 0 * z, z], axis=1), 0) for x in (0.0, 6.0))
    across = np.arange(1.0, 6.0)
    links = []
    for height in (14, 4):
        ends = one[height], other[height]
        line(np.stack([across, 0 * across, 0 * across + z[height]], axis=1), 0, ends)
        links.append(frozenset(ends))
    y = np.arange(-8.0, 9.0)
    line(np.stack([0 * y + 3.0, y, 0 * y + z[14] + between_mm], axis=1), 1)
    graph = VesselGraph(
        np.array(xyz), np.full(len(xyz), 0.4), np.array(edges), np.array(structure), (VERTEBRAL, OTHER)
    )
    return graph, links


@pytest.mark.parametrize(("between_mm", "lacks"), [(0.5, 6), (0.9, 0)])
def test_the_rung_that_runs_through_another_vessel_goes(between_mm: float, lacks: int) -> None:
    graph, links = _ladder(between_mm)
    left = without_caught(graph, graph, links)
    assert graph.edge_count - left.edge_count == lacks
    assert graph.node_count - left.node_count == max(lacks - 1, 0)
    if lacks:
        is_between = (left.xyz[:, 0] > 0.5) & (left.xyz[:, 0] < 5.5) & (left.xyz[:, 1] == 0.0)
        rungs = set(left.xyz[is_between & (left.xyz[:, 2] != 4.5), 2].tolist())
        assert rungs == {-6.0}, "the lower rung stays, the upper one goes"


def test_a_strand_is_no_cross_link() -> None:
    graph, links = _ladder(0.5)
    assert without_caught(graph, graph, links[1:]).edge_count == graph.edge_count
