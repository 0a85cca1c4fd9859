"""Joints: neighbouring bones parted along the surface half-way between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.blend import near_box, smooth_maximum
from meshes.sdf.solid import Solid

_RIM_MM = 0.8
"""Rounding of the edge where a joint face meets the rest of the bone."""

_OUTSIDE_MM = 2.5


def parted(bone: Solid, neighbours: Sequence[Solid], gap_mm: float) -> Solid:
    """The bone cut back to half a joint gap from the surface half-way to each neighbour.

    Cutting both bones of a joint this way makes their faces parallel, `gap_mm` apart, in whatever posture
    they stand: neither can reach into the other.

    Parameters
    ----------
    bone : Solid
        The bone to cut.
    neighbours : sequence of Solid
        The bones it articulates with, uncut, in its frame.
    gap_mm : float
        Space between two facing joint surfaces.
    """

    def distance(points: Vector) -> Vector:
        value = np.array(bone.distance(points), float)
        columns = np.ascontiguousarray(points.T)
        skin = np.flatnonzero(value < _OUTSIDE_MM)
        for other in neighbours:
            # Outside the bone the cut changes nothing that matters; deep inside, only what lies as deep in
            # the other.
            reach = gap_mm + 2 * _RIM_MM - value.take(skin)
            near = skin[near_box(columns.take(skin, axis=1), other.bounds, reach)]
            if len(near):
                own = value[near]
                beyond = (own - other.distance(points.take(near, axis=0)) + gap_mm) / 2
                value[near] = smooth_maximum(own, beyond, _RIM_MM)
        return value

    solids = (bone, *neighbours)
    steepest = max(each.lipschitz for each in solids)
    return Solid(distance, bone.bounds, steepest, all(each.is_symmetric for each in solids))
