"""The intervertebral disc: what fills the space between two endplates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.column.body_form import BodyForm, body_bounds, body_form, endplate_height, rim_distance
from meshes.column.landmarks import VertebraLandmarks
from meshes.column.shape import VertebraShape, load_shapes
from meshes.column.size import size_of
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid, box_corners

CLEARANCE_MM = 0.06
"""Kept between disc and bone, so that two meshes of one surface do not cross."""

BULGE_MM = 1.0
"""How far the anulus stands out over the rims at its middle; illustrative."""

_EDGE_MM = 0.8
_SKIN_MM = 1.5
_HIND_MM = 14.0


def disc(
    upper: VertebraLandmarks,
    lower: VertebraLandmarks,
    relative: Pose,
    shapes: tuple[VertebraShape, VertebraShape] | None = None,
    bulge_mm: float = BULGE_MM,
) -> Solid:
    """The disc between two vertebrae, in the frame of the upper one.

    Parameters
    ----------
    upper, lower : VertebraLandmarks
        The vertebrae above and below.
    relative : Pose
        From the frame of the lower to that of the upper vertebra.
    shapes : (VertebraShape, VertebraShape), optional
        Shapes of both; those of their levels when left out.
    bulge_mm : float
        How far the side stands out over the rims.
    """
    above, below = shapes or (load_shapes()[upper.level], load_shapes()[lower.level])
    return disc_between(
        body_form(size_of(upper), above), body_form(size_of(lower), below), relative, bulge_mm
    )


def disc_between(roof: BodyForm, floor: BodyForm, relative: Pose, bulge_mm: float = BULGE_MM) -> Solid:
    """The disc between two bodies: bounded by both endplates and by a bulging wall from rim to rim.

    The back does not bulge: it is flush with the posterior walls.
    """
    back = relative.inverse()

    def distance(points: Vector) -> Vector:
        under = back.apply(points)
        x, y, z = points.T
        top = z - endplate_height(roof, x, y, is_upper=False)
        bottom = endplate_height(floor, under[:, 0], under[:, 1], is_upper=True) - under[:, 2]
        share = np.clip(top / np.minimum(top + bottom, -0.5), 0.0, 1.0)
        rim = _mixed(
            rim_distance(roof, x, y, False), rim_distance(floor, under[:, 0], under[:, 1], True), share
        )
        arch = 4.0 * share * (1.0 - share)
        ahead = np.clip(-y / 8.0, 0.0, 1.0)
        side = rim - bulge_mm * arch * ahead
        flat = np.maximum(top, bottom) + CLEARANCE_MM
        return smooth_maximum(side, flat, _EDGE_MM) / 1.2

    return Solid(distance, _bounds(roof, floor, relative, bulge_mm), 1.1)


def clear_of(filling: Solid, bones: Sequence[Solid]) -> Solid:
    """A disc cut back where the pedicles melt into a body a little above its hind rim.

    Parameters
    ----------
    filling : Solid
        The disc between two bodies.
    bones : sequence of Solid
        Both vertebrae, in the disc's frame.
    """

    def distance(points: Vector) -> Vector:
        value = np.array(filling.distance(points), float)
        skin = np.flatnonzero((np.abs(value) < _SKIN_MM) & (points[:, 1] > -_HIND_MM))
        for bone in bones:
            value[skin] = np.maximum(value[skin], CLEARANCE_MM - bone.distance(points[skin]))
        return value

    return Solid(distance, filling.bounds, max(filling.lipschitz, *(bone.lipschitz for bone in bones)))


def _mixed(upper: Vector, lower: Vector, share: Vector) -> Vector:
    return upper + (lower - upper) * share


def _bounds(roof: BodyForm, floor: BodyForm, relative: Pose, bulge_mm: float) -> Vector:
    """From below the upper body's middle to above the lower body's."""
    over, under = body_bounds(roof), body_bounds(floor)
    over[1, 2], under[0, 2] = -roof.height_back / 4, floor.height_back / 4
    low, high = over
    corners = relative.apply(box_corners(under))
    low = np.minimum(low, corners.min(axis=0)) - bulge_mm
    high = np.maximum(high, corners.max(axis=0)) + bulge_mm
    high[2], low[2] = over[1, 2], corners[:, 2].min()
    return np.array([low, high])
