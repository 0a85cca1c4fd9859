"""Joints: neighbouring bones parted along the surface half-way between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.blend import near_box, smooth_maximum
from meshes.sdf.solid import Solid

_RIM_MM = 1.4
"""Rounding of the edge where a joint face meets the rest of the bone: no sharper than the grid can show."""

_OUTSIDE_MM = 2.5


def parted(bone: Solid, neighbours: Sequence[tuple[Solid, float]]) -> Solid:
    """The bone cut back to half a joint gap from the surface half-way to each neighbour.

    Cutting both bones of a joint this way makes their faces parallel, in whatever posture they stand: neither
    can reach into the other.

    Parameters
    ----------
    bone : Solid
        The bone to cut.
    neighbours : sequence of pairs
        The bones it articulates with, uncut, in its frame; each with the space between the two facing joint
        surfaces, in the measure of their distances, which may change slower than a mm a mm.
    """
    # Faces that just touch lie wholly in the band of the rounding, which takes a quarter of it off each;
    # where the bones overlap deeply it takes nothing. The gap asked for lies between.
    cuts = [(other, gap - _RIM_MM / 4) for other, gap in neighbours]

    def distance(points: Vector) -> Vector:
        value = np.array(bone.distance(points), float)
        columns = np.ascontiguousarray(points.T)
        skin = np.flatnonzero(value < _OUTSIDE_MM)
        for other, gap in cuts:
            # Outside the bone the cut changes nothing that matters; deep inside, only what lies as deep in
            # the other.
            reach = gap + 2 * _RIM_MM - value.take(skin)
            near = skin[near_box(columns.take(skin, axis=1), other.bounds, reach)]
            if len(near):
                own = value[near]
                beyond = (own - other.distance(points.take(near, axis=0)) + gap) / 2
                value[near] = smooth_maximum(own, beyond, _RIM_MM)
        return value

    solids = (bone, *(other for other, _ in neighbours))
    steepest = max(each.lipschitz for each in solids)
    return Solid(distance, bone.bounds, steepest, all(each.is_symmetric for each in solids))
