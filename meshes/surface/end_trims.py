"""What is taken off at the ends of tubes: what lies in a neighbour's wall, or beyond a plane."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from meshes.network.graph import Floats, VesselGraph
from meshes.surface.caps import LIP_MM
from meshes.surface.meetings import Wall, near, walls
from meshes.surface.trim import Trim
from meshes.surface.tube_ends import EndedLine, end_of

_PROUD_MM = 0.03
"""How far outside a wall a branch is cut off: its edge is seen, and not where two walls happen to cross."""
_REACH = 4.0
"""How far from the tip of a branch all of it lies that is in the wall, in radii of both."""
_PLANE_REACH = 5.0
"""The same of what lies beyond a plane end, in radii."""
MENISCUS = 0.1
"""How deep the disc of an end that nothing follows sinks in, in radii: clear tubes are shown with it."""


def seats(ended: Sequence[EndedLine], graph: VesselGraph) -> list[Trim]:
    """Of each end that opens into the wall of others, all that lies within that wall."""
    found: dict[tuple[str, ...], Wall] = {}
    trims = []
    for each in ended:
        for end, met in enumerate(each.meets):
            if met is None or met.is_end_to_end:
                continue
            if met.names not in found:
                found[met.names] = walls(graph, met.names)
            points, radii = each.line.points, each.line.radii
            tip = points[-end]
            reach = _REACH * (met.stem_mm + float(radii[-end]))
            wall = near(found[met.names], tip, reach + 2.0 * met.stem_mm)
            trims.append(Trim(tip, reach, partial(_outside, wall), met.names))
    return trims


def _outside(wall: Wall, points: Floats) -> Floats:
    return wall.gap(points) - _PROUD_MM


def plane_ends(ended: Sequence[EndedLine], beyond_mm: float) -> dict[tuple[int, int], Trim]:
    """Of each tube and end (0 or 1) that is cut across, all beyond the cut, up to so far."""
    trims = {}
    for number, each in enumerate(ended):
        for end in (end for end in (0, 1) if each.is_across(end)):
            middle, way, radius = end_of(each, end)
            reach = _PLANE_REACH * radius + beyond_mm
            met = each.meets[end]
            sunk = 0.0 if met else MENISCUS * radius
            kept = partial(_before, middle - LIP_MM * way, way)
            onward = met.names if met else ()
            trims[number, end] = Trim(middle + beyond_mm * way, reach, kept, onward, way, sunk)
    return trims


def _before(place: Floats, way: Floats, points: Floats) -> Floats:
    return np.asarray((place - points) @ way, float)
