"""The intervertebral disc: what fills the space between two endplates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.column.landmarks.body_face import BodyFace
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid, box_corners

CLEARANCE_MM = 0.1
"""Kept between disc and bone, so that two meshes of one surface do not cross."""

BULGE_MM = 1.0
"""How far the anulus stands out over the rims at its middle; illustrative."""

_INTO_MM = 2.0
"""How far beyond the faces the space is taken that the bones then leave: their rims are rounded off."""

_EDGE = 0.02
"""Rounding of the edge where the wall of the disc meets the rim of a body, in widths of the disc: a sharper
one is a wedge thinner than the grid, and frays."""

_NEAR_MM = 1.5


def disc(
    roof: BodyFace,
    floor: BodyFace,
    relative: Pose,
    bones: Sequence[Solid],
    bulge_mm: float = BULGE_MM,
) -> Solid:
    """The disc between two bodies: what their bones leave free within a bulging wall from rim to rim.

    The back does not bulge: it is flush with the posterior walls.

    Parameters
    ----------
    roof, floor : BodyFace
        Lower face of the body above and upper face of that below, each in the frame of its bone.
    relative : Pose
        From the frame of the lower to that of the upper bone, which is the disc's.
    bones : sequence of Solid
        Both bones, in the disc's frame.
    bulge_mm : float
        How far the side stands out over the rims.
    """
    back = relative.inverse()
    edge_mm = _EDGE * float(np.ptp(roof.bounds[:, 0]))

    def distance(points: Vector) -> Vector:
        under = back.apply(points)
        x, y, z = points.T
        top = z - roof.height(x, y)
        bottom = floor.height(under[:, 0], under[:, 1]) - under[:, 2]
        share = np.clip(top / np.minimum(top + bottom, -0.5), 0.0, 1.0)
        rim = _mixed(roof.rim(x, y), floor.rim(under[:, 0], under[:, 1]), share)
        arch = 4.0 * share * (1.0 - share)
        ahead = np.clip(-y / 8.0, 0.0, 1.0)
        beyond = np.maximum(top, bottom)
        # Beyond a face the wall draws in, to meet the rounded rim squarely and not to hug the body's side.
        side = rim - bulge_mm * arch * ahead + np.maximum(beyond, 0.0)
        value = np.maximum(side, beyond - _INTO_MM) / 1.4
        near = np.flatnonzero(value < _NEAR_MM)
        for bone in bones:
            outside = CLEARANCE_MM - bone.distance(points[near])
            value[near] = smooth_maximum(value[near], outside, edge_mm)
        return value

    is_symmetric = relative.is_median and all(each.is_symmetric for each in bones)
    steepest = max(1.1, *(each.lipschitz for each in bones))
    return Solid(distance, _bounds(roof, floor, relative, bulge_mm), steepest, is_symmetric)


def _mixed(upper: Vector, lower: Vector, share: Vector) -> Vector:
    return upper + (lower - upper) * share


def _bounds(roof: BodyFace, floor: BodyFace, relative: Pose, bulge_mm: float) -> Vector:
    """From below the upper body's middle to above the lower body's."""
    low, high = roof.bounds
    corners = relative.apply(box_corners(floor.bounds))
    low = np.minimum(low, corners.min(axis=0)) - bulge_mm
    high = np.maximum(high, corners.max(axis=0)) + bulge_mm
    high[2], low[2] = roof.bounds[1, 2], corners[:, 2].min()
    return np.array([low, high])
