"""Vessels caught beside others, with no room on that side: other sides to which they may be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.crossing import Crossings, crossings
from meshes.network.graph import Floats, Ints, Mask, VesselGraph

_STUCK_MM = 0.03
"""How deep two vessels lie in each other at least to be taken for caught."""
_HOPS = 5
"""Edges along a vessel over which a leap fades."""
_APART_MM = 0.06
"""Space between both walls beyond the leap."""
_TURNS_DEG = (180.0, 90.0, -90.0)
"""The sides tried, round the other vessel: the opposite one first."""


@dataclass(frozen=True, eq=False)
class Leap:
    """One vessel taken from one side of another to several, of which the best is to be chosen.

    Parameters
    ----------
    nodes : (M,) int array
        The nodes that go.
    fading : (M,) array
        Shares of the way that they go: the farther along the vessel from where it is caught, the less.
    ways : (K, 3) array
        The way to each side, mm.
    """

    nodes: Ints
    fading: Floats
    ways: Floats

    def starts(self, xyz: Floats) -> Iterator[Floats]:
        """The nodes of the whole graph, (N, 3), with the vessel on each of the other sides."""
        for each in self.ways:
            out = np.array(xyz)
            out[self.nodes] += self.fading[:, None] * each
            yield out


def leaps(graph: VesselGraph, free: Mask) -> list[Leap]:
    """A leap for each place where two vessels run through each other, the deepest first.

    The thinner one goes, or the other where a node of the thinner is not free, (N,); where neither is, none.
    """
    found = crossings(graph, -_STUCK_MM, np.asarray(free[graph.edges].any(axis=1)))
    out: list[Leap] = []
    told = np.zeros(graph.node_count, bool)
    for row in np.argsort(-found.lack_mm, kind="stable").tolist():
        ends = graph.edges[found.edges[row]]
        if told[ends].any():
            continue
        told |= _hops(graph, ends.ravel(), np.ones(len(told), bool)) <= _HOPS
        leap = _leap(graph, found, row, free)
        if leap is not None:
            out.append(leap)
    return out


def _leap(graph: VesselGraph, found: Crossings, row: int, free: Mask) -> Leap | None:
    ends, share = graph.edges[found.edges[row]], found.share[row]
    here = np.stack([1.0 - share, share], axis=1)
    places = (here[..., None] * graph.xyz[ends]).sum(axis=1)
    thick = (here * graph.radius[ends]).sum(axis=1)
    goes = next((each for each in np.argsort(thick).tolist() if free[ends[each]].all()), None)
    if goes is None:
        return None
    stays = 1 - goes
    between = places[goes] - places[stays]
    along = graph.xyz[ends[stays, 1]] - graph.xyz[ends[stays, 0]]
    sides = _sides(between, along, float(thick.sum()) + _APART_MM)
    hops = _hops(graph, ends[goes], free)
    nodes = np.flatnonzero(hops <= _HOPS)
    fading = 0.5 + 0.5 * np.cos(np.pi * hops[nodes] / (_HOPS + 1))
    return Leap(nodes, fading, sides - between)


def _sides(between: Vector, along: Vector, reach: float) -> Floats:
    """From the middle of a vessel to places so far from it on other sides than where one lies, (K, 3)."""
    axis = along / max(float(np.linalg.norm(along)), 1e-9)
    out = between - (between @ axis) * axis
    out *= reach / max(float(np.linalg.norm(out)), 1e-9)
    turn = np.radians(_TURNS_DEG)[:, None]
    sides: Floats = np.cos(turn) * out + np.sin(turn) * np.cross(axis, out)
    return sides


def _hops(graph: VesselGraph, start: Ints, free: Mask) -> Ints:
    """How many edges each node lies from some along free nodes, (N,); more than asked for where farther."""
    out = np.full(graph.node_count, _HOPS + 1)
    out[start] = 0
    both = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    for hop in range(1, _HOPS + 1):
        new = both[out[both[:, 0]] == hop - 1, 1]
        new = new[free[new] & (out[new] > hop)]
        out[new] = hop
    return out
