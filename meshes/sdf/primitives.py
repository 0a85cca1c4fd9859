"""Elementary solids: ball, ellipsoid, round cone, half space, plate cut to an outline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid


def ball(centre: Vector, radius_mm: float) -> Solid:
    """A ball.

    Examples
    --------
    >>> ball(np.zeros(3), 2.0)(np.array([[0.0, 3.0, 0.0]])).tolist()
    [1.0]
    """
    centre = np.asarray(centre, float)
    bounds = np.array([centre - radius_mm, centre + radius_mm])
    return Solid(lambda p: _norm(p - centre) - radius_mm, bounds)


def ellipsoid(centre: Vector, half_axes: Vector) -> Solid:
    """An ellipsoid along the axes of the frame; its distance is exact on the surface, close to it nearby."""
    centre, half = np.asarray(centre, float), np.asarray(half_axes, float)

    def distance(points: Vector) -> Vector:
        q = (points - centre) / half
        first = _norm(q)
        second = _norm(q / half)
        return np.where(second > 1e-9, first * (first - 1.0) / np.maximum(second, 1e-9), -half.min())

    return Solid(distance, np.array([centre - half, centre + half]), 1.2)


def round_cone(start: Vector, end: Vector, start_radius_mm: float, end_radius_mm: float) -> Solid:
    """Two balls and the cone that touches both: a limb that tapers.

    Raises
    ------
    ValueError
        If one ball holds the other.
    """
    a, b = np.asarray(start, float), np.asarray(end, float)
    axis = b - a
    length = float(np.linalg.norm(axis))
    fall = start_radius_mm - end_radius_mm
    if length <= abs(fall):
        raise ValueError("one end of a round cone swallows the other")
    slope = fall / np.sqrt(length**2 - fall**2)

    def distance(points: Vector) -> Vector:
        rel = points - a
        along = rel @ axis / length
        across = np.sqrt(np.maximum(np.einsum("ij,ij->i", rel, rel) - along**2, 0.0))
        # The nearest ball lies where the cone's normal through the point meets the axis.
        t = np.clip((along - slope * across) / length, 0.0, 1.0)
        return np.sqrt(across**2 + (along - t * length) ** 2) - (start_radius_mm - fall * t)

    low = np.minimum(a - start_radius_mm, b - end_radius_mm)
    high = np.maximum(a + start_radius_mm, b + end_radius_mm)
    return Solid(distance, np.array([low, high]), 1.0)


def polygon_distance(points: Vector, outline: Vector) -> Vector:
    """Signed distance of (N, 2) points to a closed polygon of (M, 2) corners, negative inside."""
    x, y = np.ascontiguousarray(points.T)
    edges = list(zip(outline.tolist(), np.roll(outline, -1, axis=0).tolist(), strict=True))
    out = np.empty(len(x))
    # Every edge goes over all points again: as many at once as stay in the nearest cache.
    for first in range(0, len(x), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        out[part] = _polygon_distance(x[part], y[part], edges)
    return out


_AT_ONCE = 8192

Place = list[float]


def _polygon_distance(x: Vector, y: Vector, edges: Sequence[tuple[Place, Place]]) -> Vector:
    nearest = np.full(len(x), np.inf)
    inside = np.zeros(len(x), bool)
    t, dx, dy = np.empty((3, len(x)))
    for (ax, ay), (bx, by) in edges:
        ex, ey = bx - ax, by - ay
        square = ex * ex + ey * ey
        np.subtract(x, ax, out=dx)
        np.subtract(y, ay, out=dy)
        if ay != by:
            inside ^= ((y >= ay) != (y >= by)) & (dx < np.multiply(dy, ex / ey, out=t))
        np.multiply(dx, ex / square, out=t)
        t += dy * (ey / square)
        np.maximum(t, 0.0, out=t)
        np.minimum(t, 1.0, out=t)
        dx -= t * ex
        dy -= np.multiply(t, ey, out=t)
        dx *= dx
        dy *= dy
        dx += dy
        np.minimum(nearest, dx, out=nearest)
    np.sqrt(nearest, out=nearest)
    return np.negative(nearest, out=nearest, where=inside)


def rounded_edge(outline: Vector, face: Vector, radius: Vector | float) -> Vector:
    """Two crossing distances joined as a convex edge of the given radius."""
    a, b = outline + radius, face + radius
    corner = np.sqrt(np.maximum(a, 0.0) ** 2 + np.maximum(b, 0.0) ** 2)
    return corner + np.minimum(np.maximum(a, b), 0.0) - radius


def _norm(vectors: Vector) -> Vector:
    return np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
