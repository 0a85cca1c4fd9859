"""Bends drawn out that are tighter than the vein is wide, where its wall would fold, and kinks."""

from __future__ import annotations

import numpy as np

from meshes.network.bends import Passages
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.veins.rest.slimming import THINNEST_MM, tapered
from meshes.veins.surroundings.ground import Ground

_WIDE_ENOUGH, _WATCHED = 1.12, 2.0
"""Least radius of a bend in radii of the vein, for what follows may tighten it a little, and that up to which
a bend may become tight while its neighbours are drawn out."""
_ROUNDS = 24
_DRAWN, _FOLLOWED = 0.5, 0.25
"""How far a node goes to the middle of the places on both sides of it, and what its neighbours do of that."""
_EVENED = 0.4
"""How far a node that has moved goes to the middle of its neighbours each round."""
_CLEAR_MM = 0.25
"""Space before bone below which no vein is led, if it lay farther off before."""
_SLIMMING_ROUNDS, _ANEW, _TO = 16, 4, 1.06
"""How often calibres are lowered at most, how often it is asked anew then which arms run on in which, and the
radius of a bend, in radii of the vein, that they are lowered to."""
_AHEAD = 2.0
"""Radii before and after a node over which it is told whether a vein is kinked there."""
_KINKED, _NEARLY, _SHARP = np.radians([80.0, 62.0, 88.0])
"""Turns over that from which on a vein is drawn out, up to which one may grow so sharp while its neighbours
are, and from which on it is slimmed."""
_SLIMMER = 0.94
"""To what share of its calibre a kinked vein is slimmed each round."""


def unfolded(graph: VesselGraph, ground: Ground, movable: Mask | None = None) -> VesselGraph:
    """The graph with its tight bends and kinks drawn out.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest.
    ground : Ground
        Bones and discs; nothing is led into them.
    movable : (N,) bool array, optional
        The nodes that may be moved; all by default.
    """
    passages, count = Passages(graph), graph.node_count
    free = np.ones(count, bool) if movable is None else movable
    rows = passages.tighter(graph.xyz, graph.radius, _WATCHED)
    rows = rows[free[passages.node[rows]]]
    sharp = passages.sharper(graph.xyz, graph.radius, _AHEAD, _NEARLY)
    sharp = sharp[free[passages.node[sharp]]]
    here, there = np.concatenate([graph.edges, graph.edges[:, ::-1]]).T
    close = np.isin(here, passages.node[np.concatenate([rows, sharp])]) & free[there]
    here, there = here[close], there[close]
    plain, beside_plain = _between_two(graph, free)
    xyz, touched = np.array(graph.xyz), np.zeros(count, bool)
    for _ in range(_ROUNDS):
        bends = passages.bends(xyz, graph.radius, rows)
        tight = bends.share < _WIDE_ENOUGH
        turns = passages.turns(xyz, graph.radius, _AHEAD, sharp)
        kinked = turns.turn > _KINKED
        # Not ended when none is left: what evens out here must not hang on what is tight far away.
        node = np.concatenate([bends.node[tight], turns.node[kinked]])
        step = np.zeros((count, 3))
        middle = np.concatenate([bends.middle[tight], turns.middle[kinked]])
        np.add.at(step, node, _DRAWN * (middle - xyz[node]))
        step /= np.maximum(np.bincount(node, minlength=count), 1)[:, None]
        is_tight = np.zeros(count, bool)
        is_tight[node] = True
        beside = is_tight[here] & ~is_tight[there]
        np.add.at(step, there[beside], _FOLLOWED * step[here[beside]])
        touched |= (step != 0.0).any(axis=1)
        xyz = xyz + step
        # Nodes that have come together would turn sharply over next to no length.
        moved = np.flatnonzero(touched[plain])
        xyz[plain[moved]] += _EVENED * (0.5 * xyz[beside_plain[moved]].sum(axis=1) - xyz[plain[moved]])
        xyz = _kept_off(xyz, graph, ground, np.flatnonzero(touched))
    return graph.moved(xyz)


def _between_two(graph: VesselGraph, free: Mask) -> tuple[Ints, Ints]:
    """The movable nodes with two neighbours, (M,), and these, (M, 2)."""
    here, there = np.concatenate([graph.edges, graph.edges[:, ::-1]]).T
    order = np.argsort(here, kind="stable")
    many = np.bincount(here, minlength=graph.node_count)
    start = np.cumsum(many) - many
    plain: Ints = np.flatnonzero((many == 2) & free)
    return plain, there[order[start[plain][:, None] + [0, 1]]]


def _kept_off(xyz: Floats, graph: VesselGraph, ground: Ground, nodes: Ints) -> Floats:
    """The nodes led back out of bone, as far as they lay outside it before."""
    before = ground(graph.xyz[nodes])
    far, away = ground.with_slope(xyz[nodes])
    least = np.minimum(before, graph.radius[nodes] + _CLEAR_MM)
    out = np.array(xyz)
    out[nodes] += np.clip(least - far, 0.0, None)[:, None] * away
    return out


def slim_in_bends(graph: VesselGraph, movable: Mask | None = None) -> VesselGraph:
    """The graph with veins slimmed where they still bend too tightly or are kinked, for want of room."""
    free = np.ones(graph.node_count, bool) if movable is None else movable
    radius = np.array(graph.radius)
    least = np.minimum(radius, THINNEST_MM)
    for turn in range(_SLIMMING_ROUNDS):
        if turn % _ANEW == 0:
            # Which arms of a fork are one vessel depends on their calibres.
            passages = Passages(graph.with_radius(radius))
        rows = passages.tighter(graph.xyz, radius, 1.0)
        rows = rows[free[passages.node[rows]]]
        sharp = passages.sharper(graph.xyz, radius, _AHEAD, _SHARP)
        sharp = sharp[free[passages.node[sharp]]]
        if not len(rows) and not len(sharp):
            if turn % _ANEW == 0:
                break
            continue
        bends = passages.bends(graph.xyz, radius, rows)
        most = np.full(graph.node_count, np.inf)
        for nodes in passages.around(rows):
            np.minimum.at(most, nodes, bends.radius * bends.share / _TO)
        for nodes in passages.around(sharp):
            np.minimum.at(most, nodes, _SLIMMER * radius[nodes])
        radius = np.maximum(tapered(graph, np.where(free, np.minimum(radius, most), radius), free), least)
    return graph.with_radius(radius)
