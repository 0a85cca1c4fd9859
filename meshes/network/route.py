"""Ways through a vessel graph: the shortest one between two parts of it, told vessel by vessel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby, pairwise

import numpy as np

from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.morphometry import edge_length


@dataclass(frozen=True)
class Step:
    """A run of a way within one structure.

    Parameters
    ----------
    structure : str
        Its id.
    length_mm : float
        How far the way follows it; 0 where it only begins or ends at it.
    calibre_mm : (float, float)
        Least and largest diameter on the way.
    """

    structure: str
    length_mm: float
    calibre_mm: tuple[float, float]


def shortest(graph: VesselGraph, start: Mask, goal: Mask, avoided: Mask | None = None) -> Ints | None:
    """Nodes of the shortest way from any node of `start` to any of `goal`, both marked (N,), or None.

    Edges marked in `avoided` (E,) are not taken.

    Notes
    -----
    Dijkstra's algorithm; of ways of equal length the one through lower node numbers.
    """
    before = np.full(graph.node_count, -1, np.int32)
    for node, _ in _nearest_first(graph, start, avoided, before):
        if goal[node]:
            return _walked(before, node)
    return None


def distances(graph: VesselGraph, start: Mask) -> Floats:
    """Length (N,) of the shortest way from each node to any of `start`, mm; infinite where none leads."""
    away = np.full(graph.node_count, np.inf)
    for node, length in _nearest_first(graph, start):
        away[node] = length
    return away


def middle_of(graph: VesselGraph, name: str) -> Mask:
    """Mark the node of a structure nearest to the mean of all its nodes."""
    nodes = np.flatnonzero(graph.nodes_of(name))
    mask = np.zeros(graph.node_count, bool)
    if len(nodes):
        away = graph.xyz[nodes] - graph.xyz[nodes].mean(axis=0)
        mask[nodes[int((away * away).sum(axis=1).argmin())]] = True
    return mask


def steps(graph: VesselGraph, nodes: Sequence[int] | Ints) -> tuple[Step, ...]:
    """A way told structure by structure, in order."""
    length = edge_length(graph)
    number = {frozenset(pair): edge for edge, pair in enumerate(graph.edges.tolist())}
    edges = [number[frozenset(pair)] for pair in pairwise(np.asarray(nodes).tolist())]
    out = []
    for owner, run in groupby(edges, key=lambda edge: int(graph.structure[edge])):
        taken = list(run)
        along = graph.edges[taken].ravel()
        # The nodes at both ends are shared with the neighbours, which may be far wider.
        inner = along[1:-1] if len(taken) > 1 else along
        radius = graph.radius[inner]
        wide = (2.0 * float(radius.min()), 2.0 * float(radius.max()))
        out.append(Step(graph.ids[owner], float(length[taken].sum()), wide))
    return tuple(out)


def _nearest_first(
    graph: VesselGraph, start: Mask, avoided: Mask | None = None, before: Ints | None = None
) -> Iterator[tuple[int, float]]:
    """Every node that `start` leads to, the nearest first, with its distance, mm.

    In `before` (N,), if given, stands the node that the way to each came from.
    """
    near = _adjacency(graph, avoided)
    best = np.full(graph.node_count, np.inf)
    best[start] = 0.0
    queue = [(0.0, node) for node in np.flatnonzero(start).tolist()]
    while queue:
        length, node = heappop(queue)
        if length > best[node]:
            continue
        yield node, length
        for other, step in near[node]:
            if length + step < best[other]:
                best[other] = length + step
                if before is not None:
                    before[other] = node
                heappush(queue, (length + step, other))


def _adjacency(graph: VesselGraph, avoided: Mask | None) -> list[list[tuple[int, float]]]:
    near: list[list[tuple[int, float]]] = [[] for _ in range(graph.node_count)]
    taken = np.ones(graph.edge_count, bool) if avoided is None else ~avoided
    for (a, b), length in zip(graph.edges[taken].tolist(), edge_length(graph)[taken].tolist(), strict=True):
        near[a].append((b, length))
        near[b].append((a, length))
    return near


def _walked(before: Ints, node: int) -> Ints:
    path = [node]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return np.array(path[::-1], np.int32)
