"""Vessels at rest whose lines still run through each other between their nodes: led apart, then slimmed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.rows import dots, sizes
from meshes.network.crossing import crossings, lacking_between
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.veins.rest.apart import TOGETHER, Along
from meshes.veins.rest.bound import Bound, Confines
from meshes.veins.rest.leaping import leaps
from meshes.veins.rest.slimming import THINNEST_MM, tapered

_APART_MM, _SLACK_MM = 0.06, 0.4
"""Space wanted between two walls, and how far it is looked ahead for what a push may lead into."""
_TOUCHING_MM = 0.01
"""How deep vessels may lie in each other not to be asked again."""
_PASSES, _ROUNDS, _SLIMMING_ROUNDS = 3, 16, 6
_HOPS = 6
"""Edges along a vessel over which a push on it fades."""
_STEP_MM = 0.18
"""How far walls are pushed apart at once at most: less than what they are led back before bone and roots."""
_INNER_MM = 0.15
"""How far nodes of the internal plexus are pushed at once: farther off they would leave their wall."""
_LEAPS, _BEYOND_MM = 2, 0.1
"""How often what is caught is taken to another side, and how far beyond its bounds it may be left there."""


def uncrossed(graph: VesselGraph, confines: Confines, movable: Mask | None = None) -> VesselGraph:
    """The graph with no vessel running through another that it does not join near there.

    What `parted` does for nodes is done here for the pieces between them, few of which are left to be moved.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest, its nodes parted.
    confines : Confines
        What no push leads into.
    movable : (N,) bool array, optional
        The nodes that may be moved and slimmed; all by default. The others stay as they are.
    """
    free = np.ones(graph.node_count, bool) if movable is None else movable
    touched = graph.touching(free)
    for _ in range(_PASSES):
        ends = graph.edges[crossings(graph, _SLACK_MM, touched).edges]
        tight = lacking_between(graph.xyz, graph.radius, ends, -_TOUCHING_MM)[1] > 0.0
        if not tight.any():
            break
        graph, went, _ = _led(graph, graph.xyz, ends, ends[tight], free, confines)
        # What has not moved can meet something new only where that has.
        touched = graph.touching(went)
    # Vessels of the plexuses lie on walls of their own, and have but one side.
    for _ in range(_LEAPS if movable is not None else 0):
        graph = _taken_over(graph, free, confines)
    return graph


def _led(
    graph: VesselGraph, start: Floats, ends: Ints, tight: Ints, free: Mask, confines: Confines
) -> tuple[VesselGraph, Mask, float]:
    """The graph with what lies near some tight nodes led apart from where they start, (N, 3), then slimmed.

    Also which nodes may have gone, and how far beyond its bounds the worst of them is left, mm. `ends` are
    the nodes of pairs of pieces that lie close, (K, 2, 2).
    """
    near = graph.around(np.isin(np.arange(graph.node_count), tight), _HOPS)
    ends = ends[near[ends].any(axis=(1, 2))]
    # What one of these is pushed into goes aside with it.
    near[ends] = True
    went = near & free
    pairs = _Pairs(ends, graph.radius, free)
    some, pieces = np.flatnonzero(went), graph.edges[went[graph.edges].all(axis=1)]
    bounds = confines.bounds(graph, some, pieces)
    most = np.where(confines.inner, _INNER_MM, np.inf)
    moved = graph.moved(_pushed(graph.moved(start), pairs, some, bounds, most))
    beyond = max(each.beyond_mm(moved.xyz) for each in bounds)
    return _slimmed(moved, pairs, free), went, beyond


def _taken_over(graph: VesselGraph, free: Mask, confines: Confines) -> VesselGraph:
    """The graph with what is caught between a vessel and bone or roots on another side of that vessel, if it
    lies better there.
    """
    for leap in leaps(graph, free):
        best, least = graph, np.inf
        going = graph.touching(np.isin(np.arange(graph.node_count), leap.nodes))
        for start in leap.starts(graph.xyz):
            ends = graph.edges[crossings(graph.moved(start), _SLACK_MM, going).edges]
            tried, went, beyond = _led(graph, start, ends, leap.nodes, free, confines)
            asked = graph.touching(went)
            before, after = (crossings(each, 0.0, asked).lack_mm.max(initial=0.0) for each in (graph, tried))
            if after < min(before, least) and beyond < _BEYOND_MM:
                best, least = tried, after
            if least <= _TOUCHING_MM:
                break
        graph = best
    return graph


def slim_where_crossed(graph: VesselGraph, movable: Mask) -> VesselGraph:
    """The graph with movable nodes slimmed where their vessels run through others, and nothing moved."""
    for _ in range(_PASSES):
        # Slimmer ones count as joined over a shorter way.
        found = crossings(graph, -_TOUCHING_MM, graph.touching(movable))
        if not len(found.edges):
            break
        graph = _slimmed(graph, _Pairs(graph.edges[found.edges], graph.radius, movable), movable)
    return graph


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pieces of vessels that lie close to each other.

    Parameters
    ----------
    ends : (K, 2, 2) int array
        The nodes of both.
    radius : (N,) array
        Of all nodes, mm.
    free : (N,) bool array
        The nodes that may be moved.
    """

    ends: Ints
    radius: Floats
    free: Mask

    def pushes(self, xyz: Floats) -> tuple[Ints, Floats]:
        """Nodes that are to move, (M,), once for each piece of theirs that is too near, and how, (M, 3)."""
        share, lack = lacking_between(xyz, self.radius, self.ends, _APART_MM)
        tight = lack > 0.0
        ends, share = self.ends[tight], share[tight]
        lack = np.minimum(lack[tight], _STEP_MM)
        here = np.stack([1.0 - share, share], axis=2)
        places = (here[..., None] * xyz[ends]).sum(axis=2)
        along = xyz[ends[:, :, 1]] - xyz[ends[:, :, 0]]
        away = _aside(places[:, 0] - places[:, 1], along)
        # The thinner gives way more, what may not move nothing; each goes across its own line alone.
        weight = here * self.free[ends]
        thick = (here * self.radius[ends]).sum(axis=2)
        gives = thick[:, ::-1] * (weight.sum(axis=2) > 0.0)
        gives *= (lack / np.maximum(gives.sum(axis=1), 1e-9))[:, None] * (1.0, -1.0)
        # Nodes go so far that the place between them goes the whole way.
        weight /= np.maximum((weight**2).sum(axis=2), 0.25)[..., None]
        steps = weight[..., None] * (gives[..., None] * away[:, None])[:, :, None]
        is_moved = weight > 0.0
        return ends[is_moved], steps[is_moved]


