"""The intervertebral disc: what fills the space between two endplates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.column.body_face import BodyFace
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid, box_corners

CLEARANCE_MM = 0.06
"""Kept between disc and bone, so that two meshes of one surface do not cross."""

ROUND_CLEARANCE_MM = 0.15
"""The same where faces are strongly curved and meshes stray further from them."""

BULGE_MM = 1.0
"""How far the anulus stands out over the rims at its middle; illustrative."""

_EDGE_MM = 0.8
_SKIN_MM = 1.5
HIND_MM = 14.0
"""How far in front of a thoracic or lumbar body's posterior wall what is melted onto it may reach."""


def disc(roof: BodyFace, floor: BodyFace, relative: Pose, bulge_mm: float = BULGE_MM) -> Solid:
    """The disc between two bodies: bounded by both endplates and by a bulging wall from rim to rim.

    The back does not bulge: it is flush with the posterior walls.

    Parameters
    ----------
    roof, floor : BodyFace
        Lower face of the body above and upper face of that below, each in the frame of its bone.
    relative : Pose
        From the frame of the lower to that of the upper bone, which is the disc's.
    bulge_mm : float
        How far the side stands out over the rims.
    """
    back = relative.inverse()

    def distance(points: Vector) -> Vector:
        under = back.apply(points)
        x, y, z = points.T
        top = z - roof.height(x, y)
        bottom = floor.height(under[:, 0], under[:, 1]) - under[:, 2]
        share = np.clip(top / np.minimum(top + bottom, -0.5), 0.0, 1.0)
        rim = _mixed(roof.rim(x, y), floor.rim(under[:, 0], under[:, 1]), share)
        arch = 4.0 * share * (1.0 - share)
        ahead = np.clip(-y / 8.0, 0.0, 1.0)
        side = rim - bulge_mm * arch * ahead
        flat = np.maximum(top, bottom) + CLEARANCE_MM
        return smooth_maximum(side, flat, _EDGE_MM) / 1.2

    return Solid(distance, _bounds(roof, floor, relative, bulge_mm), 1.1, relative.is_median)


def clear_of(
    filling: Solid, bones: Sequence[Solid], reach_mm: float = HIND_MM, clearance_mm: float = CLEARANCE_MM
) -> Solid:
    """A disc cut back where the pedicles melt into a body a little above its hind rim.

    Parameters
    ----------
    filling : Solid
        The disc between two bodies.
    bones : sequence of Solid
        Both bones, in the disc's frame.
    reach_mm : float
        How far forwards this is done.
    clearance_mm : float
        Space left between disc and bone.
    """
    # Melted pedicles only scrape a disc; an uncus may stand anywhere in it.
    depth = _SKIN_MM if np.isfinite(reach_mm) else np.inf

    def distance(points: Vector) -> Vector:
        value = np.array(filling.distance(points), float)
        skin = np.flatnonzero((value > -depth) & (value < _SKIN_MM) & (points[:, 1] > -reach_mm))
        for bone in bones:
            value[skin] = np.maximum(value[skin], clearance_mm - bone.distance(points[skin]))
        return value

    solids = (filling, *bones)
    steepest = max(each.lipschitz for each in solids)
    return Solid(distance, filling.bounds, steepest, all(each.is_symmetric for each in solids))


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
