"""Veins pressed by what lies around them: the calibre gives way to bone, sac, canal, ribs and roots."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.network.graph import Floats, Ints, VesselGraph
from meshes.network.pulls import Links
from meshes.veins.rest.terms import CLEAR_MM, Terms, near_joints
from meshes.veins.surroundings.canal import STANDS_OUT_MM, room_in
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import RibsAbout
from meshes.veins.surroundings.roots import NearestRoots

THINNEST_MM = 0.23
"""Least radius to which a narrow gap may press a vein."""
FINEST_MM = 0.22
"""Radius at which twigs fade out of sight."""
LEAST_MM = 0.03
"""What stays of the space before the wall of an internal vein however close bone and sac are."""

_JOINT_CLEAR_MM = 0.34
"""Space before bone that a calibre leaves near junctions, where walls swell."""
_BACK_ROUNDS = 3
_HOPS, _FASTEST = 8, 0.1
"""From how many nodes off a tight place is heeded, and how fast a vessel may narrow before it, as a share of
its drawn radius a node.
"""


def pressed(xyz: Floats, radius: Floats, distance: Floats, space: EpiduralSpace, terms: Terms) -> Floats:
    """Radii as what lies between the sac and the wall allows if the vein takes the middle of it."""
    inside = xyz[terms.internal]
    inner = space.sac.distance(inside) - terms.sac_gap
    outer = distance[terms.internal] - terms.clear[terms.internal]
    outer = np.minimum(outer, room_in(space.canal, inside) + STANDS_OUT_MM)
    out = np.array(radius)
    out[terms.internal] = np.minimum(out[terms.internal], np.maximum(0.5 * (inner + outer), THINNEST_MM))
    return out


def spare(xyz: Floats, radius: Floats, distance: Floats, space: EpiduralSpace, internal: Ints) -> Floats:
    """What space each internal vein has before bone if it has as much before the sac, mm."""
    spare: Floats = 0.5 * (space.sac.distance(xyz[internal]) + distance[internal]) - radius[internal]
    return spare


def out_again(xyz: Floats, before: Floats, ground: Ground, space: EpiduralSpace, terms: Terms) -> Floats:
    """Nodes that have moved led back out of bone, as far as the thinnest vein asks; where sac and bone leave
    less, to the middle between them.
    """
    moved = np.flatnonzero((xyz != before).any(axis=1) & ~terms.marrow)
    near = moved[ground(xyz[moved]) < THINNEST_MM + LEAST_MM]
    is_inner = np.isin(near, terms.internal)
    out = np.array(xyz)
    for _ in range(_BACK_ROUNDS):
        far, away = ground.with_slope(out[near])
        wish = np.full(len(near), THINNEST_MM + LEAST_MM)
        beside = space.sac.distance(out[near[is_inner]])
        wish[is_inner] = np.minimum(wish[is_inner], 0.5 * (far[is_inner] + beside))
        out[near] += np.clip(wish - far, 0.0, 1.0)[:, None] * away
    return out


def fitting(
    graph: VesselGraph,
    xyz: Floats,
    ground: Ground,
    space: EpiduralSpace,
    terms: Terms,
    links: Links,
    ribs: RibsAbout,
    roots: NearestRoots,
) -> Floats:
    """Radii pressed to the room they have, evenly along each vessel."""
    clear = np.where(near_joints(links), _JOINT_CLEAR_MM, CLEAR_MM)
    room: Floats = np.where(terms.marrow, np.inf, ground.with_slope(xyz)[0] - clear)
    inside = xyz[terms.internal]
    from_sac = space.sac.distance(inside) - terms.sac_gap
    room[terms.internal] = np.minimum(
        room[terms.internal], np.minimum(room_in(space.canal, inside), from_sac)
    )
    room = np.maximum(roots.pressed(xyz, ribs.pressed(xyz, room), links), THINNEST_MM)
    radius: Floats = np.minimum(np.maximum(graph.radius, FINEST_MM), room)
    for _ in range(2):
        radius = np.minimum(0.5 * (radius + links.mean(radius[:, None])[:, 0]), room)
    return _tapering(radius, graph.radius, links, terms.internal)


def _tapering(radius: Floats, drawn: Floats, links: Links, some: Ints) -> Floats:
    """Radii of some nodes lowered so that no vessel narrows abruptly before a tight place."""
    is_asked = np.zeros(len(radius), bool)
    is_asked[some] = True
    along = is_asked[links.here] & is_asked[links.there]
    here, there = links.here[along], links.there[along]
    share = np.minimum(radius / drawn, 1.0)
    for _ in range(_HOPS):
        np.minimum.at(share, here, share[there] + _FASTEST)
    return np.minimum(radius, np.maximum(share * drawn, THINNEST_MM))
