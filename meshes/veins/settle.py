"""Letting drawn veins settle: out of bone, onto their wall, inside the canal, apart, without kinks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from meshes.network.builder import Joined
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.proximity import among, close_pairs, hop_keys
from meshes.veins.canal import inside_canal
from meshes.veins.ground import Ground
from meshes.veins.site import LOOSE, MARROW, OUTSIDE, WALL, Site

CLEAR_MM = 0.2
"""Least space between the wall of a vein and bone."""
REACH_MM = {WALL: 0.8, OUTSIDE: 0.8, LOOSE: np.inf, MARROW: np.inf}
"""Space between the wall of a vein and bone beyond which it is drawn back, by room."""
THINNEST_MM = 0.3
"""Least radius to which a narrow gap may press a vein."""

_PULL_REACH_MM = 1.6
_ROUNDS = 48
_LAST_ROUNDS = 8
_SMOOTH = 0.32
_HOLD = 0.03
_APART_EVERY = 4
_APART_MM = 0.2
_HOPS = 6
_SLACK_MM = 3.0


@dataclass(frozen=True, eq=False)
class Terms:
    """What holds for each node while it settles."""

    low: Floats
    high: Floats
    canal: Mask
    marrow: Mask


def settled(drawn: Joined, ground: Ground, sites: Sequence[Site]) -> VesselGraph:
    """The drawn graph at rest.

    Each round smooths every centreline a little, holds it weakly to where it was drawn, moves nodes out of
    the ground or back to it, keeps those of the internal plexus in the canal, and pushes unrelated vessels
    apart. Where a gap stays too narrow the calibre gives way.
    """
    graph = drawn.graph
    terms = _terms(drawn)
    links = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    many = np.maximum(np.bincount(links[:, 0], minlength=graph.node_count), 1)[:, None]
    home = np.array(graph.xyz)
    xyz = np.array(graph.xyz)
    loose_ends = np.bincount(graph.edges.ravel(), minlength=graph.node_count) < 2
    joints = hop_keys(graph.edges, graph.node_count, _HOPS)
    rows = ground.near(xyz, _SLACK_MM)
    for turn in range(_ROUNDS):
        is_last = turn >= _ROUNDS - _LAST_ROUNDS
        step = _SMOOTH * (_mean(xyz, links, many) - xyz)
        step[loose_ends] = 0.0
        xyz = xyz + step + (0.0 if is_last else _HOLD) * (home - xyz)
        if turn % _APART_EVERY == 0:
            xyz = _apart(xyz, graph, joints)
        xyz = inside_canal(xyz, graph.radius, terms.canal, sites)
        xyz = _off_ground(xyz, ground, terms, rows)
    radius = _fitting(graph, xyz, ground, terms)
    return VesselGraph(xyz, radius, graph.edges, graph.structure, graph.ids)


def _terms(drawn: Joined) -> Terms:
    radius = drawn.graph.radius
    reach = np.array([REACH_MM[room] for room in drawn.rooms])[drawn.room]
    is_room = {room: drawn.room == index for index, room in enumerate(drawn.rooms)}
    nowhere = np.zeros(len(radius), bool)
    return Terms(radius + CLEAR_MM, radius + reach, is_room.get(WALL, nowhere), is_room.get(MARROW, nowhere))


def _mean(xyz: Floats, links: Ints, many: Floats) -> Floats:
    """Mean place of each node's neighbours."""
    sums = [np.bincount(links[:, 0], xyz[links[:, 1], axis], len(xyz)) for axis in range(3)]
    return np.stack(sums, axis=1) / many


def _off_ground(xyz: Floats, ground: Ground, terms: Terms, rows: Sequence[Ints]) -> Floats:
    """Nodes moved along the slope until they are neither too near to the ground nor too far from it."""
    distance, slope = ground.with_slope(xyz, rows)
    push = np.clip(terms.low - distance, 0.0, 1.0)
    beyond = distance - terms.high
    pull = np.where(beyond < _PULL_REACH_MM, 0.3 * np.clip(beyond, 0.0, 1.0), 0.0)
    step = np.where(terms.marrow, 0.0, push - pull)
    moved: Floats = xyz + step[:, None] * slope
    return moved


def _apart(xyz: Floats, graph: VesselGraph, joints: Ints) -> Floats:
    """Nodes of vessels that are not joined nearby, pushed to the distance of their radii."""
    pairs, distance = close_pairs(xyz, 2.0 * float(graph.radius.max()) + _APART_MM)
    wanted = graph.radius[pairs[:, 0]] + graph.radius[pairs[:, 1]] + _APART_MM
    tight = distance < wanted
    pairs, distance, wanted = pairs[tight], distance[tight], wanted[tight]
    strange = ~among(joints, graph.node_count, pairs)
    pairs, gap = pairs[strange], (wanted - distance)[strange]
    away = xyz[pairs[:, 0]] - xyz[pairs[:, 1]]
    away = away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
    shift = 0.4 * np.minimum(gap, 0.8)[:, None] * away
    out, count = np.zeros_like(xyz), np.zeros(len(xyz))
    for column, sign in ((0, 1.0), (1, -1.0)):
        np.add.at(out, pairs[:, column], sign * shift)
        np.add.at(count, pairs[:, column], 1.0)
    return xyz + out / np.maximum(count, 1.0)[:, None] * 1.5


def _fitting(graph: VesselGraph, xyz: Floats, ground: Ground, terms: Terms) -> Floats:
    """Radii pressed to the gap they have, evenly along each vessel."""
    distance = ground(xyz)
    room = np.where(terms.marrow, np.inf, np.maximum(distance - 0.7 * CLEAR_MM, THINNEST_MM))
    radius = np.minimum(graph.radius, room)
    links = np.concatenate([graph.edges, graph.edges[:, ::-1]])
    many = np.maximum(np.bincount(links[:, 0], minlength=len(radius)), 1)
    for _ in range(2):
        mean = np.bincount(links[:, 0], radius[links[:, 1]], len(radius)) / many
        radius = np.minimum(0.5 * (radius + mean), room)
    return radius
