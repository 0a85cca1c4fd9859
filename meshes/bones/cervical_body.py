"""The body of a typical cervical vertebra: low, its upper face a saddle between two uncinate processes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.column.shapes.cervical_shape import CervicalBodyShape, CervicalSize
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.polar import cosine_series, radius
from meshes.sdf.solid import Solid

_FACE_SLOPE = 1.25
"""How much faster than a true distance the height above a face may change, by which it is divided."""

_FOOT = 0.25
"""Share of an uncus' breadth over which it begins to rise, and as much before it."""


def cervical_body(size: CervicalSize, shape: CervicalBodyShape) -> Solid:
    """The solid of the body, its posterior wall through the origin at mid-height."""

    def distance(points: Vector) -> Vector:
        x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
        top = size.height_back / 2 + shape.upper_tilt * y
        bottom = -size.height_back / 2 + shape.lower_tilt * y
        up = np.clip((2.0 * z - top - bottom) / np.maximum(top - bottom, 1.0), -1.0, 1.0)
        side = _wall(size, shape, x, y, up)
        above = (z - upper_face(size, shape, x, y)) / _FACE_SLOPE
        below = (lower_face(size, shape, x, y) - z) / _FACE_SLOPE
        return smooth_maximum(side, np.maximum(above, below), shape.rim_radius)

    return Solid(distance, _bounds(size, shape), 1.35)


def upper_face(size: CervicalSize, shape: CervicalBodyShape, x: Vector, y: Vector) -> Vector:
    """Height of the upper face over (x, y), x not negative, mm."""
    t = _along_depth(y, shape.upper_back, size.depth_upper)
    plate = size.height_back / 2 + shape.upper_tilt * y + shape.upper_bulge * (1.0 - t * t)
    start = size.width_upper / 2
    climb = np.minimum(_foot((x - start + 1.0) / (shape.upper_breadth + 1.0)), 1.1) ** shape.uncus_power
    present = _step((t - shape.uncus_front) / shape.uncus_soft)
    ending = 1.0 - shape.uncus_back * np.clip(t, 0.0, 1.0)
    return plate + shape.uncus_height * climb * present * ending


def lower_face(size: CervicalSize, shape: CervicalBodyShape, x: Vector, y: Vector) -> Vector:
    """Height of the lower face under (x, y), x not negative, mm."""
    t = _along_depth(y, shape.lower_back, size.depth_lower)
    across = x / (size.width_lower / 2)
    plate = -size.height_back / 2 + shape.lower_tilt * y + shape.lower_bulge * (1.0 - t * t)
    return plate + shape.lower_bevel * np.minimum(across * across, 3.0)


def rim_distance(
    size: CervicalSize, shape: CervicalBodyShape, x: Vector, y: Vector, is_upper: bool
) -> Vector:
    """Signed distance of (x, y), x not negative, to the outline of a face without its unci, mm."""
    plate = replace(shape, upper_breadth=0.0, lower_breadth=0.0)
    return _wall(size, plate, x, y, np.full_like(y, 1.0 if is_upper else -1.0))


def _along_depth(y: Vector, back: float, depth: float) -> Vector:
    """-1 on the front rim, 1 on the back rim, held a little beyond."""
    return np.clip((y - back) / (depth / 2) + 1.0, -1.3, 1.3)


def _foot(t: Vector) -> Vector:
    """0 before 0 and t behind it, without a bend where the uncus begins."""
    s = np.clip(0.5 + 0.5 * t / _FOOT, 0.0, 1.0)
    return np.where(t < _FOOT, _FOOT * s * s, t)


def _step(t: Vector) -> Vector:
    s = np.clip(0.5 + 0.5 * t, 0.0, 1.0)
    return s * s * (3.0 - 2.0 * s)


def _wall(size: CervicalSize, shape: CervicalBodyShape, x: Vector, y: Vector, up: Vector) -> Vector:
    """Distance to the side wall, mm."""
    upper = (up + 1.0) / 2
    draw = 1.0 - np.abs(up) ** shape.flare
    low, high = size.width_lower / 2 + shape.lower_breadth, size.width_upper / 2 + shape.upper_breadth
    a = low + (high - low) * upper - shape.waist_side * draw
    rim_back = shape.lower_back + (shape.upper_back - shape.lower_back) * upper
    depth = size.depth_lower + (size.depth_upper - size.depth_lower) * upper
    front, back = rim_back - depth + shape.waist_front * draw, rim_back - shape.waist_back * draw
    b = (back - front) / 2
    px, py = x / a, (y - (back + front) / 2) / b
    rho = np.sqrt(px * px + py * py) + 1e-9
    gradient = np.sqrt((px / a) ** 2 + (py / b) ** 2) / rho
    return (rho - _outline(shape, py / rho, upper)) / gradient


def _outline(shape: CervicalBodyShape, cosine: Vector, upper: Vector) -> Vector:
    back, front = 1.0 - shape.back_dip, shape.front_point
    high = cosine_series(np.array([back, shape.back_corner_upper, 1.0, shape.front_corner_upper, front]))
    low = cosine_series(np.array([back, shape.back_corner_lower, 1.0, shape.front_corner_lower, front]))
    return radius(cosine, low[:, None] + (high - low)[:, None] * upper)


def _bounds(size: CervicalSize, shape: CervicalBodyShape) -> Vector:
    wide = max(size.width_lower / 2 + shape.lower_breadth, size.width_upper / 2 + shape.upper_breadth) * 1.15
    deep = max(size.depth_upper, size.depth_lower) * 1.15 + 2.0
    tilt = (abs(shape.upper_tilt) + abs(shape.lower_tilt)) * deep
    high = size.height_back / 2 + max(shape.uncus_height, 0.0) + abs(shape.upper_bulge) + tilt
    return np.array([[-wide, -deep, -high], [wide, 4.0, high]])
