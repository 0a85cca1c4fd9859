"""Measures of a vessel graph, one short function each."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats, Ints, VesselGraph


def edge_length(graph: VesselGraph) -> Floats:
    """Length of each edge, mm, shape (E,)."""
    a, b = graph.xyz[graph.edges[:, 0]], graph.xyz[graph.edges[:, 1]]
    length: Floats = np.linalg.norm(b - a, axis=1)
    return length


def total_length(graph: VesselGraph) -> float:
    """Length of all edges together, mm."""
    return float(edge_length(graph).sum())


def edge_volume(graph: VesselGraph) -> Floats:
    """Volume of the cone frustum of each edge, mm3, shape (E,)."""
    a, b = graph.radius[graph.edges[:, 0]], graph.radius[graph.edges[:, 1]]
    volume: Floats = np.pi / 3.0 * edge_length(graph) * (a * a + a * b + b * b)
    return volume


def degree(graph: VesselGraph) -> Ints:
    """Number of edges at each node, shape (N,)."""
    return np.bincount(graph.edges.ravel(), minlength=graph.node_count).astype(np.int32)


def component(graph: VesselGraph) -> Ints:
    """Label of the connected component of each node, shape (N,); labels count from 0 in node order.

    Labels spread along edges and jump to the label of their label, so the number of passes grows with
    the logarithm of the longest path.
    """
    label = np.arange(graph.node_count)
    a, b = graph.edges[:, 0], graph.edges[:, 1]
    while True:
        low = np.minimum(label[a], label[b])
        after = label.copy()
        np.minimum.at(after, label[a], low)
        np.minimum.at(after, label[b], low)
        after = after[after]
        if (after == label).all():
            return np.unique(label, return_inverse=True)[1].astype(np.int32)
        label = after


def component_count(graph: VesselGraph) -> int:
    """Number of connected components."""
    return int(component(graph).max(initial=-1)) + 1


def cycle_count(graph: VesselGraph) -> int:
    """Number of independent cycles, E - N + components: the holes of the net."""
    return graph.edge_count - graph.node_count + component_count(graph)


def length_by_structure(graph: VesselGraph) -> dict[str, float]:
    """Length of each structure, mm."""
    lengths = np.bincount(graph.structure, edge_length(graph), minlength=len(graph.ids))
    return {name: float(length) for name, length in zip(graph.ids, lengths, strict=True)}


def bend_radius(graph: VesselGraph) -> Floats:
    """Radius of the circle through each node of degree two and its neighbours, mm, (N,); elsewhere inf."""
    out = np.full(graph.node_count, np.inf)
    middle = np.flatnonzero(degree(graph) == 2)
    ends = neighbours(graph)
    if not len(middle):
        return out
    pair = np.array([ends[node] for node in middle])
    a, b, c = graph.xyz[pair[:, 0]], graph.xyz[middle], graph.xyz[pair[:, 1]]
    sides = np.linalg.norm(b - a, axis=1) * np.linalg.norm(c - b, axis=1) * np.linalg.norm(c - a, axis=1)
    doubled = np.linalg.norm(np.cross(b - a, c - b), axis=1)
    out[middle] = sides / np.maximum(2.0 * doubled, 1e-12)
    return out


def neighbours(graph: VesselGraph) -> list[list[int]]:
    """The nodes joined to each node, in edge order."""
    out: list[list[int]] = [[] for _ in range(graph.node_count)]
    for a, b in graph.edges.tolist():
        out[a].append(b)
        out[b].append(a)
    return out
