"""Nodes of unrelated vessels that lie close to each other, kept up as they move."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.network.graph import Floats, Ints, VesselGraph
from meshes.network.proximity import among, close_pairs, hop_keys

_HOPS = 6
_SLACK_MM = 1.0
_MANY = 200
"""Nodes that are looked up one by one; more are looked up together."""


@dataclass(frozen=True, eq=False)
class Strangers:
    """Pairs of nodes more than a few edges apart whose vessels touch or may soon do so.

    Who is joined to whom is found out once, and who lies near whom only when some node has moved farther than
    the pairs were looked for ahead.

    Parameters
    ----------
    pairs : (K, 2) int array
        The pairs, lower index first.
    seen : (N, 3) array
        Where the nodes stood when these were found, mm.
    radius : (N,) array
        Radii, mm.
    apart_mm : float
        Space wanted between two walls.
    joined : (J,) int array
        Keys of the pairs that are related; see `hop_keys`.
    """

    pairs: Ints
    seen: Floats
    radius: Floats
    apart_mm: float
    joined: Ints

    @classmethod
    def of(cls, graph: VesselGraph, apart_mm: float) -> Strangers:
        """The strangers of a graph as it is."""
        joined = hop_keys(graph.edges, graph.node_count, _HOPS)
        return _found(graph.xyz, graph.radius, apart_mm, joined)

    def renewed(self, xyz: Floats) -> Strangers:
        """The strangers once the nodes have moved to `xyz`."""
        movers = np.flatnonzero(((xyz - self.seen) ** 2).sum(axis=1) > (_SLACK_MM / 2) ** 2)
        if len(movers) > _MANY:
            return _found(xyz, self.radius, self.apart_mm, self.joined)
        return self._met_anew(xyz, movers) if len(movers) else self

    def _met_anew(self, xyz: Floats, movers: Ints) -> Strangers:
        """The same with the pairs of a few nodes found out anew, against every node as it was last seen."""
        seen = self.seen.copy()
        seen[movers] = xyz[movers]
        reach = self.radius + self.apart_mm + _SLACK_MM
        met = [_within(seen, node, reach + self.radius[node]) for node in movers.tolist()]
        first = np.repeat(movers, [len(each) for each in met])
        numbers = np.unique(np.sort(np.stack([first, np.concatenate(met)], axis=1), axis=1), axis=0)
        numbers = numbers[~among(self.joined, len(seen), numbers)]
        has_moved = np.zeros(len(seen), bool)
        has_moved[movers] = True
        kept = self.pairs[~has_moved[self.pairs].any(axis=1)]
        return replace(self, pairs=np.concatenate([kept, numbers]), seen=seen)


def _within(points: Floats, node: int, reach: Floats) -> Ints:
    """The points nearer to one of them than their own reach; one is not near itself."""
    square = ((points - points[node]) ** 2).sum(axis=1)
    square[node] = np.inf
    return np.flatnonzero(square < reach * reach)


def _found(xyz: Floats, radius: Floats, apart_mm: float, joined: Ints) -> Strangers:
    reach = apart_mm + _SLACK_MM
    # Two of the widest sinuses never meet: reaching from one of them to a usual vein is enough.
    widest = float(radius.max(initial=0.0) + np.percentile(radius, 99.0)) if len(radius) else 0.0
    pairs, distance = close_pairs(xyz, widest + reach)
    pairs = pairs[distance < radius[pairs].sum(axis=1) + reach]
    pairs = pairs[~among(joined, len(radius), pairs)]
    return Strangers(pairs, xyz, radius, apart_mm, joined)
