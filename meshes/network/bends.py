"""How tightly vessels bend over about their diameter: a tube folds where that is less than its width."""

from __future__ import annotations

from itertools import combinations
from operator import mul
from typing import NamedTuple

import numpy as np

from meshes.geometry.rows import dots, sizes
from meshes.network.graph import Floats, Ints, VesselGraph

_LOOK_AHEAD = 3
"""Edges that tell the direction of a vessel at a junction: one alone follows every wobble of the line."""

_ALL = slice(None)


class Bends(NamedTuple):
    """Passages of vessels through nodes.

    Parameters
    ----------
    node, structure : (K,) int arrays
        The node, and the index of the structure whose edge leads to it.
    radius, share : (K,) arrays
        Of the vessel, mm, and that of the circle it bends along by it.
    middle : (K, 3) array
        Half-way between the two places on both sides of the node that the circle goes through besides.
    """

    node: Ints
    structure: Ints
    radius: Floats
    share: Floats
    middle: Floats

    @classmethod
    def of(cls, graph: VesselGraph) -> Bends:
        """How vessels bend wherever they pass a node.

        The circle goes through the node and the places on both sides of it that lie a radius of the vessel
        away along it, at least an edge: a bend in a single edge of a thick vessel tells nothing, nor do two
        nodes close together. What ends within that reach is left out: it lies in the vessel it opens into.
        """
        return Passages(graph).bends(graph.xyz, graph.radius)


class Turns(NamedTuple):
    """By how much vessels turn at nodes between forks.

    Parameters
    ----------
    node, structure : (K,) int arrays
        The node, and the index of the structure whose edge leads to it.
    radius, turn : (K,) arrays
        Of the vessel, mm, and the angle, rad.
    middle : (K, 3) array
        Half-way between the places before and after the node over which it turns so.
    """

    node: Ints
    structure: Ints
    radius: Floats
    turn: Floats
    middle: Floats


