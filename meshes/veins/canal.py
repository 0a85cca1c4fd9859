"""Keeping the internal plexus in the epidural space: inside the vertebral canal, outside the dural sac."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.canal import CanalSpace
from meshes.geometry.rows import sizes
from meshes.network.graph import Floats, Ints
from meshes.sdf.oval_tube import OvalTube
from meshes.veins.smooth import Links

SAC_GAP_MM, JOINT_GAP_MM = 0.15, 0.2
"""Least space between the wall of a vein and the dural sac, and near junctions, where walls swell."""

_CLEAR_MM = 0.1
_PROBE_MM = 0.05


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
