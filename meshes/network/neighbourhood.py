"""Which vessels of very different calibre come close to each other without being joined nearby."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.proximity import among, close_between, hop_keys, keys_with_hops

LIMITS_MM = (1.6, 3.2, 6.4, 13.0)
"""Upper bounds of the classes of calibre: a wide vessel reaches farther than a thin one, so that each class
is compared with the thinner ones by itself."""

_HOPS_A_MM = 2.4
"""Edges along the vessels, for each mm of radius, within which two nodes count as joined."""


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """The nodes by class of calibre, and which nodes are joined to them by a short way along the vessels.

    Parameters
    ----------
    classes : tuple of (ints, ints)
        Nodes of one class, and the sorted keys of the pairs that are neighbours; see `hop_keys`.
    asked : (N,) bool array
        Pairs without one of these nodes are left out.
    """

    classes: tuple[tuple[Ints, Ints], ...]
    asked: Mask

    @classmethod
    def of(
        cls, graph: VesselGraph, asked: Mask | None = None, hops: int = 8, radii: float = np.inf
    ) -> Neighbourhood:
        """The neighbourhood in a graph; thin vessels are joined within `hops` edges at most, and within no
        more than `radii` for each mm of both their radii, or one less in all; wide ones farther.
        """
        wanted = np.ones(graph.node_count, bool) if asked is None else asked
        low, classes = 0.0, []
        for place, high in enumerate(LIMITS_MM):
            own = (graph.radius > low) & ((graph.radius <= high) | (place == len(LIMITS_MM) - 1))
            nodes = np.flatnonzero(own if low else own & wanted)
            if place == 0:
                classes.append((nodes, _joined(graph, nodes, hops, radii)))
            else:
                reach = max(hops, round(_HOPS_A_MM * high))
                classes.append((nodes, hop_keys(graph.edges, graph.node_count, reach, nodes)))
            low = high
        return cls(tuple(classes), wanted)

    def strangers(self, xyz: Floats, radius: Floats, slack_mm: float = 0.0) -> Ints:
        """Pairs (thicker, thinner) not joined nearby, their walls less than a slack apart, (K, 2) nodes."""
        found = [np.zeros((0, 2), np.int32)]
        for place, (nodes, keys) in enumerate(self.classes):
            for low, high in zip((0.0, *LIMITS_MM), LIMITS_MM[: place + 1], strict=False):
                others = np.flatnonzero((radius > low) & (radius <= high))
                pairs, distance = close_between(xyz, nodes, others, LIMITS_MM[place] + high + slack_mm)
                one, other = pairs.T
                near = distance < radius[one] + radius[other] + slack_mm
                pairs = pairs[near & (self.asked[one] | self.asked[other])]
                found.append(pairs[~among(keys, len(radius), pairs)])
        return np.concatenate(found)


def _joined(graph: VesselGraph, nodes: Ints, hops: int, radii: float) -> Ints:
    """Keys of the pairs of thin vessels that are joined nearby.

    Where two part they run into each other for some radii, the farther the smaller the angle between them.
    """
    keys, apart = keys_with_hops(graph.edges, graph.node_count, hops, nodes)
    one, other = keys // graph.node_count, keys % graph.node_count
    return keys[apart <= np.maximum(radii * (graph.radius[one] + graph.radius[other]), radii - 1.0)]
