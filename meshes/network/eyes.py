"""The eyes of a net of vessels, and how far each of them stands open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.network.cycles import shortest_cycles, turning
from meshes.network.graph import Floats, Ints, VesselGraph

_INSIDE = np.pi
"""Least solid angle under which a loop is seen from a place inside it; 2 π in the plane of a flat one."""
_WALL_MM, _ROUND_MM = 0.3, 1.1
"""Distance of neighbouring places at which walls are asked for, and between which balls are sought."""
_CORNERS = 26
"""How many places of a long cycle are looked at in pairs."""
_ACROSS = 5
"""From which part of the way round on two of its places lie across the eye from each other."""
_REACH_MM = 3.0


@dataclass(frozen=True, eq=False)
class Eye:
    """One eye.

    Parameters
    ----------
    edges : int array
        The edges round it, in their order.
    width_mm : float
        Diameter of the largest ball found that lies in it and touches no wall; not above 0 where the walls
        round it lie in each other all along.
    length_mm : float
        How far the middles of balls lie apart that are as wide as asked; 0 where there is none or one.
    """

    edges: Ints
    width_mm: float
    length_mm: float


def eyes(graph: VesselGraph, most_mm: float, open_mm: float) -> tuple[Eye, ...]:
    """The eyes of a net: its shortest independent cycles, in three dimensions, not as seen from one side.

    An eye stands open as far as balls lie in it that touch no wall of the whole graph. They are looked for
    half-way between walls across from each other; whether that is inside the loop is told by the solid
    angle under which the loop is seen from there.

    Parameters
    ----------
    graph : VesselGraph
        The net with its calibres.
    most_mm : float
        Longest way round an eye: what is longer is a ring of another kind.
    open_mm : float
        Width from which on an eye counts as open along its length.
    """
    wall, thick = _walls(graph)
    order = np.argsort(wall[:, 2], kind="stable")
    wall, thick = wall[order], thick[order]
    return tuple(_eye(graph, each, wall, thick, open_mm) for each in shortest_cycles(graph, most_mm))


def _walls(graph: VesselGraph) -> tuple[Floats, Floats]:
    """Places along all edges and the calibres there, half of them."""
    return _along(graph, graph.edges[:, 0], graph.edges[:, 1], _WALL_MM)


def _along(graph: VesselGraph, here: Ints, there: Ints, step_mm: float) -> tuple[Floats, Floats]:
    """Places from some nodes on to their neighbours, no farther apart than a step, and the radii there."""
    length = np.sqrt(((graph.xyz[there] - graph.xyz[here]) ** 2).sum(axis=1))
    many = np.maximum(np.ceil(length / step_mm), 1).astype(np.intp)
    number = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    share = (number / np.repeat(many, many))[:, None]
    a, b = np.repeat(here, many), np.repeat(there, many)
    xyz = (1.0 - share) * graph.xyz[a] + share * graph.xyz[b]
    radius: Floats = (1.0 - share[:, 0]) * graph.radius[a] + share[:, 0] * graph.radius[b]
    return xyz, radius


def _eye(graph: VesselGraph, cycle: Ints, wall: Floats, thick: Floats, open_mm: float) -> Eye:
    nodes = turning(graph, cycle)
    loop, radius = _along(graph, nodes, np.roll(nodes, -1), _ROUND_MM)
    some = np.arange(0, len(loop), -(-len(loop) // _CORNERS))
    a, b = (some[each] for each in np.triu_indices(len(some), 1))
    across = np.minimum(b - a, len(loop) - (b - a)) >= len(loop) / _ACROSS
    middle = _between(loop, radius, a[across], b[across])
    middle = middle[np.abs(_solid_angle(loop, middle)) > _INSIDE]
    if not len(middle):
        return Eye(cycle, 0.0, 0.0)
    wide = 2.0 * _clearance(middle, wall, thick)
    spots = middle[wide >= open_mm]
    apart = spots[:, None] - spots[None]
    return Eye(cycle, float(wide.max()), float(np.sqrt((apart * apart).sum(axis=2).max(initial=0.0))))


def _between(loop: Floats, radius: Floats, a: Ints, b: Ints) -> Floats:
    """Places half-way between the walls of pairs of places."""
    way = loop[b] - loop[a]
    size = np.sqrt((way * way).sum(axis=1))
    share = 0.5 + 0.5 * (radius[a] - radius[b]) / np.maximum(size, 1e-9)
    middle: Floats = loop[a] + np.clip(share, 0.0, 1.0)[:, None] * way
    return middle


def _clearance(points: Floats, wall: Floats, thick: Floats) -> Floats:
    """Distance of points from the nearest wall, mm, at most some millimetres."""
    low, high = points.min(axis=0) - _REACH_MM, points.max(axis=0) + _REACH_MM
    first, last = np.searchsorted(wall[:, 2], [low[2], high[2]])
    here = wall[first:last]
    near = first + np.flatnonzero(((here > low) & (here < high)).all(axis=1))
    square = sum((points[:, axis, None] - wall[near, axis]) ** 2 for axis in range(3))
    far: Floats = np.minimum((np.sqrt(square) - thick[near]).min(axis=1), _REACH_MM)
    return far


def _solid_angle(loop: Floats, points: Floats) -> Floats:
    """Solid angle under which a closed loop (N, 3) is seen from points (P, 3), as a fan from its middle."""
    hub = (loop.mean(axis=0) - points)[:, None]
    one = loop[None] - points[:, None]
    other = np.roll(one, -1, axis=1)
    far, p, q = (np.sqrt((each * each).sum(axis=2)) for each in (hub, one, other))
    volume = (hub * np.cross(one, other)).sum(axis=2)
    below = far * p * q
    below += (hub * one).sum(axis=2) * q + (hub * other).sum(axis=2) * p + (one * other).sum(axis=2) * far
    total: Floats = 2.0 * np.arctan2(volume, below).sum(axis=1)
    return total
