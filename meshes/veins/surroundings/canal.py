"""Keeping the internal plexus in the epidural space: inside the vertebral canal, outside the dural sac."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.column.canal.canal import CanalSpace
from meshes.column.canal.epidural_space import EpiduralSpace
from meshes.geometry.rows import sizes
from meshes.network.graph import Floats, Ints, Mask
from meshes.network.pulls import Links
from meshes.sdf.oval_tube import OvalTube

SAC_GAP_MM, JOINT_GAP_MM = 0.15, 0.2
"""Least space between the wall of a vein and the dural sac, and near junctions, where walls swell."""

_CLEAR_MM = 0.1
_PROBE_MM = 0.05

STANDS_OUT_MM = 0.2
"""How far a pressed vein may stand out of the drawn wall of the canal, which is smoother than bone."""


@dataclass(frozen=True, eq=False)
class Inside:
    """The nodes of a graph that stay between the wall of the canal and the dural sac.

    Parameters
    ----------
    space : EpiduralSpace
        What lies between them.
    nodes : (I,) int array
        The nodes.
    sac_gap : (I,) array
        Least space between the wall of each and the sac, mm.
    links : Links
        Of the whole graph.
    """

    space: EpiduralSpace
    nodes: Ints
    sac_gap: Floats
    links: Links

    def off_sac(self, xyz: Floats, radius: Floats) -> Floats:
        """The (M, 3) nodes of the whole graph with these moved off the sac."""
        return drawn_off(self.space.sac, xyz, radius[self.nodes] + self.sac_gap, self.nodes, self.links)

    def kept(self, xyz: Floats, radius: Floats, some: Ints) -> Floats:
        """The (M, 3) nodes of the whole graph with those of some of these moved into the canal, though not by
        what may stand out of it, and off the sac.
        """
        asked = np.isin(self.nodes, some)
        here = Inside(self.space, self.nodes[asked], self.sac_gap[asked], self.links)
        return here.off_sac(drawn_into(self.space.canal, xyz, radius - STANDS_OUT_MM, here.nodes), radius)

    def is_barred(self, places: Floats, nodes: Ints) -> Mask:
        """Whether nodes (N,) are among these and would lie outside the canal at some places (N, 3)."""
        outside: Mask = np.isin(nodes, self.nodes) & (self.space.canal.distance(places) > 0.0)
        return outside


def drawn_into(canal: CanalSpace, xyz: Floats, radius: Floats, internal: Ints) -> Floats:
    """The nodes with the internal ones moved so far that the whole vein lies in the canal."""
    gap, slope = wall_gap(canal, xyz[internal])
    step = np.clip(gap + radius[internal] + _CLEAR_MM, 0.0, 1.0)
    out = np.array(xyz)
    out[internal] -= step[:, None] * slope
    return out


def drawn_off(sac: OvalTube, xyz: Floats, least: Floats, internal: Ints, links: Links) -> Floats:
    """The nodes with the internal ones moved off the sac until each centre has its least distance from it."""
    gap, slope = sac.with_slope(xyz[internal])
    step = np.zeros(xyz.shape)
    step[internal] = np.clip(least - gap, 0.0, 1.0)[:, None] * slope
    moved: Floats = xyz + links.across(xyz, step)
    return moved


def room_in(canal: CanalSpace, points: Floats) -> Floats:
    """Radius of the largest vein that fits into the canal round each point, mm."""
    room: Floats = -wall_gap(canal, points)[0] - 0.5 * _CLEAR_MM
    return room


def wall_gap(canal: CanalSpace, points: Floats) -> tuple[Floats, Floats]:
    """Distance from the canal's wall, inside negative, and the unit direction outwards.

    The canal tells distances along rays from its middle; divided by their rate of change, which differences
    in three directions give, they become distances from the wall to first order.
    """
    probes = np.concatenate([points, *(points + _PROBE_MM * axis for axis in np.eye(3))])
    value, *ahead = canal.distance(probes).reshape(4, -1)
    slope = (np.stack(ahead, axis=1) - value[:, None]) / _PROBE_MM
    rate = np.maximum(sizes(slope), 0.5)
    return value / rate, slope / rate[:, None]
