"""Cross-links caught between others are left out: a net has them where there is room."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from meshes.network.crossing import crossings
from meshes.network.cycles import chains
from meshes.network.graph import VesselGraph

_STUCK_MM = 0.03
"""How deep a cross-link lies in another vessel at least to be taken for caught."""
_HOPS = 12
"""Edges from its ends within which all of a cross-link lies."""


def without_caught(graph: VesselGraph, rested: VesselGraph, links: Sequence[Collection[int]]) -> VesselGraph:
    """The graph without those cross-links that, led apart from all others, still run through one.

    Parameters
    ----------
    graph : VesselGraph
        As it is to be led apart.
    rested : VesselGraph
        The same with its nodes led apart.
    links : sequence of collections of int
        Nodes; what runs between two of one collection, without a fork on its way, is a cross-link.
    """
    is_end = np.zeros(rested.node_count, bool)
    is_end[[node for each in links for node in each]] = True
    asked = np.asarray(rested.around(is_end, _HOPS)[rested.edges].all(axis=1))
    caught = crossings(rested, -_STUCK_MM, asked).edges
    if not len(caught):
        return graph
    is_stuck = np.zeros(graph.edge_count, bool)
    is_stuck[caught] = True
    kept = np.ones(graph.edge_count, bool)
    for each in chains(graph):
        edges, pair = list(each.edges), set(each.ends)
        if is_end[list(pair)].all() and is_stuck[edges].any() and any(pair <= set(one) for one in links):
            kept[edges] = False
    return graph.restricted(kept)
