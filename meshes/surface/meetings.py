"""What follows at the ends of a structure's vessels: one that goes on, or the wall of one that passes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from meshes.network.graph import Floats, Ints, Mask, VesselGraph

_TANGENT_REACH = 0.7
"""How far along the next vessel the direction of a cut is taken from, in radii."""
_LOOK_AHEAD = 3
"""Edges over which a direction at a junction is taken: one alone follows every wobble of the line."""
_CALIBRE = 1.5
"""What an equal calibre counts for, beside the cosine of the bend, where two vessels become one."""


@dataclass(frozen=True, eq=False)
class Meeting:
    """What stands at the end of a vessel.

    Parameters
    ----------
    names : tuple of str
        Ids of the structures that go on there.
    xyz : (K, 3) array
        The next nodes of the one it goes on in, end to end; none where it opens into the wall of others.
    radius : (K,) array
        Their radii, mm.
    stem_mm : float
        Radius there.
    """

    names: tuple[str, ...]
    xyz: Floats
    radius: Floats
    stem_mm: float

    @property
    def is_end_to_end(self) -> bool:
        """Whether it goes on in one other."""
        return len(self.xyz) > 0


def meetings(graph: VesselGraph, own: Mask) -> dict[int, Meeting]:
    """What follows at each node where one marked edge ends and others are; nodes as in ``restricted(own)``.

    A vessel that ends where another passes opens into its wall. Of those that all end at one place the two
    that make the straightest and widest way become one, end to end; the others open into that. Both of the
    two find each other, for nothing here depends on which of them asks.
    """
    nodes = np.unique(graph.edges[own])
    touching = np.unique(graph.edges_at(nodes))
    arms: dict[int, list[int]] = {}
    for edge in touching.tolist():
        for node in graph.edges[edge].tolist():
            arms.setdefault(node, []).append(edge)
    strangers = np.unique(graph.edges[touching[~own[touching]]])
    place = {int(node): number for number, node in enumerate(nodes.tolist())}
    return {
        place[node]: _meeting(graph, node, [edge for edge in arms[node] if own[edge]], arms[node])
        for node in strangers.tolist()
        if node in place and sum(bool(own[edge]) for edge in arms[node]) == 1
    }


def _meeting(graph: VesselGraph, node: int, own: list[int], all_edges: list[int]) -> Meeting:
    owners = graph.structure[all_edges].tolist()
    passing = sorted({owner for owner in owners if owners.count(owner) > 1})
    others = [edge for edge in all_edges if edge not in own]
    stem = float(graph.radius[node])
    if not passing:
        a, b = _straightest(graph, node, all_edges) if len(all_edges) > 2 else all_edges
        if own[0] in (a, b):
            run = _run(graph, node, b if own[0] == a else a, _TANGENT_REACH * stem)
            names = tuple(sorted(graph.ids[graph.structure[edge]] for edge in others))
            return Meeting(names, graph.xyz[run], graph.radius[run], stem)
        passing = sorted(graph.structure[[a, b]].tolist())
    names = tuple(graph.ids[owner] for owner in passing)
    return Meeting(names, np.zeros((0, 3)), np.zeros(0), stem)


def _straightest(graph: VesselGraph, node: int, edges: list[int]) -> tuple[int, int]:
    ways = []
    for edge in edges:
        run = _run(graph, node, edge, np.inf, _LOOK_AHEAD)
        way = graph.xyz[run[-1]] - graph.xyz[node]
        ways.append((way / max(float(np.linalg.norm(way)), 1e-9), float(graph.radius[run].mean())))
    widest = max(radius for _, radius in ways)

    def score(pair: tuple[int, int]) -> float:
        (one, radius), (other, second) = (ways[each] for each in pair)
        return _CALIBRE * min(radius, second) / widest - float(one @ other)

    a, b = max(combinations(range(len(edges)), 2), key=score)
    return edges[a], edges[b]


def _run(graph: VesselGraph, node: int, edge: int, reach_mm: float, most: int = 1000) -> Ints:
    """The next nodes along an edge and those after it, as far as asked for or to where its vessel parts."""
    run: list[int] = []
    gone = 0.0
    while True:
        after = int(graph.edges[edge].sum()) - node
        gone += float(np.linalg.norm(graph.xyz[after] - graph.xyz[node]))
        run.append(after)
        onward = graph.edges_at(np.array([after]))
        onward = onward[(onward != edge) & (graph.structure[onward] == graph.structure[edge])]
        if gone >= reach_mm or len(run) >= most or len(onward) != 1:
            return np.array(run)
        node, edge = after, int(onward[0])


@dataclass(frozen=True, eq=False)
class Wall:
    """The wall of some vessels near a place: round cones along their edges.

    Parameters
    ----------
    begins, ways : (K, 3) arrays
        Where each edge begins and the way along it, mm.
    radii, swellings : (K,) arrays
        Radius where it begins and how much more it is where it ends, mm.
    """

    begins: Floats
    ways: Floats
    radii: Floats
    swellings: Floats

    def gap(self, points: Floats) -> Floats:
        """How far points (N, 3) lie outside, (N,) mm; negative inside."""
        square = np.maximum((self.ways * self.ways).sum(axis=1), 1e-18)
        # Squared distances by their parts: an array of every point by every edge by axis would take longer.
        begins = self.begins - self.begins[0]
        rel = points - self.begins[0]
        along = rel @ self.ways.T - (begins * self.ways).sum(axis=1)
        t = np.clip(along / square, 0.0, 1.0)
        off = (rel * rel).sum(axis=1)[:, None] - 2.0 * (rel @ begins.T) + (begins * begins).sum(axis=1)
        off -= t * (2.0 * along - t * square)
        gaps = np.sqrt(np.maximum(off, 0.0)) - self.radii - t * self.swellings
        return np.asarray(gaps.min(axis=1), float)


def walls(graph: VesselGraph, names: tuple[str, ...]) -> Wall:
    """All of the wall of some structures."""
    numbers = [graph.ids.index(name) for name in names]
    a, b = graph.edges[np.isin(graph.structure, numbers)].T
    return Wall(graph.xyz[a], graph.xyz[b] - graph.xyz[a], graph.radius[a], graph.radius[b] - graph.radius[a])


def near(wall: Wall, place: Floats, reach_mm: float) -> Wall:
    """The part of a wall that may come within reach of a place."""
    middle = wall.begins + 0.5 * wall.ways - place
    far = np.sqrt((middle * middle).sum(axis=1)) - 0.5 * np.sqrt((wall.ways * wall.ways).sum(axis=1))
    kept = far < reach_mm
    return Wall(wall.begins[kept], wall.ways[kept], wall.radii[kept], wall.swellings[kept])
