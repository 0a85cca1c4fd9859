"""Vessels at rest that still run through each other: moved apart, and slimmed where there is no room."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.neighbourhood import Neighbourhood
from meshes.veins.rest.apart import lacking, pushed, yielding
from meshes.veins.rest.beside_ligament import NOWHERE, BesideLigament
from meshes.veins.rest.bound import STEP_MM, Bound, bounds_of
from meshes.veins.rest.spreading import Across
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.roots import NO_ROOTS, Roots

THINNEST_MM = 0.23
"""Least radius to which a vessel is slimmed."""

_APART_MM, _SLACK_MM = 0.08, 0.8
"""Space wanted between two walls, and how far beyond it is looked ahead."""
_RADII = 5.0
"""Edges for each mm of two radii within which vessels count as joined: a fork may be as acute as that."""
_HOPS = 6
"""Edges along a vessel over which a push on it fades."""
_ROUNDS, _SLIMMING_ROUNDS = 24, 6
_PASSES, _TOUCHING_MM = 3, 0.005
"""How often all this is done at most, and how deep vessels may lie in each other not to be asked again."""
_EVEN = 0.3
"""How much of its neighbours' way a node goes each round."""
_EYE_MM = 0.42
"""Space that calibres leave in the middle of an eye."""
_FASTEST = 0.12
"""How fast a vessel may grow slimmer, as a share of its radius an edge."""


def parted(
    graph: VesselGraph,
    ground: Ground,
    space: EpiduralSpace,
    inner: Mask,
    movable: Mask | None = None,
    roots: Roots = NO_ROOTS,
    beside: BesideLigament = NOWHERE,
) -> VesselGraph:
    """The graph with vessels that are not joined nearby clear of each other.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest.
    ground : Ground
        Bones and discs; no push leads into them.
    space : EpiduralSpace
        Where the internal plexus stays.
    inner : (N,) bool array
        The nodes of the internal plexus.
    movable : (N,) bool array, optional
        The nodes that may be moved and slimmed; all by default. The others stay as they are.
    roots : Roots, optional
        Roots of nerves; no push leads into them either.
    beside : BesideLigament, optional
        The columns that no push leads before the posterior longitudinal ligament.
    """
    free = np.ones(graph.node_count, bool) if movable is None else movable
    # What is hung on vessels that stay joins them at any angle, and has no room to turn.
    radii = _RADII if movable is None else np.inf
    across = None if movable is not None else Across.of(graph, graph.edges_of("vein.internal"))
    for _ in range(_PASSES):
        graph, is_clear = _parted_once(graph, ground, space, inner, free, roots, radii, across, beside)
        if is_clear:
            break
    return graph


def slim_where_touching(graph: VesselGraph) -> VesselGraph:
    """The graph with vessels that are not joined nearby slimmed where they touch, and nothing moved."""
    pairs = Neighbourhood.of(graph, radii=_RADII).strangers(graph.xyz, graph.radius)
    return graph.with_radius(_slimmed(graph, pairs, 0.0, np.ones(graph.node_count, bool), THINNEST_MM))


def _parted_once(
    graph: VesselGraph,
    ground: Ground,
    space: EpiduralSpace,
    inner: Mask,
    free: Mask,
    roots: Roots,
    radii: float,
    across: Across | None,
    beside: BesideLigament,
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
    some = np.flatnonzero(_within(graph, tight, _HOPS) & free)
    bounds = bounds_of(graph, some, inner, ground, space, roots, beside=beside)
    graph = graph.moved(_pushed(graph, pairs, apart, some, free, bounds))
    if across is not None:
        graph = graph.with_radius(_slimmed(graph, across.pairs[across.middle], _EYE_MM, free, across.least))
    graph = graph.with_radius(_slimmed(graph, strange, 0.0, free, THINNEST_MM))
    is_clear = bool((lacking(graph.xyz, graph.radius, strange, 0.0) < _TOUCHING_MM).all())
    return graph, is_clear


def _within(graph: VesselGraph, marked: Mask, hops: int) -> Mask:
    """The marked nodes and those up to so many edges from them."""
    out = np.array(marked)
    for _ in range(hops):
        out[graph.edges[out[graph.edges].any(axis=1)]] = True
    return out


def _pushed(
    graph: VesselGraph, pairs: Ints, apart: Floats, some: Ints, free: Mask, bounds: list[Bound]
) -> Floats:
    """Where the nodes lie once pushed apart; what a vessel is pushed aside spreads along it."""
    way = np.zeros(graph.xyz.shape)
    ends = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    here, there = ends[np.isin(ends[:, 0], some)].T
    many = np.maximum(np.bincount(here, minlength=graph.node_count), 1)[some, None]
    radius = graph.radius
    for _ in range(_ROUNDS):
        sums = [np.bincount(here, column[there], graph.node_count)[some] for column in way.T]
        way[some] += _EVEN * (np.stack(sums, axis=1) / many - way[some])
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
    share = radius / graph.radius
    a, b = graph.edges.T
    for _ in range(_HOPS):
        wider = share + _FASTEST
        low = np.array(share)
        np.minimum.at(low, a, wider[b])
        np.minimum.at(low, b, wider[a])
        share = np.where(free, low, 1.0)
    slim: Floats = np.maximum(share * graph.radius, least)
    return slim
