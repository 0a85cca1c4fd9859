"""The first sacral body: an endplate with its rim and promontory, melting into the fused mass below."""

from __future__ import annotations

import numpy as np

from meshes.column.sacrum_shape import SacrumShape
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
    top, series = height / 2, cosine_series(_OUTLINE)

    def distance(points: Vector) -> Vector:
        x, y, z = points.T
        below = np.clip(top - z, 0.0, height)
        across = half * (1.0 - _NARROWING * below / height)
        deep = (depth - _LEAN * below) / 2
        px, py = x / across, (y + deep) / deep
        rho = np.sqrt(px * px + py * py) + 1e-6
        steep = np.sqrt((px / across) ** 2 + (py / deep) ** 2) / rho
        edge = radius(py / rho, series)
        hollow = np.maximum(1.0 - (rho / edge / 0.9) ** 2, 0.0) ** 2
        wall = (rho - edge) / np.maximum(steep, 1.0 / half)
        # Near the axis a polar distance jumps from one side to the other: there it is held level.
        wall = np.maximum(wall, -0.7 * np.minimum(across, deep))
        return smooth_maximum(wall, np.maximum(z - top + _DISH * hollow, -z - top), _RIM)

    bounds = np.array([[-half * 1.05, -depth * 1.05, -top], [half * 1.05, 1.0, top]])
    return Solid(distance, bounds, 1.25)