def _aside(between: Floats, along: Floats) -> Floats:
    """The unit way from one piece of each pair to the other, (K, 3), across both lines, (K, 2, 3)."""
    across = np.cross(along[:, 0], along[:, 1])
    size = sizes(across)
    parallel = size < 0.3 * sizes(along[:, 0]) * sizes(along[:, 1])
    across *= np.where(dots(across, between) < 0.0, -1.0, 1.0)[:, None]
    out = np.where(parallel[:, None], between, across)
    return out / np.maximum(sizes(out), 1e-9)[:, None]


def _pushed(graph: VesselGraph, pairs: _Pairs, some: Ints, bounds: list[Bound], most_mm: Floats) -> Floats:
    """Where the nodes lie once pushed apart, each at most so far, (N,); a push spreads along its vessel."""
    count, way, along = graph.node_count, np.zeros(graph.xyz.shape), Along.of(graph, some)
    for _ in range(_ROUNDS):
        along.even(way)
        xyz = graph.xyz + way
        nodes, steps = pairs.pushes(xyz)
        often = np.maximum(np.bincount(nodes, minlength=count), 1)
        sums = [np.bincount(nodes, column, count) for column in steps.T]
        way = xyz + TOGETHER * np.stack(sums, axis=1) / often[:, None] - graph.xyz
        xyz = graph.xyz + np.minimum(1.0, most_mm / np.maximum(sizes(way), 1e-9))[:, None] * way
        for bound in bounds:
            xyz = bound.kept(xyz)
        way = xyz - graph.xyz
    return graph.xyz + way


def _slimmed(graph: VesselGraph, pairs: _Pairs, free: Mask) -> VesselGraph:
    """The graph with what is still lacking taken from the calibres of both, and none narrowing abruptly."""
    radius = np.array(graph.radius)
    least = np.where(free, np.minimum(radius, THINNEST_MM), radius)
    for _ in range(_SLIMMING_ROUNDS):
        share, lack = lacking_between(graph.xyz, radius, pairs.ends, 0.0)
        tight = lack > 0.0
        if not tight.any():
            break
        ends, here = pairs.ends[tight], np.stack([1.0 - share[tight], share[tight]], axis=2)
        spare = (here * (radius - least)[ends]).sum(axis=2)
        taken = lack[tight, None] * spare / np.maximum(spare.sum(axis=1, keepdims=True), 1e-9)
        narrow = np.array(radius)
        np.minimum.at(narrow, ends, radius[ends] - taken[..., None])
        radius = np.maximum(narrow, least)
    return graph.with_radius(np.maximum(tapered(graph, radius, free), least))
