"""The first sacral body: an endplate with its rim and promontory, melting into the fused mass below."""

from __future__ import annotations

import numpy as np

from meshes.column.shapes.sacrum_shape import SacrumShape
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.polar import cosine_series, radius
from meshes.sdf.solid import Solid

_OUTLINE = np.array([0.97, 1.03, 1.0, 1.03, 1.0])
"""Radii of the endplate at the back, half-way, the side, half-way and the front, in units of its half
axes.
"""
_NARROWING, _LEAN = 0.3, 0.37
"""How much narrower a mm below, as a share of the height, the body is; how far its front recedes a mm of
descent.
"""
_DISH, _RIM = 1.2, 2.4


def sacral_body(shape: SacrumShape) -> Solid:
    """The body of S1 in the frame of the sacrum; its lower end is hidden in the mass."""
    half, depth, height = shape.size.body_width / 2, shape.size.body_depth, float(shape.relief.heights[0])
    top = height / 2

    def distance(points: Vector) -> Vector:
        x, y, z = points.T
        reach, wall = _section(shape, x, y, np.clip(top - z, 0.0, height))
        return smooth_maximum(wall, np.maximum(z - top + _dish(reach), -z - top), _RIM)

    bounds = np.array([[-half * 1.05, -depth * 1.05, -top], [half * 1.05, 1.0, top]])
    return Solid(distance, bounds, 1.25)


def endplate_height(shape: SacrumShape, x: Vector, y: Vector) -> Vector:
    """Height of the upper face of S1 over (x, y), mm."""
    reach, _ = _section(shape, x, y, np.zeros_like(y))
    return np.asarray(shape.relief.heights[0] / 2 - _dish(reach))


def rim_distance(shape: SacrumShape, x: Vector, y: Vector) -> Vector:
    """Signed distance of (x, y) to the outline of the upper face of S1, mm."""
    return _section(shape, x, y, np.zeros_like(y))[1]


def _section(shape: SacrumShape, x: Vector, y: Vector, below: Vector) -> tuple[Vector, Vector]:
    """Distance from the axis in units of the outline, and in mm to it, so far below the endplate."""
    half, height = shape.size.body_width / 2, float(shape.relief.heights[0])
    across = half * (1.0 - _NARROWING * below / height)
    deep = (shape.size.body_depth - _LEAN * below) / 2
    px, py = x / across, (y + deep) / deep
    rho = np.sqrt(px * px + py * py) + 1e-6
    steep = np.sqrt((px / across) ** 2 + (py / deep) ** 2) / rho
    edge = radius(py / rho, cosine_series(_OUTLINE))
    wall = (rho - edge) / np.maximum(steep, 1.0 / half)
    # Near the axis a polar distance jumps from one side to the other: there it is held level.
    return rho / edge, np.maximum(wall, -0.7 * np.minimum(across, deep))


def _dish(reach: Vector) -> Vector:
    return _DISH * np.maximum(1.0 - (reach / 0.9) ** 2, 0.0) ** 2
