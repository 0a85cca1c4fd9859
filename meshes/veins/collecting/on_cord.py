"""Veins of the spinal cord laid on it: the median ones between it and the dura, the others not in it."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.frame import ColumnFrame
from meshes.network.graph import Floats, Ints, Mask, VesselGraph
from meshes.sdf.oval_tube import OvalTube

_ON_MM = 0.06
"""Space between the wall of a vein and the cord it lies on."""
_THINNEST_MM = 0.2
"""Radius to which a narrow subarachnoid space may press a vein."""
_REACH_MM = 1.0
"""How near to the cord, beyond its wall, the course of a vein is evened out."""
_ROUNDS, _EVEN = 4, 0.3
"""How often each node is laid on the cord, and how much of its neighbours' way it goes before that."""


def laid_on_cord(
    graph: VesselGraph, column: ColumnFrame, on: Mask, beside: Mask, dura_mm: float
) -> VesselGraph:
    """The graph with veins laid on the cord.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest.
    column : ColumnFrame
        Its parameters tell cord and sac.
    on : (N,) bool array
        Nodes that lie on the cord, and grow thin where the dura is near.
    beside : (N,) bool array
        Nodes that leave it, and are only moved out of it.
    dura_mm : float
        Thickness of the wall of the sac.
    """
    cord, reach = spinal_cord(column), graph.radius + _REACH_MM
    some = np.flatnonzero(on | beside)
    some = some[on[some] | (cord.distance(graph.xyz[some]) < reach[some])]
    if not len(some):
        return graph
    radius = _pressed(graph, cord, dural_sac(column), some[on[some]], dura_mm)
    xyz, is_on = np.array(graph.xyz), on[some]
    edges = graph.edges[(on | beside)[graph.edges].all(axis=1)]
    for _ in range(_ROUNDS):
        xyz[some] += _EVEN * _way_to_neighbours(xyz, edges)[some]
        distance, slope = cord.with_slope(xyz[some])
        step = radius[some] + _ON_MM - distance
        xyz[some] += np.where(is_on, step, np.maximum(step, 0.0))[:, None] * slope
    return graph.moved(xyz).with_radius(radius)


def below_top(graph: VesselGraph, column: ColumnFrame) -> Mask:
    """Mark the nodes that lie lower along the canal than where the cord begins."""
    cord = spinal_cord(column)
    lower: Mask = cord.line.coordinates(graph.xyz)[:, 1] > cord.start
    return lower


def _pressed(graph: VesselGraph, cord: OvalTube, sac: OvalTube, some: Ints, dura_mm: float) -> Floats:
    """Radii with those of some nodes no larger than what lies between cord and dura leaves them."""
    place, radius = graph.xyz[some], np.array(graph.radius)
    room = 0.5 * (cord.distance(place) - sac.distance(place) - dura_mm - _ON_MM)
    radius[some] = np.minimum(radius[some], np.maximum(room, _THINNEST_MM))
    return radius


def _way_to_neighbours(xyz: Floats, edges: Ints) -> Floats:
    """From each node with two edges to the middle between its neighbours, (N, 3); 0 for all others."""
    here, there = np.concatenate([edges, edges[:, ::-1]]).T
    many = np.bincount(here, minlength=len(xyz))
    sums = np.stack([np.bincount(here, column[there], len(xyz)) for column in xyz.T], axis=1)
    way: Floats = np.where((many == 2)[:, None], 0.5 * sums - xyz, 0.0)
    return way
