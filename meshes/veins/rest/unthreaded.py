"""Vessels at rest that still run through a root: led round it on one side, slim and close to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from meshes.network.graph import Floats, Ints, Mask
from meshes.network.pulls import Links
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.ribs import NO_RIBS_ABOUT, RibsAbout
from meshes.veins.surroundings.roots import Barred, NearestRoots, Roots, nothing_barred

_REACH_MM = 2.5
_SLIM_MM, _SLIMMEST_MM = 0.5, 0.23
"""Largest radius that room is made for, and in the last rounds: before and behind a root a vein may be thick,
over it it is not.
"""
_HOPS, _ROUNDS, _LAST_ROUNDS = 4, 16, 9
_EVEN, _EVENING_ROUNDS = 0.5, 10
"""How much of its neighbours' way a node goes in each of the first rounds: in the others nothing holds those
back whose edge a root still cuts.
"""
_CLEAR_MM, _MOST_MM = 0.25, 0.4


def unthreaded(
    xyz: Floats,
    radius: Floats,
    links: Links,
    ground: Ground,
    roots: Roots,
    movable: Mask,
    ribs: RibsAbout = NO_RIBS_ABOUT,
    kept_in: Callable[[Floats, Floats, Ints], Floats] = lambda xyz, radius, some: xyz,
    is_barred: Barred = nothing_barred,
) -> tuple[Floats, NearestRoots]:
    """The (M, 3) nodes with those moved whose vein runs through a root, and the root that each is nearest to.

    Half-way between two nodes, too, the vein keeps off. Junctions and ends stay, and so does what lies more
    than a few edges from a root that is run through. `kept_in` takes all nodes, their radii and those of them
    that may move, and keeps these in the canal and off the dural sac; `is_barred` tells on which side of a
    root they would not find room.
    """
    slim = np.minimum(radius, _SLIM_MM)
    about = roots.about(xyz, movable, _REACH_MM)
    near = about.nearest(xyz)
    edges = _edges(links, near.nodes)
    close = near.told(xyz[near.nodes]).distance < 0.5 * slim[near.nodes]
    cut = roots.told(_halfway(xyz, edges), _REACH_MM).distance < 0.5 * _halfway(slim, edges)
    some = _some(links, np.concatenate([near.nodes[close], edges[cut].ravel()]), movable)
    if not len(some):
        return xyz, near
    edges = edges[np.isin(edges, some).any(axis=1)]
    between = roots.about(_halfway(xyz, edges), None, _REACH_MM)
    for turn in range(_ROUNDS):
        if turn == _ROUNDS - _LAST_ROUNDS:
            slim = np.minimum(slim, _SLIMMEST_MM)
        moved = np.array(xyz)
        if turn < _EVENING_ROUNDS:
            moved[some] += _EVEN * (links.mean(xyz)[some] - xyz[some])
        own = about.nearest(moved).among(some)
        moved = own.kept_off(own.led_round(moved, slim, links, is_barred), slim)
        middle = _halfway(moved, edges)
        moved += _shared(between.nearest(middle).steps_off(middle, _halfway(slim, edges)), edges, len(xyz))
        moved = ribs.kept_off(moved, slim)
        distance, slope = ground.with_slope(moved[some])
        moved[some] += np.clip(slim[some] + _CLEAR_MM - distance, 0.0, _MOST_MM)[:, None] * slope
        moved = kept_in(moved, slim, some)
        xyz = np.array(xyz)
        xyz[some] = moved[some]
    return xyz, about.nearest(xyz)


def _edges(links: Links, nodes: Ints) -> Ints:
    """The edges one end of which is among some nodes, (E, 2)."""
    marked = np.zeros(len(links.many), bool)
    marked[nodes] = True
    asked = (links.here < links.there) & (marked[links.here] | marked[links.there])
    return np.stack([links.here[asked], links.there[asked]], axis=1)


def _halfway(values: Floats, edges: Ints) -> Floats:
    middle: Floats = 0.5 * (values[edges[:, 0]] + values[edges[:, 1]])
    return middle


def _shared(steps: Floats, edges: Ints, count: int) -> Floats:
    """The step of each node (N, 3) that those of its edges (E, 3) ask for, in the mean."""
    asks = np.flatnonzero(steps.any(axis=1))
    nodes = edges[asks].T.ravel()
    sums = [np.bincount(nodes, np.tile(column, 2), count) for column in steps[asks].T]
    many = np.maximum(np.bincount(nodes, minlength=count), 1)
    mean: Floats = np.stack(sums, axis=1) / many[:, None]
    return mean


def _some(links: Links, nodes: Ints, movable: Mask) -> Ints:
    """Some nodes and those a few edges from them that may move."""
    marked = np.zeros(len(links.many), bool)
    marked[nodes] = True
    for _ in range(_HOPS):
        marked |= np.bincount(links.here, marked[links.there], len(marked)) > 0
    return np.flatnonzero(marked & movable & (links.many == 2))
