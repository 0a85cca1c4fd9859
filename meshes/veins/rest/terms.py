"""What holds for each node of drawn veins while they settle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.network.builder import Joined
from meshes.network.graph import Floats, Ints, Mask
from meshes.network.pulls import Links
from meshes.veins.surroundings.canal import JOINT_GAP_MM, SAC_GAP_MM
from meshes.veins.surroundings.site import BACK, FRONT, INTERNAL, LOOSE, MARROW, OUTSIDE, VEILED

CLEAR_MM = 0.25
"""Least space between the wall of a vein and bone."""
LIGAMENT_MM = 1.65
"""Least space before a vein that runs behind the posterior longitudinal ligament."""
REACH_MM = {FRONT: 0.6, VEILED: 2.2, BACK: 0.7, OUTSIDE: 0.8, LOOSE: np.inf, MARROW: np.inf}
"""Space between the wall of a vein and bone beyond which it is drawn back, by room."""

_PULL_REACH_MM = {FRONT: 4.0, VEILED: 4.0, BACK: 1.4, OUTSIDE: 1.8, LOOSE: 0.0, MARROW: 0.0}


_PASSING_MM = 0.8
"""Space between the sac and what runs free in the canal up to which it is kept off it."""
_BAND_MM = 0.3
"""Space between the sac and a link behind a body: the posterior longitudinal ligament runs between them."""


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


def terms_of(drawn: Joined, links: Links, space: EpiduralSpace) -> Terms:
    """The terms of a drawing: what the room of each vessel asks for.

    What is on its way out of the canal stays in it as long as it passes by the sac.
    """
    room = np.array(drawn.rooms)[drawn.room]
    high = np.array([REACH_MM[each] for each in drawn.rooms])[drawn.room]
    reach = np.array([_PULL_REACH_MM[each] for each in drawn.rooms])[drawn.room]
    is_internal = np.isin(room, INTERNAL)
    loose = np.flatnonzero(room == LOOSE)
    place, radius = drawn.graph.xyz[loose], drawn.graph.radius[loose]
    passing = space.sac.distance(place) < radius + _PASSING_MM
    is_internal[loose] = passing & (space.canal.distance(place) < 0.0)
    internal = np.flatnonzero(is_internal)
    clear = np.where(room == VEILED, LIGAMENT_MM, CLEAR_MM)
    gap = np.where(near_joints(links), JOINT_GAP_MM, SAC_GAP_MM)
    gap[drawn.graph.nodes_of("vein.internal.transverse") & (room == FRONT)] = _BAND_MM
    return Terms(drawn.graph.radius, clear, high, reach, internal, room == MARROW, gap[internal])


def near_joints(links: Links) -> Mask:
    """Nodes at junctions and the next two along each vessel: there skins swell into each other."""
    near = links.many >= 3
    for _ in range(2):
        near = near | (np.bincount(links.here, near[links.there], len(near)) > 0)
    return near
