"""What vessels at rest are not pushed into: bone, the dural sac, the wall of the canal, roots of nerves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.veins.rest.beside_ligament import INTO_MM, NOWHERE, BesideLigament
from meshes.veins.surroundings.canal import SAC_GAP_MM, wall_gap
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import NO_RIBS, Ribs
from meshes.veins.surroundings.roots import CLEAR_MM as ROOT_CLEAR_MM
from meshes.veins.surroundings.roots import NO_ROOTS, Roots

STEP_MM = 0.3
"""How far a node is pushed, or led back, at once at most."""
_CLEAR_MM = 0.25
"""Space before bone below which no push may lead a wall, if it lay farther off before."""
_ROOTS_MM = 3.0
"""How near to a root a node has to lie to be kept off it, radius included."""
_RIBS_MM = 6.0
"""How near to a rib a node has to lie to be kept off it, radius included."""
_MOST_MM = 3.0
"""How far no node is pushed in all."""
_NONE: Ints = np.zeros((0, 2), np.intp)


@dataclass(frozen=True, eq=False)
class Bound:
    """Something that some places may come no nearer to than they were, unless they keep their space.

    Parameters
    ----------
    asks : callable
        Distance from it and the way away from it, of points.
    ends : (K, 2) int array
        The nodes half-way between which the places lie; twice the same one for a node itself.
    least : (K,) array
        How near each may come, mm.
    """

    asks: Callable[[Floats], tuple[Floats, Floats]]
    ends: Ints
    least: Floats

    @classmethod
    def of(
        cls, asks: Callable[[Floats], tuple[Floats, Floats]], ends: Ints, graph: VesselGraph, gap_mm: float
    ) -> Bound:
        """The bound as the nodes lie."""
        here = asks(_middles(graph.xyz, ends))[0] if len(ends) else np.zeros(0)
        return cls(asks, ends, np.minimum(here, graph.radius[ends].mean(axis=1) + gap_mm))

    def beyond_mm(self, xyz: Floats) -> float:
        """How far beyond it the worst of the places lies, mm; 0 where all keep it."""
        if not len(self.ends):
            return 0.0
        return max(0.0, float((self.least - self.asks(_middles(xyz, self.ends))[0]).max()))

    def kept(self, xyz: Floats) -> Floats:
        """The nodes led back until they keep it."""
        if not len(self.ends):
            return xyz
        far, away = self.asks(_middles(xyz, self.ends))
        lack = self.least - far
        some = np.flatnonzero(lack > 0.0)
        size = np.minimum(lack[some], STEP_MM)
        nodes = self.ends[some].T.ravel()
        # Of several places of one node the one that lacks most counts most.
        weight = np.bincount(nodes, np.tile(size, 2), len(xyz))[:, None]
        sums = [np.bincount(nodes, np.tile(column, 2), len(xyz)) for column in (size**2 * away[some].T)]
        moved: Floats = xyz + np.stack(sums, axis=1) / np.maximum(weight, 1e-9)
        return moved


@dataclass(frozen=True, eq=False)
class Confines:
    """What no push leads vessels at rest into.

    Parameters
    ----------
    ground : Ground
        Bones and discs.
    space : EpiduralSpace
        Where the internal plexus stays.
    inner : (N,) bool array
        The nodes of the internal plexus.
    roots : Roots
        Roots of nerves.
    beside : BesideLigament
        The columns that stay beside the posterior longitudinal ligament.
    ribs : Ribs
        Ribs, kept off as bones are.
    """

    ground: Ground
    space: EpiduralSpace
    inner: Mask
    roots: Roots = NO_ROOTS
    beside: BesideLigament = NOWHERE
    ribs: Ribs = NO_RIBS

    def bounds(self, graph: VesselGraph, some: Ints, pieces: Ints = _NONE) -> list[Bound]:
        """All bounds of some nodes, by number; roots are kept off the middles of some pieces, (P, 2), too."""
        own = np.stack([some, some], axis=1)
        inside, passing = own[self.inner[some]], np.concatenate([own, pieces])
        places = _middles(graph.xyz, passing)
        rows = self.ground.near(graph.xyz[some], _MOST_MM)
        columns = self.beside.among(some)
        by_ribs = own[self.ribs.about(graph.xyz[some], np.ones(len(some), bool), _RIBS_MM).nodes]
        about = self.ribs.about(graph.xyz[by_ribs[:, 0]], np.ones(len(by_ribs), bool), _RIBS_MM)
        near = self.roots.about(places, np.ones(len(places), bool), _ROOTS_MM).nearest(places)
        return [
            Bound.of(lambda p: self.ground.with_slope(p, rows), own, graph, _CLEAR_MM),
            Bound.of(about.room, by_ribs, graph, _CLEAR_MM),
            Bound.of(self.space.sac.with_slope, inside, graph, SAC_GAP_MM),
            Bound.of(lambda p: _from_wall(self.space, p), inside, graph, 0.0),
            Bound.of(near.told, passing[near.nodes], graph, ROOT_CLEAR_MM),
            Bound.of(columns.with_slope, np.stack([columns.nodes, columns.nodes], axis=1), graph, -INTO_MM),
        ]


def _middles(xyz: Floats, ends: Ints) -> Floats:
    middles: Floats = 0.5 * (xyz[ends[:, 0]] + xyz[ends[:, 1]])
    return middles


def _from_wall(space: EpiduralSpace, points: Floats) -> tuple[Floats, Floats]:
    """Distance of points in the canal from its wall, and the way inwards."""
    gap, slope = wall_gap(space.canal, points)
    return -gap, -slope
