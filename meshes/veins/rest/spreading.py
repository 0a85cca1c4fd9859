"""Eyes of the internal plexus held open: the vessels round each keep off those across from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.network.cycles import shortest_cycles, turning
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.morphometry import edge_length

MOST_MM = 45.0
"""Longest way round an eye; what is longer, as the rings round the dura, has room enough."""
_OPEN_MM = 0.36
"""Space wanted between the walls of vessels across from each other."""
_ROUND = 0.66
"""How wide an eye is wanted at most, as a share of a round one as long about."""
_BULGE = 1.25
"""How much wider than its vessels and the space between them: then it is open over some length."""
_SLIMMEST, _LEAST_MM = 0.5, 0.27
"""Radius to which a vessel is slimmed at most for the sake of an eye, as a share and in mm."""
_MIDDLE = 0.34
"""From which part of the way round on two places lie across the middle of an eye: there calibres give way."""


@dataclass(frozen=True, eq=False)
class Across:
    """Pairs of nodes across an eye from each other.

    Parameters
    ----------
    pairs : (K, 2) int array
        The pairs.
    girth : (K,) array
        Diameter of a round eye as long about as theirs, mm.
    wave : (K,) array
        How wide the eye is where they lie, as a share of its middle: nothing at its forks.
    middle : (K,) bool array
        Which of them lie half-way round from each other.
    least : (N,) array
        Radius to which each node may be slimmed to open an eye, mm.
    """

    pairs: Ints
    girth: Floats
    wave: Floats
    middle: Mask
    least: Floats

    @classmethod
    def of(cls, graph: VesselGraph, asked: Mask) -> Across:
        """The pairs of the eyes that some edges (E,) of a graph make."""
        nodes, net = np.unique(graph.edges[asked]), graph.restricted(asked)
        length = edge_length(net)
        pairs, middle = [np.zeros((0, 2), np.intp)], [np.zeros(0, bool)]
        girth, wave = [np.zeros(0)], [np.zeros(0)]
        for cycle in shortest_cycles(net, MOST_MM):
            at = np.cumsum(length[cycle]) - length[cycle]
            total = float(length[cycle].sum())
            a, b = np.triu_indices(len(cycle), 2)
            part = np.abs(at[b] - at[a]) / total
            part = np.minimum(part, 1.0 - part)
            loop = nodes[turning(net, cycle)]
            pairs.append(np.stack([loop[a], loop[b]], axis=1))
            girth.append(np.full(len(a), total / np.pi))
            wave.append(np.sin(np.pi * part))
            middle.append(part > _MIDDLE)
        least = np.maximum(_SLIMMEST * graph.radius, _LEAST_MM)
        return cls(
            np.concatenate(pairs), np.concatenate(girth), np.concatenate(wave), np.concatenate(middle), least
        )

    def apart_mm(self, radius: Floats) -> Floats:
        """Space wanted between the walls of each pair, (K,); below 0 where they may lie in each other."""
        both = radius[self.pairs].sum(axis=1)
        wide = np.minimum(_ROUND * self.girth, _BULGE * (both + _OPEN_MM))
        gap: Floats = np.minimum(_OPEN_MM, self.wave * wide - both)
        return gap
