"""Passages to be cut out of a cervical bone: the canal and the transverse foramen."""

from __future__ import annotations

import numpy as np

from meshes.column.shapes.cervical_shape import CervicalCanalShape, ForamenShape
from meshes.geometry.axes import Vector
from meshes.sdf.polar import cosine_series, radius
from meshes.sdf.solid import Solid

_HALF_HEIGHT = 30.0
"""How far above and below the origin a passage is cut, mm: more than any cervical bone reaches."""


def cervical_canal(width_mm: float, depth_mm: float, shape: CervicalCanalShape) -> Solid:
    """The canal: a leaning prism, its section a rounded triangle open in front into the body's wall."""
    half_width, depth = width_mm / 2, depth_mm
    centre = depth * shape.widest
    behind, before = depth - centre, centre + 1.0
    series = cosine_series(np.array([1.0, shape.roof, 1.0, shape.floor, 1.0]))

    def distance(points: Vector) -> Vector:
        y = points[:, 1] - centre + shape.lean * points[:, 2]
        px, py = points[:, 0] / half_width, y / np.where(y > 0, behind, before)
        rho = np.sqrt(px * px + py * py) + 1e-9
        gradient = np.sqrt((px / half_width) ** 2 + (py / np.where(y > 0, behind, before)) ** 2) / rho
        return (rho - radius(py / rho, series)) / gradient

    slide = abs(shape.lean) * _HALF_HEIGHT
    low = [-half_width * 1.1, -4.0 - slide, -_HALF_HEIGHT]
    return Solid(distance, np.array([low, [half_width * 1.1, depth + 1.0 + slide, _HALF_HEIGHT]]), 1.3)


def transverse_foramen(shape: ForamenShape) -> Solid:
    """The passage of the vertebral artery: an oval tube."""
    turn = np.radians(shape.turn_deg)
    c, s = np.cos(turn), np.sin(turn)
    # Half the bore is told across the passage; a level cut through a leaning one is longer.
    half_x, half_y = shape.half_x * np.hypot(1.0, shape.lean_x), shape.half_y * np.hypot(1.0, shape.lean_y)
    small = min(half_x, half_y)
    slope = float(np.sqrt(1.0 + shape.lean_x**2 + shape.lean_y**2))

    def distance(points: Vector) -> Vector:
        x = points[:, 0] - shape.x - shape.lean_x * points[:, 2]
        y = points[:, 1] - shape.y - shape.lean_y * points[:, 2]
        p, q = (c * x + s * y) / half_x, (c * y - s * x) / half_y
        rho = np.sqrt(p * p + q * q) + 1e-9
        gradient = np.maximum(np.sqrt((p / half_x) ** 2 + (q / half_y) ** 2) / rho, 1e-9)
        return np.where(rho > 0.3, (rho - 1.0) / gradient, -0.7 * small) / slope

    centre = np.array([shape.x, shape.y])
    reach = half_x + half_y + _HALF_HEIGHT * np.abs([shape.lean_x, shape.lean_y])
    bounds = np.array([[*(centre - reach), -_HALF_HEIGHT], [*(centre + reach), _HALF_HEIGHT]])
    return Solid(distance, bounds, 1.3)
