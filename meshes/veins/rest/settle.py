"""Letting drawn veins settle: out of bone, onto their wall, inside the canal, apart, without kinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.network.builder import Joined
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.network.pulls import Links, links_of
from meshes.veins.rest.apart import lacking, pushed, yielding
from meshes.veins.rest.pressing import LEAST_MM, fitting, out_again, pressed, spare
from meshes.veins.rest.spreading import Across
from meshes.veins.rest.strangers import Strangers
from meshes.veins.rest.terms import Terms, terms_of
from meshes.veins.rest.unthreaded import unthreaded
from meshes.veins.surroundings.canal import STANDS_OUT_MM, Inside, drawn_into
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import NO_RIBS, Ribs
from meshes.veins.surroundings.roots import NO_ROOTS, Roots

_GIVE_MM = 0.07
"""What the space before the wall of an internal vein gives way where bone and sac lie too close together."""
_ROUNDS = 32
_LAST_ROUNDS = 10
_OUT_ROUNDS = 7
_SMOOTH = 0.32
_HOLD = 0.03
_EVERY, _LAST_EVERY = 4, 2
"""How many rounds pass between two looks for vessels that touch, and between two of the last."""
_SPREAD_EVERY = 2
"""How many rounds pass between two openings of the eyes."""
_APART_MM = 0.2
_SLACK_MM = 3.0
_RIBS_MM = 5.0
"""How near to a rib a node has to be drawn to be kept off it, radius included."""
_ROOTS_MM, _ROOTS_EVERY = 3.5, 8
"""How near to a root a node has to come to be kept off it, and after how many rounds that is asked anew."""
_BEND = 1.8
"""Least radius of a bend in radii of the vein."""


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
    terms = terms_of(drawn, links, space)
    home = xyz = np.array(graph.xyz)
    strangers = Strangers.of(graph, _APART_MM)
    across = Across.of(graph, graph.edges_of("vein.internal"))
    wanted_mm = across.apart_mm(graph.radius)
    rows = _among(ground.near(xyz, _SLACK_MM), ~terms.marrow)
    is_internal = np.isin(np.arange(len(xyz)), terms.internal)
    inner_rows = _among(rows, is_internal)
    near_ribs = ribs.about(xyz, ~(is_internal | terms.marrow), _RIBS_MM)

    inside = Inside(space, terms.internal, terms.sac_gap, links)

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
            xyz = _apart(xyz, graph.radius, strangers.pairs, _APART_MM, graph.radius)
        if turn % _SPREAD_EVERY == 0:
            # By the square: a main channel keeps its course, and what runs beside it makes room.
            xyz = _apart(xyz, graph.radius, across.pairs, wanted_mm, graph.radius**2)
        told = ground.with_slope(xyz, rows)
        if is_last:
            terms = replace(terms, radius=pressed(xyz, graph.radius, told[0], space, terms))
        steps = near_roots.steps_off(xyz, terms.radius)
        xyz = near_ribs.kept_off(_off_ground(xyz, told, terms, links, steps), terms.radius)
        if is_last or turn % _EVERY == 0:
            xyz = drawn_into(space.canal, xyz, terms.radius, terms.internal)
            xyz = inside.off_sac(xyz, terms.radius)
    out_only = replace(terms, clear=np.array(terms.clear), high=np.full(len(xyz), np.inf))
    usual = terms.clear[terms.internal] - _GIVE_MM
    for _ in range(_OUT_ROUNDS):  # where drawn canal and real bone disagree, bone has the last word
        pause()
        distance, _ = ground.with_slope(xyz, inner_rows)
        narrow = pressed(xyz, graph.radius, distance, space, terms)
        out_only = replace(out_only, radius=np.minimum(out_only.radius, narrow))
        room = spare(xyz, out_only.radius, distance, space, terms.internal)
        out_only.clear[terms.internal] = np.clip(room, LEAST_MM, usual)
        xyz = drawn_into(space.canal, xyz, out_only.radius - STANDS_OUT_MM, terms.internal)
        xyz = inside.off_sac(xyz, out_only.radius)
        xyz = near_ribs.kept_off(xyz, terms.radius)
        steps = near_roots.steps_off(xyz, out_only.radius)
        xyz = _off_ground(xyz, ground.with_slope(xyz, rows), out_only, links, steps)
    # The calibre gives way to what fairing brings near, as far as it can.
    xyz = out_again(links.faired(xyz), xyz, ground, space, terms)
    xyz, near_roots = unthreaded(
        xyz, out_only.radius, links, ground, roots, ~terms.marrow, near_ribs, inside.kept, inside.is_barred
    )
    fitted = fitting(graph, xyz, ground, space, terms, links, near_ribs, near_roots)
    return graph.moved(xyz).with_radius(fitted)


def _among(rows: Sequence[Ints], asked: Mask) -> list[Ints]:
    """What is left of the points near each piece of the ground if only some are asked about it."""
    return [each[asked[each]] for each in rows]


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


def _apart(xyz: Floats, radius: Floats, pairs: Ints, apart_mm: Floats | float, firm: Floats) -> Floats:
    """Nodes of vessels pushed to the distance of their radii and what is wanted between; firm ones less."""
    lack = lacking(xyz, radius, pairs, apart_mm)
    tight = lack > 0.0
    give = 1.2 * np.minimum(lack[tight], 1.0)[:, None]
    return pushed(xyz, pairs[tight], give * yielding(firm, pairs[tight], np.ones(len(xyz), bool)))
