"""Letting collecting veins settle: out of bone, clear of the plexuses and of each other, without kinks.

The plexuses are at rest already and do not move. Thick veins are held off bone by points on their wall, since
sampled bone tells distances only near itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.neighbourhood import Neighbourhood
from meshes.network.pulls import LOOK_AHEAD, Links, links_of
from meshes.veins.rest.apart import lacking, pushed, yielding
from meshes.veins.rest.unthreaded import unthreaded
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.roots import NO_ROOTS, NearestRoots, Roots

CLEAR_MM = 0.4
"""Least space between the wall of a vein and bone."""
APART_MM = 0.25
"""Least space between the walls of two veins that are not joined."""
THINNEST_MM = 0.3

_ROUNDS = 36
_LAST_ROUNDS = 10
_ANEW = 12
"""Rounds after which it is asked anew what lies near."""
_LOOK = 3
"""Rounds after which it is asked anew which root is nearest."""
_SLACK_MM = 3.0
_SMOOTH, _HOLD = 0.35, 0.02
_THICK_MM = 1.5
_BEND = 1.4
"""Least radius of a bend in radii of the vein."""


def at_rest(
    graph: VesselGraph,
    movable: Mask,
    ground: Ground,
    pause: Callable[[], object] = lambda: None,
    roots: Roots = NO_ROOTS,
) -> VesselGraph:
    """The graph with its movable nodes settled; `pause` is called every round and may raise to give up."""
    links, around = links_of(_touched(graph, movable)), Neighbourhood.of(graph, movable)
    thick = movable & (graph.radius > _THICK_MM)
    home = xyz = np.array(graph.xyz)
    free = movable * np.where(links.many == 2, _SMOOTH, np.where(links.many > 2, 0.3 * _SMOOTH, 0.0))
    for turn in range(_ROUNDS):
        pause()
        if turn % _ANEW == 0:
            pairs = around.strangers(xyz, graph.radius, APART_MM + _SLACK_MM)
            balls = _Balls.of(xyz, graph.radius, np.flatnonzero(thick), ground)
            lines = _Balls.of(xyz, graph.radius, np.flatnonzero(movable & ~thick), ground)
            about_roots = roots.about(xyz, movable, _SLACK_MM)
            xyz = about_roots.nearest(xyz).led_round(xyz, graph.radius, links)
        is_last = turn >= _ROUNDS - _LAST_ROUNDS
        step = free[:, None] * (links.mean(xyz) - xyz)
        xyz = xyz + step + (0.0 if is_last else _HOLD) * (home - xyz)
        if turn % _LOOK == 0:
            near_roots = about_roots.nearest(xyz)
        if turn % 2 == 0 or is_last:
            xyz = _apart(xyz, graph, movable, pairs)
        if is_last:
            xyz = links.unkinked(xyz, _BEND * graph.radius, movable)
        xyz = near_roots.kept_off(xyz, graph.radius)
        xyz = lines.off_bone(balls.off_bone(xyz, 1.2), 1.0)
    xyz, near_roots = unthreaded(links.faired(xyz, movable), graph.radius, links, ground, roots, movable)
    moved = graph.moved(xyz)
    return moved.with_radius(_fitting(moved, movable, ground, around, near_roots, links))


def _touched(graph: VesselGraph, movable: Mask) -> VesselGraph:
    """The graph with only those edges that tell where movable nodes are drawn: most are of the plexuses."""
    kept = graph.touching(graph.around(movable, LOOK_AHEAD))
    return VesselGraph(graph.xyz, graph.radius, graph.edges[kept], graph.structure[kept], graph.ids)


def _apart(xyz: Floats, graph: VesselGraph, movable: Mask, pairs: Ints) -> Floats:
    lack = lacking(xyz, graph.radius, pairs, APART_MM)
    tight = lack > 0.0
    pairs, most = pairs[tight], np.minimum(lack[tight], 1.5)
    return pushed(xyz, pairs, 0.7 * (yielding(graph.radius, pairs, movable) * most[:, None]))


@dataclass(frozen=True, eq=False)
class _Balls:
    """Nodes that bone may be near to, as balls probed at points of their walls, or at their middles alone.

    Parameters
    ----------
    nodes, radii : (N,) arrays
        The nodes and how far from them their wall lies.
    rays : (R, 3) array
        Directions of the probes, or a single null vector.
    ground : Ground
        The bone.
    rows : sequence of int arrays
        Which probes lie near to each piece of it.
    """

    nodes: Ints
    radii: Floats
    rays: Floats
    ground: Ground
    rows: Sequence[Ints]

    @classmethod
    def of(cls, xyz: Floats, radius: Floats, nodes: Ints, ground: Ground) -> _Balls:
        """The balls of some nodes of one class, those far from any bone left out."""
        thick = len(nodes) > 0 and float(radius[nodes].min()) > _THICK_MM
        rays = _RAYS if thick else np.zeros((1, 3))
        far = CLEAR_MM if thick else CLEAR_MM + _THICK_MM
        rows = ground.near(_probes(xyz[nodes], radius[nodes], rays), _SLACK_MM, far)
        is_near = np.zeros(len(nodes), bool)
        for each in rows:
            is_near[each // len(rays)] = True
        # What is left is numbered anew.
        number = np.cumsum(is_near) - 1
        rows = [number[each // len(rays)] * len(rays) + each % len(rays) for each in rows]
        return cls(nodes[is_near], radius[nodes[is_near]], rays, ground, rows)

    def off_bone(self, xyz: Floats, most_mm: float) -> Floats:
        """The nodes moved out of bone, at most so far."""
        if not len(self.nodes):
            return xyz
        out = np.array(xyz)
        room, way_out = self.room(xyz)
        out[self.nodes] += np.clip(CLEAR_MM - room, 0.0, most_mm)[:, None] * way_out
        return out

    def room(self, xyz: Floats) -> tuple[Floats, Floats]:
        """Least room between wall and bone, and the way out from there, (N,) and (N, 3)."""
        count, many = len(self.nodes), len(self.rays)
        probes = _probes(xyz[self.nodes], self.radii, self.rays)
        distance, slope = self.ground.with_slope(probes, self.rows)
        if many == 1:
            return distance - self.radii, slope
        distance, slope = distance.reshape(count, many), slope.reshape(count, many, 3)
        worst, place = distance.argmin(axis=1), np.arange(count)
        way_out, inward = slope[place, worst], -self.rays[worst]
        # Deep inside, the slope of the far side would pull the vein through: push back along the ray.
        wrong = (way_out * inward).sum(axis=1) < 0.0
        return distance[place, worst], np.where(wrong[:, None], inward, way_out)


def _probes(centres: Floats, radii: Floats, rays: Floats) -> Floats:
    walls: Floats = (centres[:, None] + radii[:, None, None] * rays).reshape(-1, 3)
    return walls


def _directions() -> Floats:
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
    edges = np.array([[x, y, 0] for x in (-1, 1) for y in (-1, 1)], float)
    edges = np.concatenate([edges, edges[:, [0, 2, 1]], edges[:, [2, 0, 1]]])
    rays: Floats = np.concatenate([np.eye(3), -np.eye(3), corners, edges])
    return rays / np.linalg.norm(rays, axis=1, keepdims=True)


_RAYS = _directions()


def _fitting(
    graph: VesselGraph,
    movable: Mask,
    ground: Ground,
    around: Neighbourhood,
    roots: NearestRoots,
    links: Links,
) -> Floats:
    """Radii pressed to the room they have."""
    radius, room = np.array(graph.radius), np.full(graph.node_count, np.inf)
    thick = movable & (radius > _THICK_MM)
    for marked, gap_mm in ((thick, CLEAR_MM / 4), (movable & ~thick, CLEAR_MM / 2)):
        balls = _Balls.of(graph.xyz, radius, np.flatnonzero(marked), ground)
        if len(balls.nodes):
            room[balls.nodes] = balls.radii + balls.room(graph.xyz)[0] - gap_mm
    pairs = around.strangers(graph.xyz, radius)
    distance = np.linalg.norm(graph.xyz[pairs[:, 0]] - graph.xyz[pairs[:, 1]], axis=1)
    lack = radius[pairs].sum(axis=1) - distance
    thinner = np.where(movable[pairs[:, 1]], pairs[:, 1], pairs[:, 0])
    np.minimum.at(room, thinner, radius[thinner] - np.maximum(lack, 0.0))
    room = roots.pressed(graph.xyz, room, links)
    fitted: Floats = np.minimum(radius, np.maximum(room, THINNEST_MM))
    return fitted
