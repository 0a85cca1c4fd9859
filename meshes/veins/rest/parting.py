"""Vessels at rest that still run through each other: moved apart, and slimmed where there is no room."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.neighbourhood import Neighbourhood
from meshes.veins.rest.apart import Along, lacking, pushed, yielding
from meshes.veins.rest.bound import STEP_MM, Bound, Confines
from meshes.veins.rest.slimming import THINNEST_MM, tapered
from meshes.veins.rest.spreading import Across

_APART_MM, _SLACK_MM = 0.08, 0.8
"""Space wanted between two walls, and how far beyond it is looked ahead."""
_RADII = 5.0
"""Edges for each mm of two radii within which vessels count as joined: a fork may be as acute as that."""
_HOPS = 6
"""Edges along a vessel over which a push on it fades."""
_ROUNDS, _SLIMMING_ROUNDS = 24, 6
_PASSES, _TOUCHING_MM = 3, 0.005
"""How often all this is done at most, and how deep vessels may lie in each other not to be asked again."""
_EYE_MM = 0.42
"""Space that calibres leave in the middle of an eye."""


def parted(
    graph: VesselGraph,
    confines: Confines,
    movable: Mask | None = None,
) -> VesselGraph:
    """The graph with vessels that are not joined nearby clear of each other.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest.
    confines : Confines
        What no push leads into.
    movable : (N,) bool array, optional
        The nodes that may be moved and slimmed; all by default. The others stay as they are.
    """
    free = np.ones(graph.node_count, bool) if movable is None else movable
    # What is hung on vessels that stay joins them at any angle, and has no room to turn.
    radii = _RADII if movable is None else np.inf
    across = None if movable is not None else Across.of(graph, graph.edges_of("vein.internal"))
    for _ in range(_PASSES):
        graph, is_clear = _parted_once(graph, confines, free, radii, across)
        if is_clear:
            break
    return graph


def slim_where_touching(graph: VesselGraph) -> VesselGraph:
    """The graph with vessels that are not joined nearby slimmed where they touch, and nothing moved."""
    pairs = Neighbourhood.of(graph, radii=_RADII).strangers(graph.xyz, graph.radius)
    return graph.with_radius(_slimmed(graph, pairs, 0.0, np.ones(graph.node_count, bool), THINNEST_MM))


def _parted_once(
    graph: VesselGraph,
    confines: Confines,
    free: Mask,
    radii: float,
    across: Across | None,
) -> tuple[VesselGraph, bool]:
    """The graph after one pass, and whether none of its vessels run through each other any more.

    What one has slimmed has more room before bone and roots in the next.
    """
    around = Neighbourhood.of(graph, free, radii=radii)
    pairs = around.strangers(graph.xyz, graph.radius, _APART_MM + _SLACK_MM)
    strange, apart = pairs, np.full(len(pairs), _APART_MM)
    if across is not None:
        pairs = np.concatenate([pairs, across.pairs])
        apart = np.concatenate([apart, across.apart_mm(graph.radius)])
    lack = lacking(graph.xyz, graph.radius, pairs, apart)
    pairs, apart = pairs[lack > -_SLACK_MM], apart[lack > -_SLACK_MM]
    tight = np.zeros(graph.node_count, bool)
    tight[pairs[lack[lack > -_SLACK_MM] > 0.0]] = True
    if not tight.any():
        return graph, True
    some = np.flatnonzero(graph.around(tight, _HOPS) & free)
    bounds = confines.bounds(graph, some)
    graph = graph.moved(_pushed(graph, pairs, apart, some, free, bounds))
    if across is not None:
        graph = graph.with_radius(_slimmed(graph, across.pairs[across.middle], _EYE_MM, free, across.least))
    graph = graph.with_radius(_slimmed(graph, strange, 0.0, free, THINNEST_MM))
    is_clear = bool((lacking(graph.xyz, graph.radius, strange, 0.0) < _TOUCHING_MM).all())
    return graph, is_clear


def _pushed(
    graph: VesselGraph, pairs: Ints, apart: Floats, some: Ints, free: Mask, bounds: list[Bound]
) -> Floats:
    """Where the nodes lie once pushed apart; what a vessel is pushed aside spreads along it."""
    way, along, radius = np.zeros(graph.xyz.shape), Along.of(graph, some), graph.radius
    for _ in range(_ROUNDS):
        along.even(way)
        xyz = graph.xyz + way
        lack = lacking(xyz, radius, pairs, apart)
        tight = lack > 0.0
        close, most = pairs[tight], np.minimum(lack[tight], STEP_MM)
        xyz = pushed(xyz, close, yielding(radius, close, free) * most[:, None])
        for bound in bounds:
            xyz = bound.kept(xyz)
        way = xyz - graph.xyz
    return xyz


def _slimmed(
    graph: VesselGraph, pairs: Ints, apart_mm: float, free: Mask, thinnest: Floats | float
) -> Floats:
    """Radii with what is still lacking taken from both vessels, and no vessel narrowing abruptly."""
    xyz, radius = graph.xyz, np.array(graph.radius)
    least = np.where(free, np.minimum(radius, thinnest), radius)
    for _ in range(_SLIMMING_ROUNDS):
        lack = lacking(xyz, radius, pairs, apart_mm)
        tight = lack > 0.0
        if not tight.any():
            break
        close, lack = pairs[tight], lack[tight]
        spare = radius[close] - least[close]
        taken = lack[:, None] * spare / np.maximum(spare.sum(axis=1, keepdims=True), 1e-9)
        narrow = np.array(radius)
        for column in (0, 1):
            np.minimum.at(narrow, close[:, column], radius[close[:, column]] - taken[:, column])
        radius = np.maximum(narrow, least)
    slim: Floats = np.maximum(tapered(graph, radius, free), least)
    return slim
