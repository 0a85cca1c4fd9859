"""Channels that lie in the wall of their neighbours are left out: what is no eye to look at is none."""

from __future__ import annotations

import numpy as np

from meshes.network.cycles import Chain, chains
from meshes.network.eyes import Eye, eyes
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.morphometry import degree
from meshes.veins.rest.spreading import MOST_MM

OPEN_MM, LONG_MM = 0.3, 0.4
"""Width from which on an eye stands open, and how far apart the ends of what is as wide have to lie."""


def is_open(eye: Eye) -> bool:
    """Whether an eye is open wide enough, over a length that is seen."""
    return eye.width_mm >= OPEN_MM and eye.length_mm >= LONG_MM


def without_closed(graph: VesselGraph, family: str, drawn: Floats) -> VesselGraph:
    """The graph without the slightest channel of each eye of a family that does not stand open.

    Its nodes keep their numbers; some may have no edge any more. What is left hangs together as before, and
    a channel from which anything else branches off is let be.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest.
    family : str
        Prefix of the ids of the net.
    drawn : (N,) array
        Radii as they were drawn, mm: they tell which channel is the slightest.
    """
    asked = graph.edges_of(family)
    net, nodes, edges = graph.restricted(asked), np.unique(graph.edges[asked]), np.flatnonzero(asked)
    closed = [each for each in eyes(net, MOST_MM, OPEN_MM) if not is_open(each)]
    if not closed:
        return graph
    is_bare = degree(graph)[nodes] == 2
    kept = np.ones(graph.edge_count, bool)
    kept[edges[_slightest(net, drawn[nodes], is_bare, closed)]] = False
    return VesselGraph(graph.xyz, graph.radius, graph.edges[kept], graph.structure[kept], graph.ids)


def _slightest(net: VesselGraph, drawn: Floats, is_bare: Mask, closed: list[Eye]) -> Ints:
    """Edges of one channel of each of some eyes; an eye that loses one to another is let be."""
    vessels = chains(net)
    chain_of = np.empty(net.edge_count, np.intp)
    for number, each in enumerate(vessels):
        chain_of[list(each.edges)] = number
    gone: set[int] = set()
    for eye in closed:
        round_it = set(chain_of[eye.edges].tolist())
        free = [number for number in round_it if _is_bare(net, is_bare, vessels[number])]
        if free and not round_it & gone:
            gone.add(min(free, key=lambda number: _calibre(net, drawn, vessels[number])))
    return np.array([edge for number in sorted(gone) for edge in vessels[number].edges], np.intp)


def _is_bare(net: VesselGraph, is_bare: Mask, vessel: Chain) -> bool:
    """Whether nothing branches off a vessel between its ends."""
    nodes = np.setdiff1d(net.edges[list(vessel.edges)], vessel.ends)
    return bool(is_bare[nodes].all())


def _calibre(net: VesselGraph, drawn: Floats, vessel: Chain) -> tuple[float, tuple[int, ...]]:
    edges = list(vessel.edges)
    return round(float(drawn[net.edges[edges]].mean()), 6), vessel.edges
