"""Vessels that lie too close to each other: what room they lack, and how they are pushed apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.rows import sizes
from meshes.network.graph import Floats, Ints, Mask, VesselGraph

TOGETHER = 1.5
"""Of several pushes on one node the mean counts, so many times: one alone should not be lost among them."""

_EVEN = 0.3
"""How much of its neighbours' way a node goes each round."""


@dataclass(frozen=True, eq=False)
class Along:
    """How a push on some nodes of a graph spreads along their vessels.

    Parameters
    ----------
    some : (K,) int array
        The nodes.
    here, there : (M,) int arrays
        Each of them with each of its neighbours.
    many : (K, 1) array
        Number of neighbours of each.
    """

    some: Ints
    here: Ints
    there: Ints
    many: Ints

    @classmethod
    def of(cls, graph: VesselGraph, some: Ints) -> Along:
        """Along the vessels of a graph."""
        ends = np.concatenate([graph.edges, graph.edges[:, ::-1]])
        here, there = ends[np.isin(ends[:, 0], some)].T
        many = np.maximum(np.bincount(here, minlength=graph.node_count), 1)
        return cls(some, here, there, many[some, None])

    def even(self, way: Floats) -> None:
        """Draw the way that each of them has gone, (N, 3), towards that of its neighbours, in place."""
        sums = [np.bincount(self.here, column[self.there], len(way))[self.some] for column in way.T]
        way[self.some] += _EVEN * (np.stack(sums, axis=1) / self.many - way[self.some])


def lacking(xyz: Floats, radius: Floats, pairs: Ints, apart_mm: Floats | float) -> Floats:
    """What each pair of nodes lacks of the space wanted between their walls, (K,) mm; below 0 where none."""
    one, other = pairs.T
    between = xyz.take(one, axis=0) - xyz.take(other, axis=0)
    lack: Floats = radius.take(one) + radius.take(other) + apart_mm - sizes(between)
    return lack


def yielding(radius: Floats, pairs: Ints, movable: Mask) -> Floats:
    """The share that each of two nodes gives way, (K, 2): the thinner more, one that may not move nothing."""
    share = radius[pairs[:, ::-1]] * movable[pairs]
    shares: Floats = share / share.sum(axis=1, keepdims=True)
    return shares


def pushed(xyz: Floats, pairs: Ints, give_mm: Floats) -> Floats:
    """The nodes of pairs moved off each other, each of the two by what it gives, (K, 2) mm."""
    away = xyz[pairs[:, 0]] - xyz[pairs[:, 1]]
    away /= np.maximum(sizes(away), 1e-6)[:, None]
    nodes = pairs.T.ravel()
    pushes = np.concatenate([give_mm[:, :1] * away, -give_mm[:, 1:] * away])
    sums = [np.bincount(nodes, column, len(xyz)) for column in pushes.T]
    count = np.maximum(np.bincount(nodes, minlength=len(xyz)), 1)
    moved: Floats = xyz + TOGETHER * np.stack(sums, axis=1) / count[:, None]
    return moved
