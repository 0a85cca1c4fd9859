"""Spinous process and tubercles."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.column.shapes.shape import KnobShape, SpinousShape, TubercleShape
from meshes.geometry.axes import Vector
from meshes.geometry.curve import through
from meshes.sdf.primitives import ball, ellipsoid, polygon_distance, rounded_edge
from meshes.sdf.solid import Solid


@lru_cache(maxsize=64)
def spinous_process(shape: SpinousShape) -> Solid:
    """A median plate cut to its outline, thicker towards its lower edge and its tip."""
    slope = np.radians(shape.slope_deg)
    along = np.array([np.cos(slope), -np.sin(slope)])
    up = np.array([np.sin(slope), np.cos(slope)])
    base = np.array([shape.base_y, shape.base_z])
    outline = spinous_outline(shape)
    corners = base + outline[:, :1] * along + outline[:, 1:] * up

    def distance(points: Vector) -> Vector:
        rel = points[:, 1:] - base
        s, q = rel @ along, rel @ up
        rim = polygon_distance(np.stack([s, q], axis=1), outline)
        half = _half_thickness(shape, s / shape.length, q)
        return rounded_edge(rim, np.abs(points[:, 0]) - half, half * 0.9) / 1.05

    thick = max(shape.half_base, shape.half_middle, shape.half_tip) + max(shape.lower_edge, 0.0) + 0.5
    low, high = corners.min(axis=0) - 0.5, corners.max(axis=0) + 0.5
    return Solid(distance, np.array([[-thick, *low], [thick, *high]]), 1.1)


def spinous_outline(shape: SpinousShape) -> Vector:
    """Outline in the plane of the process, (M, 2): along its axis, and above it, mm."""
    length, r = shape.length, shape.tip_round
    top = (shape.top_0, shape.top_1, shape.top_2, shape.top_3)
    bottom = (shape.bottom_0, shape.bottom_1, shape.bottom_2, shape.bottom_3)
    third = (length - r) / 3
    upper = [(i * third, h) for i, h in enumerate(top)]
    lower = [(i * third, -h) for i, h in enumerate(bottom)]
    tip = [(length, shape.top_3 - r), (length, r - shape.bottom_3)]
    if shape.top_3 + shape.bottom_3 < 3 * r:
        tip = [(length, (shape.top_3 - shape.bottom_3) / 2)]
    return through(np.array([*upper, *tip, *reversed(lower)]), closed=True, samples_a_span=3)


@lru_cache(maxsize=256)
def knob(shape: KnobShape) -> Solid:
    """A rounded tubercle."""
    return ellipsoid(
        np.array([shape.x, shape.y, shape.z]), np.array([shape.half_x, shape.half_y, shape.half_z])
    )


@lru_cache(maxsize=64)
def tubercle(shape: TubercleShape) -> Solid:
    """A round tubercle; it must have a size."""
    return ball(np.array([shape.x, shape.y, shape.z]), shape.size)


def _half_thickness(shape: SpinousShape, t: Vector, q: Vector) -> Vector:
    t = np.clip(t, 0.0, 1.0)
    m = 4 * shape.half_middle - 3 * shape.half_base - shape.half_tip
    plain = shape.half_base + t * (m + t * (2 * shape.half_base - 4 * shape.half_middle + 2 * shape.half_tip))
    floor = shape.bottom_1 + (shape.bottom_3 - shape.bottom_1) * t
    low = np.clip(-q / np.maximum(floor, 1.0), 0.0, 1.0)
    return np.maximum(plain + shape.lower_edge * low * low, 0.8)
