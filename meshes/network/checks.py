"""Checks on a vessel graph that name the culprits, not only the verdict."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.network.graph import Ints, VesselGraph
from meshes.network.morphometry import component
from meshes.network.neighbourhood import Neighbourhood

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
    """Pairs of nodes of vessels that are not joined nearby and yet overlap, shape (K, 2), lower number first.

    Two nodes clash when they are nearer than the sum of their radii less `tolerance_mm`. Nodes at most
    `hops` edges apart are neighbours of one junction and may overlap; round wide vessels more edges count.
    """
    pairs = Neighbourhood.of(graph, hops=hops).strangers(graph.xyz, graph.radius, -tolerance_mm)
    return np.unique(np.sort(pairs, axis=1), axis=0)
