"""Checks on a vessel graph that name the culprits, not only the verdict."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Ints, VesselGraph
from meshes.network.neighbourhood import Neighbourhood


def clashes(graph: VesselGraph, hops: int = 8, tolerance_mm: float = 0.0) -> Ints:
    """Pairs of nodes of vessels that are not joined nearby and yet overlap, shape (K, 2), lower number first.

    Two nodes clash when they are nearer than the sum of their radii less `tolerance_mm`. Nodes at most
    `hops` edges apart are neighbours of one junction and may overlap; round wide vessels more edges count.
    """
    pairs = Neighbourhood.of(graph, hops=hops).strangers(graph.xyz, graph.radius, -tolerance_mm)
    return np.unique(np.sort(pairs, axis=1), axis=0)
