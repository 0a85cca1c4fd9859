"""The inner and outer surface of the posterior cranial fossa, and the plane where the model ends."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.column.shapes.occipital_shape import BowlShape, OccipitalShape, Swelling
from meshes.geometry.axes import Vector
from meshes.sdf.relief import Chart, grid_axis

_STEP = 0.5
"""Read linearly, a coarser chart has facets that show on the crests."""
_REACH = (70.0, -60.0, 90.0)
"""Half width, front and back of the chart, mm."""
_THINNEST = 1.8
"""Least thickness of the bone, mm."""


@lru_cache(maxsize=4)
def shell_chart(shape: OccipitalShape) -> Chart:
    """Over (x, y): how far the outer surface stands out of the plain bowl, and the inner surface into it,
    mm.
    """
    # Half a step across the median plane: read linearly, what is its own mirror image would bend there.
    x, y = grid_axis(-_STEP / 2, _REACH[0], _STEP), grid_axis(_REACH[1], _REACH[2], _STEP)
    outer, inner = np.zeros((len(x), len(y))), np.full((len(x), len(y)), shape.bowl.thickness)
    for surface, swellings in ((outer, shape.outer), (inner, shape.inner)):
        for swelling in swellings:
            surface += swelling_height(swelling, x[:, None], y[None])
    return Chart(
        np.array([x[0], y[0]]), _STEP, np.stack([outer, np.maximum(inner, _THINNEST - outer)], axis=2)
    )


def swelling_height(swelling: Swelling, x: Vector, y: Vector) -> Vector:
    """Height of one swelling, mirrored to the right so that nothing breaks in the median plane."""
    turn = np.radians(swelling.turn_deg)
    c, s = np.cos(turn), np.sin(turn)

    def one(side: float) -> Vector:
        dx, dy = side * x - swelling.x, y - swelling.y
        across, along = (dx * c + dy * s) / swelling.reach_across, (dy * c - dx * s) / swelling.reach_along
        return np.exp(-(across**2) - along**2)

    # One that lies in the median plane is its own mirror image and counts once.
    return swelling.rise_z * (one(1.0) if swelling.x == 0.0 else one(1.0) + one(-1.0))


def bowl_distance(bowl: BowlShape, points: Vector) -> Vector:
    """Distance to the plain bowl without swellings, negative on the side of the brain, mm."""
    half = np.array([bowl.half_x, bowl.half_y, bowl.half_z])
    q = (points - [0.0, bowl.centre_y, bowl.centre_z]) / half
    first = np.sqrt(np.einsum("ij,ij->i", q, q))
    q /= half
    second = np.sqrt(np.einsum("ij,ij->i", q, q))
    return first * (first - 1.0) / np.maximum(second, 1e-6)


def bowl_normal(bowl: BowlShape, points: Vector) -> Vector:
    """Unit directions out of the skull at (N, 3) points near the bowl."""
    half = np.array([bowl.half_x, bowl.half_y, bowl.half_z])
    direction = (points - [0.0, bowl.centre_y, bowl.centre_z]) / half**2
    return direction / np.linalg.norm(direction, axis=1, keepdims=True)


def on_surface(shape: OccipitalShape, places: Vector, depth: float) -> Vector:
    """Points (N, 3) of the shell over (N, 2) places: depth 0 on the outer, 1 on the inner surface."""
    bowl = shape.bowl
    x, y = np.asarray(places, float).T
    flat = 1.0 - (x / bowl.half_x) ** 2 - ((y - bowl.centre_y) / bowl.half_y) ** 2
    points = np.stack([x, y, bowl.centre_z - bowl.half_z * np.sqrt(np.maximum(flat, 0.01))], axis=1)
    outer, inner = shell_chart(shape)(np.abs(x), y)
    return points + bowl_normal(bowl, points) * (outer - depth * (outer + inner))[:, None]


def above_rim(bowl: BowlShape, points: Vector) -> Vector:
    """Height of (N, 3) points over the plane in which the model's rim lies, mm."""
    up = np.array([0.0, -bowl.cut_rise, 1.0]) / np.hypot(1.0, bowl.cut_rise)
    return np.asarray((points - np.array([0.0, 0.0, bowl.cut_z])) @ up)
