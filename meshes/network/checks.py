"""Checks on a vessel graph that name the culprits, not only the verdict."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.network.graph import Ints, VesselGraph
from meshes.network.morphometry import component
from meshes.network.proximity import close_pairs, within_hops

Numbers = NDArray[np.int64]


def outside_band(graph: VesselGraph, low_mm: float, high_mm: float) -> Numbers:
    """Nodes whose radius is not between `low_mm` and `high_mm`."""
    return np.flatnonzero((graph.radius < low_mm) | (graph.radius > high_mm))


def detached(graph: VesselGraph) -> Numbers:
    """Nodes that are not in the largest connected component."""
    label = component(graph)
    if not len(label):
        return np.zeros(0, np.int64)
    return np.flatnonzero(label != np.bincount(label).argmax())


def clashes(graph: VesselGraph, hops: int = 8, tolerance_mm: float = 0.0) -> Ints:
    """Pairs of nodes of vessels that are not joined nearby and yet overlap, shape (K, 2).

    Two nodes clash when they are nearer than the sum of their radii less `tolerance_mm`; nodes at most
    `hops` edges apart are neighbours of one junction and may overlap.
    """
    pairs, distance = close_pairs(graph.xyz, 2.0 * float(graph.radius.max(initial=0.0)))
    reach = graph.radius[pairs[:, 0]] + graph.radius[pairs[:, 1]] - tolerance_mm
    pairs = pairs[distance < reach]
    return pairs[~within_hops(graph.edges, graph.node_count, pairs, hops)]
