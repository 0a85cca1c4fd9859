"""Which edges of a vessel graph run on through a junction as one tube, and which end there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import dist
from operator import mul
from statistics import fmean
from typing import NamedTuple

import numpy as np

from meshes.network.graph import VesselGraph

_LOOK_AHEAD = 3
"""Edges over which a direction at a junction is taken: one alone follows every wobble of the line."""


class Mouth(NamedTuple):
    """Where the end of a tube opens into another: the tube's index and the place in its list of nodes."""

    tube: int
    place: int


@dataclass(frozen=True)
class TubePath:
    """A run of nodes skinned as one tube.

    Parameters
    ----------
    nodes : tuple of int
        Graph nodes in order; of a closed path the first is not repeated.
    closed : bool
        Whether the last node joins the first.
    """

    nodes: tuple[int, ...]
    closed: bool = False


def tube_paths(graph: VesselGraph) -> list[TubePath]:
    """Split a graph into tubes, so that every edge lies in one and each junction is passed by one.

    At a node of three or more edges the two that run on straightest, thick ones preferred, become one
    tube; the others end there.
    """
    touching = _touching(graph)
    follows: dict[tuple[int, int], int] = {}
    for node, edges in enumerate(touching):
        if len(edges) >= 2:
            a, b = edges if len(edges) == 2 else _straightest(graph, touching, node)
            follows[node, a], follows[node, b] = b, a
    return _chains(graph, touching, follows)


def mouths(paths: list[TubePath]) -> dict[tuple[int, int], Mouth]:
    """Mouth of each tube end that lies inside another tube; keys are (tube, 0 for start or -1 for end)."""
    inside: dict[int, Mouth] = {}
    for index, path in enumerate(paths):
        inner = path.nodes if path.closed else path.nodes[1:-1]
        start = 0 if path.closed else 1
        inside.update({node: Mouth(index, start + place) for place, node in enumerate(inner)})
    out = {}
    for index, path in enumerate(paths):
        for end in () if path.closed else (0, -1):
            if path.nodes[end] in inside:
                out[index, end] = inside[path.nodes[end]]
    return out


def _touching(graph: VesselGraph) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in range(graph.node_count)]
    for number, (a, b) in enumerate(graph.edges.tolist()):
        out[a].append(number)
        out[b].append(number)
    return out


def _straightest(graph: VesselGraph, touching: list[list[int]], node: int) -> tuple[int, int]:
    # In plain numbers: a junction has three or four edges, and numpy is slow on so few.
    rays = [_ray(graph, touching, node, edge) for edge in touching[node]]
    thickest = max(radius for _, radius in rays)

    def score(pair: tuple[int, int]) -> float:
        (one, radius), (other, second) = (rays[each] for each in pair)
        return 1.5 * min(radius, second) / thickest - sum(map(mul, one, other))

    a, b = max(combinations(range(len(rays)), 2), key=score)
    return touching[node][a], touching[node][b]


def _ray(
    graph: VesselGraph, touching: list[list[int]], node: int, edge: int
) -> tuple[tuple[float, ...], float]:
    """Unit direction in which an edge leaves a node, and the mean radius there."""
    here, radii = node, []
    for _ in range(_LOOK_AHEAD):
        a, b = graph.edges[edge].tolist()
        here = a + b - here
        radii.append(float(graph.radius[here]))
        onward = [other for other in touching[here] if other != edge]
        if len(onward) != 1:
            break
        edge = onward[0]
    start, end = graph.xyz[node].tolist(), graph.xyz[here].tolist()
    size = max(dist(start, end), 1e-9)
    return tuple((q - p) / size for p, q in zip(start, end, strict=True)), fmean(radii)


def _chains(
    graph: VesselGraph, touching: list[list[int]], follows: dict[tuple[int, int], int]
) -> list[TubePath]:
    used: set[int] = set()
    paths = []
    for node in range(graph.node_count):
        starts = (edge for edge in touching[node] if (node, edge) not in follows)
        paths += [TubePath(_walk(graph, follows, used, node, edge)) for edge in starts if edge not in used]
    for edge in range(graph.edge_count):
        if edge not in used:
            nodes = _walk(graph, follows, used, int(graph.edges[edge, 0]), edge)
            paths.append(TubePath(_turned(nodes[:-1], touching), closed=True))
    return paths


def _turned(loop: tuple[int, ...], touching: list[list[int]]) -> tuple[int, ...]:
    """A loop begun as far as can be from its junctions, where nothing opens into the seam."""
    count = len(loop)
    joints = [place for place, node in enumerate(loop) if len(touching[node]) > 2]
    away = [
        min((abs((p - j + count // 2) % count - count // 2) for j in joints), default=0) for p in range(count)
    ]
    first = int(np.argmax(away))
    return loop[first:] + loop[:first]


def _walk(
    graph: VesselGraph, follows: dict[tuple[int, int], int], used: set[int], node: int, edge: int
) -> tuple[int, ...]:
    nodes = [node]
    while edge not in used:
        used.add(edge)
        a, b = graph.edges[edge].tolist()
        node = a + b - node
        nodes.append(node)
        edge = follows.get((node, edge), edge)
    return tuple(nodes)
