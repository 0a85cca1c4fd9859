"""The shortest independent cycles of a net of vessels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from meshes.network.graph import Ints, VesselGraph
from meshes.network.morphometry import degree, edge_length


class Chain(NamedTuple):
    """A vessel from fork to fork, or to its end; a ring without a fork begins and ends at one of its nodes.

    Parameters
    ----------
    ends : tuple of int
        The nodes where it begins and ends.
    edges : tuple of int
        Its edges in their order.
    length_mm : float
        Along it.
    """

    ends: tuple[int, int]
    edges: tuple[int, ...]
    length_mm: float


def chains(graph: VesselGraph) -> list[Chain]:
    """The vessels of a graph between its forks; every edge is in one of them."""
    touching: list[list[int]] = [[] for _ in range(graph.node_count)]
    ends = graph.edges.tolist()
    for number, (a, b) in enumerate(ends):
        touching[a].append(number)
        touching[b].append(number)
    is_fork, length = degree(graph) != 2, edge_length(graph)
    seen: set[int] = set()
    out = []
    for start in [*np.flatnonzero(is_fork).tolist(), *np.flatnonzero(~is_fork).tolist()]:
        for first in touching[start]:
            at, edge, way = start, first, []
            while edge not in seen:
                seen.add(edge)
                way.append(edge)
                at = ends[edge][0] + ends[edge][1] - at
                if is_fork[at] or at == start:
                    break
                edge = touching[at][0] + touching[at][1] - edge
            if way:
                out.append(Chain((start, at), tuple(way), float(length[way].sum())))
    return out


def shortest_cycles(graph: VesselGraph, most_mm: float) -> list[Ints]:
    """The edges of independent cycles no longer than so much, the shortest there are, in their order round.

    Of a basis of all cycles that is the shortest by length (Horton 1987) those within the limit.
    """
    vessels = chains(graph)
    beside: dict[int, list[int]] = {}
    for number, each in enumerate(vessels):
        for end in set(each.ends):
            beside.setdefault(end, []).append(number)
    found: dict[frozenset[int], float] = {}
    for root in beside:
        found |= _cycles_from(root, vessels, beside, most_mm)
    order = sorted(found, key=lambda each: (round(found[each], 9), sorted(each)))
    return [_round(cycle, vessels) for cycle in _independent(order)]


def _cycles_from(
    root: int, vessels: Sequence[Chain], beside: dict[int, list[int]], most_mm: float
) -> dict[frozenset[int], float]:
    """The cycles that a chain closes with the shortest ways of its ends from a fork, and their lengths."""
    way: dict[int, tuple[float, frozenset[int]]] = {}
    heap: list[tuple[float, int, tuple[int, ...]]] = [(0.0, root, ())]
    while heap:
        far, node, path = heappop(heap)
        if node in way:
            continue
        way[node] = far, frozenset(path)
        for number in beside[node]:
            a, b = vessels[number].ends
            beyond = far + vessels[number].length_mm
            if a + b - node not in way and beyond <= most_mm / 2.0:
                heappush(heap, (beyond, a + b - node, (*path, number)))
    out = {}
    for number in {each for node in way for each in beside[node]}:
        a, b = vessels[number].ends
        if a in way and b in way:
            (one, there), (other, back) = way[a], way[b]
            total = one + other + vessels[number].length_mm
            if total <= most_mm and number not in there and number not in back and not there & back:
                out[there | back | {number}] = total
    return out


def _independent(cycles: Sequence[frozenset[int]]) -> Iterator[frozenset[int]]:
    """Those of some cycles that are no sum of earlier ones."""
    basis: dict[int, int] = {}
    for cycle in cycles:
        rest = sum(1 << chain for chain in cycle)
        while rest:
            high = rest.bit_length()
            if high not in basis:
                basis[high] = rest
                yield cycle
                break
            rest ^= basis[high]


def _round(cycle: frozenset[int], vessels: Sequence[Chain]) -> Ints:
    """The edges of a cycle in their order round it."""
    left = sorted(cycle)
    first = vessels[left.pop(0)]
    out, at = list(first.edges), first.ends[1]
    while left:
        number = next(each for each in left if at in vessels[each].ends)
        left.remove(number)
        a, b = vessels[number].ends
        out += vessels[number].edges if a == at else vessels[number].edges[::-1]
        at = a + b - at
    return np.array(out, np.intp)


def turning(graph: VesselGraph, cycle: Ints) -> Ints:
    """The nodes of a cycle in their order round it, the first of each edge in that direction."""
    ends = graph.edges[cycle]
    if len(cycle) < 3:
        return ends[0]
    first = np.intersect1d(ends[0], ends[1])
    out = [int(ends[0].sum() - first[0])]
    for pair in ends[:-1].tolist():
        out.append(sum(pair) - out[-1])
    return np.array(out, np.intp)
