"""Letting drawn veins settle: out of bone, onto their wall, inside the canal, apart, without kinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.network.builder import Joined
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.veins.apart import lacking, pushed
from meshes.veins.canal import JOINT_GAP_MM, SAC_GAP_MM, drawn_into, drawn_off, room_in
from meshes.veins.ground import Ground
from meshes.veins.ribs import NO_RIBS, Ribs, RibsAbout
from meshes.veins.roots import NO_ROOTS, NearestRoots, Roots
from meshes.veins.site import BACK, FRONT, INTERNAL, LOOSE, MARROW, OUTSIDE, VEILED
from meshes.veins.smooth import Links, links_of
from meshes.veins.strangers import Strangers
from meshes.veins.unthreaded import unthreaded

CLEAR_MM = 0.25
"""Least space between the wall of a vein and bone."""
LIGAMENT_MM = 1.65
"""Least space before a vein that runs behind the posterior longitudinal ligament."""
REACH_MM = {FRONT: 0.6, VEILED: 2.2, BACK: 0.7, OUTSIDE: 0.8, LOOSE: np.inf, MARROW: np.inf}
"""Space between the wall of a vein and bone beyond which it is drawn back, by room."""
THINNEST_MM = 0.23
"""Least radius to which a narrow gap may press a vein."""
FINEST_MM = 0.22
"""Radius at which twigs fade out of sight."""

_JOINT_CLEAR_MM = 0.34
"""Space before bone that a calibre leaves near junctions, where walls swell."""
_GIVE_MM = 0.07
"""What the space before the wall of an internal vein gives way where bone and sac lie too close together."""
_LEAST_MM = 0.03
"""What of it stays however close they are."""
_CANAL_MM = 0.2
"""How far a pressed vein may stand out of the drawn wall of the canal, which is smoother than bone."""
_PULL_REACH_MM = {FRONT: 4.0, VEILED: 4.0, BACK: 1.4, OUTSIDE: 1.8, LOOSE: 0.0, MARROW: 0.0}
_ROUNDS = 32
_LAST_ROUNDS = 10
_OUT_ROUNDS = 7
_SMOOTH = 0.32
_HOLD = 0.03
_EVERY, _LAST_EVERY = 4, 2
"""How many rounds pass between two looks for vessels that touch, and between two of the last."""
_APART_MM = 0.2
_SLACK_MM = 3.0
_RIBS_MM = 5.0
"""How near to a rib a node has to be drawn to be kept off it, radius included."""
_ROOTS_MM, _ROOTS_EVERY = 3.5, 8
"""How near to a root a node has to come to be kept off it, and after how many rounds that is asked anew."""
_HOPS, _FASTEST = 8, 0.1
"""From how many nodes off a tight place is heeded, and how fast a vessel may narrow before it, as a share of
its drawn radius a node.
"""
_BEND = 1.8
"""Least radius of a bend in radii of the vein."""


@dataclass(frozen=True, eq=False)
class Terms:
    """What holds for each node while it settles.

    Parameters
    ----------
    radius : (N,) array
        Calibre that asks for room, half of it, mm.
    clear, high, reach : (N,) arrays
        Least and most space between wall and ground, and how far beyond the most a node is still drawn back,
        mm.
    internal : (N,) int array
        Nodes that have to stay in the canal.
    marrow : (N,) bool array
        Nodes that may lie in bone.
    sac_gap : (I,) array
        Least space between the wall of each internal node and the dural sac, mm.
    """

    radius: Floats
    clear: Floats
    high: Floats
    reach: Floats
    internal: Ints
    marrow: Mask
    sac_gap: Floats


def settled(
    drawn: Joined,
    ground: Ground,
    space: EpiduralSpace,
    pause: Callable[[], object] = lambda: None,
    ribs: Ribs = NO_RIBS,
    roots: Roots = NO_ROOTS,
) -> VesselGraph:
    """The drawn graph at rest.

    Each round smooths every centreline a little, holds it weakly to where it was drawn, moves nodes out of
    the ground or back to it, keeps those of the internal plexus in the canal and off the dural sac, all
    others off the ribs and all off the roots of nerves, and pushes unrelated vessels apart. Where a gap stays
    too narrow the calibre gives way, and the vein takes the middle between sac and wall. `pause` is called
    before each round and may raise to give up.
    """
    graph = drawn.graph
    links = links_of(graph)
    terms = _terms(drawn, links)
    home = xyz = np.array(graph.xyz)
    strangers = Strangers.of(graph, _APART_MM)
    rows = _among(ground.near(xyz, _SLACK_MM), ~terms.marrow)
    is_internal = np.isin(np.arange(len(xyz)), terms.internal)
    inner_rows = _among(rows, is_internal)
    near_ribs = ribs.about(xyz, ~(is_internal | terms.marrow), _RIBS_MM)

    def off_sac(xyz: Floats, radius: Floats) -> Floats:
        return drawn_off(space.sac, xyz, radius[terms.internal] + terms.sac_gap, terms.internal, links)

    for turn in range(_ROUNDS):
        pause()
        is_last = turn >= _ROUNDS - _LAST_ROUNDS
        step = _SMOOTH * (links.mean(xyz) - xyz)
        step[links.many < 2] = 0.0
        xyz = xyz + step + (0.0 if is_last else _HOLD) * (home - xyz)
        if is_last:
            xyz = links.unkinked(xyz, _BEND * graph.radius)
        if turn % _ROOTS_EVERY == 0:
            about_roots = roots.about(xyz, ~terms.marrow, _ROOTS_MM)
            xyz = about_roots.nearest(xyz).led_round(xyz, terms.radius, links)
        if turn % _EVERY == 0 or (is_last and turn % _LAST_EVERY == 0):
            strangers, near_roots = strangers.renewed(xyz), about_roots.nearest(xyz)
            xyz = _apart(xyz, graph.radius, strangers.pairs)
        told = ground.with_slope(xyz, rows)
        if is_last:
            terms = replace(terms, radius=_pressed(xyz, graph.radius, told[0], space, terms))
        steps = near_roots.steps_off(xyz, terms.radius)
        xyz = near_ribs.kept_off(_off_ground(xyz, told, terms, links, steps), terms.radius)
        if is_last or turn % _EVERY == 0:
            xyz = drawn_into(space.canal, xyz, terms.radius, terms.internal)
            xyz = off_sac(xyz, terms.radius)
    out_only = replace(terms, clear=np.array(terms.clear), high=np.full(len(xyz), np.inf))
    usual = terms.clear[terms.internal] - _GIVE_MM
    for _ in range(_OUT_ROUNDS):  # where drawn canal and real bone disagree, bone has the last word
        pause()
        distance, _ = ground.with_slope(xyz, inner_rows)
        narrow = _pressed(xyz, graph.radius, distance, space, terms)
        out_only = replace(out_only, radius=np.minimum(out_only.radius, narrow))
        spare = _spare(xyz, out_only.radius, distance, space, terms.internal)
        out_only.clear[terms.internal] = np.clip(spare, _LEAST_MM, usual)
        xyz = drawn_into(space.canal, xyz, out_only.radius - _CANAL_MM, terms.internal)
        xyz = off_sac(xyz, out_only.radius)
        xyz = near_ribs.kept_off(xyz, terms.radius)
        steps = near_roots.steps_off(xyz, out_only.radius)
        xyz = _off_ground(xyz, ground.with_slope(xyz, rows), out_only, links, steps)
    xyz = links.faired(xyz)  # the calibre gives way to what that brings near

    xyz, near_roots = unthreaded(
        xyz, out_only.radius, links, ground, roots, ~terms.marrow, near_ribs, off_sac
    )
    fitted = _fitting(graph, xyz, ground, space, terms, links, near_ribs, near_roots)
    return graph.moved(xyz).with_radius(fitted)


def _terms(drawn: Joined, links: Links) -> Terms:
    room = np.array(drawn.rooms)[drawn.room]
    high = np.array([REACH_MM[each] for each in drawn.rooms])[drawn.room]
    reach = np.array([_PULL_REACH_MM[each] for each in drawn.rooms])[drawn.room]
    internal = np.flatnonzero(np.isin(room, INTERNAL))
    clear = np.where(room == VEILED, LIGAMENT_MM, CLEAR_MM)
    gap = np.where(_near_joints(links), JOINT_GAP_MM, SAC_GAP_MM)[internal]
    return Terms(drawn.graph.radius, clear, high, reach, internal, room == MARROW, gap)


def _near_joints(links: Links) -> Mask:
    """Nodes at junctions and the next two along each vessel: there skins swell into each other."""
    near = links.many >= 3
    for _ in range(2):
        near = near | (np.bincount(links.here, near[links.there], len(near)) > 0)
    return near


def _among(rows: Sequence[Ints], asked: Mask) -> list[Ints]:
    """What is left of the points near each piece of the ground if only some are asked about it."""
    return [each[asked[each]] for each in rows]


def _pressed(xyz: Floats, radius: Floats, distance: Floats, space: EpiduralSpace, terms: Terms) -> Floats:
    """Radii as what lies between the sac and the wall allows if the vein takes the middle of it."""
    inside = xyz[terms.internal]
    inner = space.sac.distance(inside) - terms.sac_gap
    outer = distance[terms.internal] - terms.clear[terms.internal]
    outer = np.minimum(outer, room_in(space.canal, inside) + _CANAL_MM)
    out = np.array(radius)
    out[terms.internal] = np.minimum(out[terms.internal], np.maximum(0.5 * (inner + outer), THINNEST_MM))
    return out


def _spare(xyz: Floats, radius: Floats, distance: Floats, space: EpiduralSpace, internal: Ints) -> Floats:
    """What space each internal vein has before bone if it has as much before the sac, mm."""
    spare: Floats = 0.5 * (space.sac.distance(xyz[internal]) + distance[internal]) - radius[internal]
    return spare


def _off_ground(xyz: Floats, told: tuple[Floats, Floats], terms: Terms, links: Links, more: Floats) -> Floats:
    """Nodes moved along the slope until they are neither too near to the ground nor too far from it.

    `told` is the distance from the ground and its slope at each node, `more` a step that goes with it.
    """
    distance, slope = told
    gap = distance - terms.radius
    push = np.clip(terms.clear - gap, 0.0, 1.0)
    beyond = np.maximum(gap - terms.high, -1.0)
    pull = np.where(beyond < terms.reach, 0.3 * np.clip(beyond, 0.0, 1.0), 0.0)
    step = np.where(terms.marrow, 0.0, push - pull)[:, None] * slope + more
    aside = links.across(xyz, step)
    moved: Floats = xyz + np.where((distance < 0.0)[:, None], step, aside)
    return moved


def _apart(xyz: Floats, radius: Floats, pairs: Ints) -> Floats:
    """Nodes of vessels that are not joined nearby, pushed to the distance of their radii."""
    lack = lacking(xyz, radius, pairs, _APART_MM)
    tight = lack > 0.0
    give = 0.6 * np.minimum(lack[tight], 1.0)
    return pushed(xyz, pairs[tight], np.stack([give, give], axis=1))


def _fitting(
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
    clear = np.where(_near_joints(links), _JOINT_CLEAR_MM, CLEAR_MM)
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
