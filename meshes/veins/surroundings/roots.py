"""The roots of the spinal nerves as veins see them: cones end to end along their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.rows import dots, extent, least_of_runs, sizes
from meshes.network.graph import Floats, Ints, Mask
from meshes.network.pulls import Links

CLEAR_MM = 0.15
"""Least space between the wall of a vein and a root or ganglion."""

_MOST_MM = 0.8
"""How far a node is moved at once."""

_SPREAD, _LEAP_MM = 4, 1.5
"""Over how many nodes the side is sought on which a vein passes a root, and how far it is moved at once."""

_MIRROR = np.array([-1.0, 1.0, 1.0])

Barred = Callable[[Floats, Ints], Mask]
"""Whether places (N, 3) are such as nodes (N,) may not lie in."""


def nothing_barred(places: Floats, nodes: Ints) -> Mask:
    """Every node may lie everywhere."""
    return np.zeros(len(places), bool)


class Told(NamedTuple):
    """How far (N,) points lie from the nearest root, and the unit way off its middle line, (N, 3)."""

    distance: Floats
    away: Floats


@dataclass(frozen=True, eq=False)
class Roots:
    """Cones that stand for roots and their ganglia.

    Parameters
    ----------
    ends : (C, 2, 3) array
        Where the middle line of each begins and ends, in the world, mm.
    radii : (C, 2) array
        Its radius there, mm.
    first : (R + 1,) int array
        The first cone of each root, and at last how many there are.
    """

    ends: Floats
    radii: Floats
    first: Ints

    @classmethod
    def of(cls, lefts: Iterable[tuple[Vector, Vector]]) -> Roots:
        """Both sides of left roots: line (N, 3) and radii (N,) of each."""
        sides = [(path * side, radius) for path, radius in lefts for side in (1.0, _MIRROR)]
        ends = [np.stack([path[:-1], path[1:]], axis=1) for path, _ in sides]
        radii = [np.stack([radius[:-1], radius[1:]], axis=1) for _, radius in sides]
        first = np.cumsum([0, *(len(each) for each in ends)])
        return cls(
            np.concatenate([np.zeros((0, 2, 3)), *ends]), np.concatenate([np.zeros((0, 2)), *radii]), first
        )

    def about(self, xyz: Floats, asked: Mask | None, reach_mm: float) -> RootsAbout:
        """Those nearer than a reach to the asked nodes, or to all."""
        nodes = np.arange(len(xyz)) if asked is None else np.flatnonzero(asked)
        nodes = nodes[np.argsort(xyz[nodes, 2], kind="stable")]
        height = xyz[nodes, 2]
        owners, cones = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
        middle = self.ends.mean(axis=1)
        reach = sizes(self.ends[:, 1] - middle) + self.radii.max(axis=1, initial=0.0) + reach_mm
        for begin, end in zip(self.first[:-1].tolist(), self.first[1:].tolist(), strict=True):
            own, far = middle[begin:end], reach[begin:end]
            low, high = extent(own)
            low, high = low - far.max(), high + far.max()
            here = nodes[slice(*np.searchsorted(height, (low[2], high[2])))]
            here = here[((xyz[here, :2] > low[:2]) & (xyz[here, :2] < high[:2])).all(axis=1)]
            way = xyz[here][:, None] - own
            row, cone = np.nonzero(np.einsum("nci,nci->nc", way, way) < far * far)
            owners.append(here[row])
            cones.append(begin + cone)
        owner, cone = np.concatenate(owners), np.concatenate(cones)
        order = np.argsort(owner, kind="stable")
        found, starts = np.unique(owner[order], return_index=True)
        return RootsAbout(self, found, starts, cone[order], owner[order])

    def told(self, points: Floats, reach_mm: float) -> Told:
        """Distance and way off of (N, 3) points; infinite where no root is nearer than a reach."""
        near = self.about(points, None, reach_mm).nearest(points)
        distance, away = np.full(len(points), np.inf), np.zeros(points.shape)
        distance[near.nodes], away[near.nodes] = near.told(points[near.nodes])
        return Told(distance, away)


@dataclass(frozen=True, eq=False)
class RootsAbout:
    """Nodes of a graph with the cones that are near to each.

    Parameters
    ----------
    roots : Roots
        All cones.
    nodes : (N,) int array
        The nodes.
    starts : (N,) int array
        Where the pairs of each begin.
    cones, owners : (P,) int arrays
        The pairs: cones, and the nodes they are near to.
    """

    roots: Roots
    nodes: Ints
    starts: Ints
    cones: Ints
    owners: Ints

    def nearest(self, xyz: Floats) -> NearestRoots:
        """The cone that each node is nearest to."""
        if not len(self.nodes):
            return NearestRoots(self.roots, self.nodes, self.cones)
        gap, _ = _off(self.roots, self.cones, xyz[self.owners])
        return NearestRoots(self.roots, self.nodes, self.cones[least_of_runs(gap, self.starts)])


@dataclass(frozen=True, eq=False)
class NearestRoots:
    """Nodes of a graph with the cone that each is to be kept off: the nearest when that was last asked.

    Parameters
    ----------
    roots : Roots
        All cones.
    nodes, cones : (N,) int arrays
        The nodes, and the cone of each.
    """

    roots: Roots
    nodes: Ints
    cones: Ints

    def told(self, points: Floats) -> Told:
        """Distance and way off of these nodes (N,) if they lie at some points (N, 3)."""
        gap, off = _off(self.roots, self.cones, points)
        return Told(gap, off / np.maximum(sizes(off), 1e-9)[:, None])

    def among(self, some: Ints) -> NearestRoots:
        """Those of some nodes."""
        kept = np.isin(self.nodes, some)
        return NearestRoots(self.roots, self.nodes[kept], self.cones[kept])

    def kept_off(self, xyz: Floats, radius: Floats) -> Floats:
        """The (M, 3) nodes of the whole graph with these moved off roots."""
        return xyz + self.steps_off(xyz, radius)

    def steps_off(self, xyz: Floats, radius: Floats) -> Floats:
        """The steps (M, 3) by which these nodes of the whole graph get off roots, 0 for all others."""
        steps = np.zeros(xyz.shape)
        room, away = self.told(xyz[self.nodes])
        lack = radius[self.nodes] + CLEAR_MM - room
        steps[self.nodes] = np.clip(lack, 0.0, _MOST_MM)[:, None] * away
        return steps

    def led_round(
        self, xyz: Floats, radius: Floats, links: Links, is_barred: Barred = nothing_barred
    ) -> Floats:
        """The (M, 3) nodes with those led round whose vein runs through a root.

        Such a vein would be pushed to one side before the root and to the other behind it. All of its nodes
        inside go to the side that the ways off tell in the mean, across the vein, and where `is_barred` says
        of the places there (N, 3) that these nodes (N,) may not lie in them to the other side.
        """
        gap, off = _off(self.roots, self.cones, xyz[self.nodes])
        deep = np.flatnonzero(gap < 0.0)
        if not len(deep):
            return xyz
        side, along = np.zeros(xyz.shape), np.zeros(xyz.shape)
        side[self.nodes] = off
        along[links.middle] = xyz[links.after] - xyz[links.before]
        for _ in range(_SPREAD):
            side = 0.5 * (side + links.mean(side))
        here = self.nodes[deep]
        aside, line = side[here], along[here]
        aside -= (dots(aside, line) / np.maximum(dots(line, line), 1e-9))[:, None] * line
        aside /= np.maximum(sizes(aside), 1e-9)[:, None]
        step = np.minimum(radius[here] + CLEAR_MM - gap[deep], _LEAP_MM)
        barred = np.flatnonzero(is_barred(xyz[here] + step[:, None] * aside, here))
        over, thick = dots(off[deep], aside), sizes(off[deep]) - gap[deep]
        step[barred] = -np.maximum(over + thick + radius[here] + CLEAR_MM, 0.0)[barred]
        out = np.array(xyz)
        out[here] += step[:, None] * aside
        return out

    def pressed(self, xyz: Floats, room: Floats, links: Links) -> Floats:
        """The room (M,) for the radius of each node of the graph, where roots leave less to it or half-way to
        its neighbours.
        """
        out = np.array(room)
        out[self.nodes] = np.minimum(out[self.nodes], self.told(xyz[self.nodes]).distance)
        cone = np.full(len(xyz), -1)
        cone[self.nodes] = self.cones
        both = (cone[links.here] >= 0) & (cone[links.there] >= 0)
        here, there = links.here[both], links.there[both]
        # Each edge is met from both of its ends, and so with the cones of both.
        gap, _ = _off(self.roots, cone[here], 0.5 * (xyz[here] + xyz[there]))
        np.minimum.at(out, here, gap)
        np.minimum.at(out, there, gap)
        return out


def _off(roots: Roots, cones: Ints, points: Floats) -> tuple[Floats, Floats]:
    """How far each point lies outside a cone, and its way from the cone's middle line."""
    start, end = roots.ends[cones, 0], roots.ends[cones, 1]
    along, way = end - start, points - start
    share = np.clip(dots(way, along) / np.maximum(dots(along, along), 1e-12), 0.0, 1.0)
    off = way - share[:, None] * along
    thin, thick = roots.radii[cones].T
    return sizes(off) - (thin + share * (thick - thin)), off


NO_ROOTS = Roots.of(())
"""Where there are none."""
