"""How slim a vessel at rest may be made, and how gently it grows so."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats, Mask, VesselGraph

THINNEST_MM = 0.23
"""Least radius to which a vessel is slimmed."""

_FASTEST = 0.12
"""How fast a vessel may grow slimmer, as a share of its radius an edge."""


def tapered(graph: VesselGraph, radius: Floats, free: Mask) -> Floats:
    """Radii (N,) of a graph lowered so that none of its movable nodes is abruptly wider than the next, mm."""
    share, (a, b) = radius / graph.radius, graph.edges.T
    for _ in range(round(1.0 / _FASTEST)):
        wider = share + _FASTEST
        low = np.array(share)
        np.minimum.at(low, a, wider[b])
        np.minimum.at(low, b, wider[a])
        share = np.where(free, low, share)
    gentle: Floats = share * graph.radius
    return gentle
