"""Nodes of unrelated vessels that lie close to each other, kept up as they move."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.geometry.rows import dots
from meshes.network.graph import Floats, Ints, VesselGraph
from meshes.network.proximity import among, close_walls, hop_keys

_HOPS = 6
_SLACK_MM = 1.0
_USUAL = 2.2
"""Calibre that hardly a vein goes beyond, in medians, which are the same in every stretch of a column."""


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
        pairs = _found(graph.xyz, graph.radius, apart_mm, joined)
        return cls(pairs, graph.xyz, graph.radius, apart_mm, joined)

    def renewed(self, xyz: Floats) -> Strangers:
        """The strangers once the nodes have moved to `xyz`: pairs of those that went far are found anew."""
        way = xyz - self.seen
        has_moved = dots(way, way) > (_SLACK_MM / 2) ** 2
        if not has_moved.any():
            return self
        seen = np.where(has_moved[:, None], xyz, self.seen)
        found = _found(seen, self.radius, self.apart_mm, self.joined, np.flatnonzero(has_moved))
        kept = self.pairs[~(has_moved[self.pairs[:, 0]] | has_moved[self.pairs[:, 1]])]
        return replace(self, pairs=np.concatenate([kept, found]), seen=seen)


def _found(xyz: Floats, radius: Floats, apart_mm: float, joined: Ints, some: Ints | None = None) -> Ints:
    """Pairs of unrelated nodes whose walls touch or may soon do so, of some nodes or of all."""
    pairs = close_walls(xyz, radius, apart_mm + _SLACK_MM, some)
    # Two wide places a few nodes apart are of one sinus: only from a usual vein has a wide one to keep off.
    usual = float(radius.max(initial=0.0) + _USUAL * np.median(radius)) if len(radius) else 0.0
    way = xyz[pairs[:, 0]] - xyz[pairs[:, 1]]
    pairs = pairs[dots(way, way) < (usual + apart_mm + _SLACK_MM) ** 2]
    return pairs[~among(joined, len(radius), pairs)]
