"""Channels of a net that have no room to pass each other: where they cross they join."""

from __future__ import annotations

import numpy as np

from meshes.network.crossing import crossings
from meshes.network.graph import Ints, VesselGraph
from meshes.network.morphometry import degree

DEEP_MM = 0.04
"""How deep a channel that was led aside and slimmed may still lie in another without joining it."""
_MOST = 24
"""How many places are joined at most: each takes what lies near it out of question."""


def meeting(graph: VesselGraph, family: str) -> VesselGraph:
    """The graph with those channels of a net joined that run through each other.

    Between bone and sac there may be room for one alone. Its nodes keep their numbers; where two are made
    one, the second has no edge any more.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest, uncrossed as far as there is room.
    family : str
        Prefix of the ids of the net.
    """
    asked = graph.edges_of(family)
    for _ in range(_MOST):
        found = crossings(graph, -DEEP_MM, asked)
        found = found.among(np.asarray(asked[found.edges].all(axis=1)))
        if not len(found.edges):
            break
        worst = int(found.lack_mm.argmax())
        ends = graph.edges[found.edges[worst]]
        graph = _joined_at(graph, ends[[0, 1], np.rint(found.share[worst]).astype(int)])
        asked = graph.edges_of(family)
    return graph


def _joined_at(graph: VesselGraph, pair: Ints) -> VesselGraph:
    """The graph with two nodes made one, half-way between them and as wide as the wider."""
    # The one where more vessels meet is kept: others may know it by its number.
    one, other = pair[np.argsort(-degree(graph)[pair], kind="stable")]
    xyz, radius = np.array(graph.xyz), np.array(graph.radius)
    xyz[one] = xyz[pair].mean(axis=0)
    radius[one] = radius[pair].max()
    edges = np.where(graph.edges == other, one, graph.edges)
    kept = edges[:, 0] != edges[:, 1]
    return VesselGraph(xyz, radius, edges[kept], graph.structure[kept], graph.ids)