class Passages:
    """Which edges of a graph run on in which others.

    Parameters
    ----------
    graph : VesselGraph
        The graph.
    """

    def __init__(self, graph: VesselGraph) -> None:
        ends = np.concatenate([graph.edges, graph.edges[:, ::-1]])
        self._tail, self._head = ends.T
        self._onward = _onward(graph)
        come = np.flatnonzero(self._onward >= 0)
        # Each passage is met from both of its ends.
        back = (come + graph.edge_count) % len(ends)
        first = back > self._onward[come]
        self._back, self._ahead = back[first], self._onward[come[first]]
        self.node = self._tail[self._ahead]
        self._structure = graph.structure[self._back % graph.edge_count]

    def bends(self, xyz: Floats, radius: Floats, rows: Ints | slice = _ALL) -> Bends:
        """How all or some of them bend with the nodes at some places, (N, 3), and of some radii, (N,)."""
        back, ahead, node = self._back[rows], self._ahead[rows], self.node[rows]
        # A junction has the calibre of the widest that meets there.
        own = np.median([radius[self._head[back]], radius[node], radius[self._head[ahead]]], axis=0)
        length = sizes(xyz.take(self._head, axis=0) - xyz.take(self._tail, axis=0))
        reach = np.maximum(own, np.maximum(length[back], length[ahead]))
        one, other = (self._walked(xyz, length, each, reach) for each in (back, ahead))
        a, b = xyz[node] - one, other - xyz[node]
        doubled = 2.0 * sizes(np.cross(a, b))
        circle = sizes(a) * sizes(b) * sizes(other - one) / np.maximum(doubled, 1e-12)
        circle[(doubled < 1e-9) & (dots(a, b) < 0.0)] = 0.0
        known = np.isfinite(circle)
        share, middle = (circle / own)[known], (0.5 * (one + other))[known]
        return Bends(node[known], self._structure[rows][known], own[known], share, middle)

    def turns(self, xyz: Floats, radius: Floats, ahead: float, rows: Ints | None = None) -> Turns:
        """By how much vessels turn between forks: from the places so many radii before nodes to those after.

        All passages are asked, or some by number. What ends or forks within that reach is left out.
        """
        plain = self._plain(len(xyz), rows)
        back, out, node = self._back[plain], self._ahead[plain], self.node[plain]
        own = np.median([radius[self._head[back]], radius[node], radius[self._head[out]]], axis=0)
        many = np.bincount(self._tail, minlength=len(xyz))
        onward = np.where(many[self._head] == 2, self._onward, -1)
        length = sizes(xyz.take(self._head, axis=0) - xyz.take(self._tail, axis=0))
        one, other = (self._walked(xyz, length, each, ahead * own, onward) for each in (back, out))
        come, gone = xyz[node] - one, other - xyz[node]
        both = sizes(come) * sizes(gone)
        known = np.isfinite(both) & (both > 0.0)
        turn = np.arccos(np.clip(dots(come[known], gone[known]) / both[known], -1.0, 1.0))
        middle = 0.5 * (one + other)[known]
        return Turns(node[known], self._structure[plain][known], own[known], turn, middle)

    def sharper(self, xyz: Floats, radius: Floats, ahead: float, turn: float) -> Ints:
        """Those between forks that turn by more than such an angle, rad, over so many radii, by number."""
        turns = self.turns(xyz, radius, ahead)
        found = np.zeros(len(xyz), bool)
        found[turns.node[turns.turn > turn]] = True
        plain = self._plain(len(xyz), None)
        rows: Ints = plain[found[self.node[plain]]]
        return rows

    def _plain(self, count: int, rows: Ints | None) -> Ints:
        """Of all or some passages those at nodes where nothing forks."""
        many = np.bincount(self._tail, minlength=count)
        asked = np.arange(len(self.node)) if rows is None else rows
        plain: Ints = asked[many[self.node[asked]] == 2]
        return plain

    def tighter(self, xyz: Floats, radius: Floats, share: float) -> Ints:
        """Those that bend along a smaller circle than such a share of their radius, by number."""
        bends = self.bends(xyz, radius)
        found = np.zeros(len(xyz), bool)
        found[bends.node[bends.share < share]] = True
        # A node may be passed by several vessels.
        rows: Ints = np.flatnonzero(found[self.node])
        return rows

    def around(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        """The nodes before, at and after some of them."""
        return self._head[self._back[rows]], self.node[rows], self._head[self._ahead[rows]]

    def _walked(
        self, xyz: Floats, length: Floats, half: Ints, reach: Floats, onward: Ints | None = None
    ) -> Floats:
        """Places so far along vessels from the tails of directed edges, NaN where they end before."""
        out, follow = np.full((len(half), 3), np.nan), self._onward if onward is None else onward
        rows, at, left = np.arange(len(half)), half, reach
        while len(rows):
            here = left <= length[at] + 1e-9
            share = (left[here] / length[at[here]])[:, None]
            a, b = xyz[self._tail[at[here]]], xyz[self._head[at[here]]]
            out[rows[here]] = a + share * (b - a)
            left, on = left - length[at], follow[at]
            kept = ~here & (on >= 0)
            rows, at, left = rows[kept], on[kept], left[kept]
        return out


def _onward(graph: VesselGraph) -> Ints:
    """By which edge each vessel goes on from the head of each directed edge, -1 where it ends there."""
    out, many = np.full(2 * graph.edge_count, -1), graph.edge_count
    tail = np.concatenate([graph.edges[:, 0], graph.edges[:, 1]])
    order = np.argsort(tail, kind="stable")
    count = np.bincount(tail, minlength=graph.node_count)
    start = np.cumsum(count) - count
    plain = start[count == 2]
    pairs = np.stack([order[plain], order[plain + 1]], axis=1)
    out[_turned(pairs, many)] = pairs[:, ::-1]
    leaving = order[np.repeat(count > 2, count)]
    rays = dict(zip(leaving.tolist(), _rays(graph, leaving, out), strict=True))
    structure, forks = graph.structure.tolist(), []
    for edges in np.split(leaving, np.cumsum(count[count > 2]))[:-1]:
        owned: dict[int, list[int]] = {}
        for each in edges.tolist():
            owned.setdefault(structure[each % many], []).append(each)
        forks += [_straightest(rays, own) for own in owned.values() if len(own) > 1]
    pairs = np.array(forks, np.intp).reshape(-1, 2)
    out[_turned(pairs, many)] = pairs[:, ::-1]
    return out


def _turned(edges: Ints, many: int) -> Ints:
    """The directed edges the other way."""
    back: Ints = (edges + many) % (2 * many)
    return back


_Ray = tuple[list[float], float]
"""Unit direction of a directed edge, and the mean radius along it."""


def _straightest(rays: dict[int, _Ray], edges: list[int]) -> tuple[int, int]:
    """The two of some edges that leave a node which make one vessel: straightest, thick ones preferred."""
    if len(edges) == 2:
        return edges[0], edges[1]
    # In plain numbers: numpy is slow on so few.
    most = max(rays[each][1] for each in edges)

    def score(pair: tuple[int, int]) -> float:
        (one, radius), (other, second) = (rays[each] for each in pair)
        return 1.5 * min(radius, second) / most - sum(map(mul, one, other))

    return max(combinations(edges, 2), key=score)


def _rays(graph: VesselGraph, first: Ints, onward: Ints) -> list[_Ray]:
    """Each of some directed edges over the next few, as far as no other vessel meets there."""
    tail, head = np.concatenate([graph.edges, graph.edges[:, ::-1]]).T
    edge, end = first, head[first]
    total, count = graph.radius[end], np.ones(len(first))
    for _ in range(_LOOK_AHEAD - 1):
        is_on = onward[edge] >= 0
        edge = np.where(is_on, onward[edge], edge)
        end = head[edge]
        total, count = total + is_on * graph.radius[end], count + is_on
    way = graph.xyz[end] - graph.xyz[tail[first]]
    way = way / np.maximum(sizes(way), 1e-9)[:, None]
    return list(zip(way.tolist(), (total / count).tolist(), strict=True))
