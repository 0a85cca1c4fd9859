"""Radicular veins kept in the dural sac from the cord to where they leave it for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.frame import ColumnFrame
from meshes.network.graph import Floats, Ints, Mask, VesselGraph

_EASED = 3
"""Over how many nodes before it leaves the sac a vein comes to the wall."""
_LEAST_MM = 0.05
"""How deep in the sac the middle of a vein lies at least until then."""
_ROUNDS = 3


def kept_in_sac(
    graph: VesselGraph, column: ColumnFrame, names: Sequence[str], movable: Mask, dura_mm: float
) -> VesselGraph:
    """The graph with veins that graze the wall of the sac from within moved off it.

    Parameters
    ----------
    graph : VesselGraph
        Everything at rest.
    column : ColumnFrame
        Its parameters tell cord and sac.
    names : sequence of str
        Ids of the veins; each is one line that begins in the sac and ends outside.
    movable : (N,) bool array
        Nodes that may move.
    dura_mm : float
        Thickness of the wall of the sac.

    Notes
    -----
    Where the space between cord and dura is narrow, the wall of a vein rather reaches the dura than the cord.
    """
    cord, sac, xyz = spinal_cord(column), dural_sac(column), np.array(graph.xyz)
    for name in names:
        line = _inward_first(graph, name, sac.distance)
        inside = np.flatnonzero(sac.distance(xyz[line]) < 0.0)
        if not len(inside):
            continue
        own = line[: inside[-1] + 1]
        share = np.minimum(np.arange(len(own))[::-1] / _EASED, 1.0)
        for _ in range(_ROUNDS):
            distance, slope = sac.with_slope(xyz[own])
            space = np.maximum(cord.distance(xyz[own]) - distance, 0.0)
            depth = np.minimum(graph.radius[own] + dura_mm, space - graph.radius[own])
            depth = np.maximum(share * depth, _LEAST_MM)
            xyz[own] -= (movable[own] * np.maximum(distance + depth, 0.0))[:, None] * slope
    return graph.moved(xyz)


def _inward_first(graph: VesselGraph, name: str, depth: Callable[[Floats], Floats]) -> Ints:
    """The nodes of a vein that is one line, from its end that lies deeper in the sac."""
    edges = graph.edges[graph.edges_of(name)]
    found, many = np.unique(edges, return_counts=True)
    ends = found[many == 1]
    line, left = [int(ends[np.argmin(depth(graph.xyz[ends]))])], edges
    while len(left):
        at = int(np.flatnonzero((left == line[-1]).any(axis=1))[0])
        line.append(int(left[at].sum() - line[-1]))
        left = np.delete(left, at, axis=0)
    return np.array(line)
