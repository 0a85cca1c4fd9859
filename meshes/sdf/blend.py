"""Joining solids: hard and smooth unions, cuts and intersections.

The smooth forms are the quadratic polynomial blend: outside a band of width `radius_mm` around the place
where both distances are equal, they are exactly the hard forms, so nothing far from a joint is moved.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid


def smooth_minimum(a: Vector, b: Vector, radius_mm: float) -> Vector:
    """The smaller of two distances, rounded where they differ by less than `radius_mm`.

    Examples
    --------
    >>> smooth_minimum(np.array([0.0, 0.0]), np.array([0.0, 5.0]), 2.0).tolist()
    [-0.5, 0.0]
    """
    if radius_mm <= 0.0:
        return np.minimum(a, b)
    overlap = np.maximum(radius_mm - np.abs(a - b), 0.0)
    return np.minimum(a, b) - overlap * overlap * (0.25 / radius_mm)


def smooth_maximum(a: Vector, b: Vector, radius_mm: float) -> Vector:
    """The larger of two distances, rounded where they differ by less than `radius_mm`."""
    return -smooth_minimum(-a, -b, radius_mm)


def near_box(columns: Vector, bounds: Vector, reach: Vector) -> NDArray[np.intp]:
    """Indices of the points, given as (3, N) columns, that lie within `reach` of a box along every axis."""
    near = np.ones(reach.shape, bool)
    # In plain numbers: asked so often about so few points, arrays of three would cost a third of it.
    for column, low, high in zip(columns, *bounds.tolist(), strict=True):
        near &= np.abs(column - (low + high) / 2) - (high - low) / 2 < reach
    return near.nonzero()[0]


def smooth_union(first: Solid, *rest: tuple[Solid, float]) -> Solid:
    """Solids melted into the first one after another, each with its own blend radius in mm.

    A solid is not asked about points whose distance to its bounding box already exceeds what the others say.
    """
    parts = [(solid.distance, solid.bounds, radius) for solid, radius in rest]

    def distance(points: Vector) -> Vector:
        value = np.array(first.distance(points), float)
        columns = np.ascontiguousarray(points.T)
        for part, bounds, radius in parts:
            near = near_box(columns, bounds, value + radius)
            if len(near):
                met = part(points.take(near, axis=0))
                value[near] = smooth_minimum(value.take(near), met, radius)
        return value

    grow = max((radius for _, radius in rest), default=0.0) / 4
    solids = [first, *(solid for solid, _ in rest)]
    return Solid(distance, _hull(solids, grow), _steepest(*solids), _are_symmetric(*solids))


def union(*solids: Solid) -> Solid:
    """All solids as one, edges kept sharp."""
    return smooth_union(solids[0], *((solid, 0.0) for solid in solids[1:]))


def intersect(first: Solid, *rest: Solid, radius_mm: float = 0.0) -> Solid:
    """What all solids share; the new edges are rounded by `radius_mm`."""

    def distance(points: Vector) -> Vector:
        value = first.distance(points)
        for solid in rest:
            value = smooth_maximum(value, solid.distance(points), radius_mm)
        return value

    low = np.max([s.bounds[0] for s in (first, *rest)], axis=0)
    high = np.min([s.bounds[1] for s in (first, *rest)], axis=0)
    bounds = np.array([np.minimum(low, high), high])
    return Solid(distance, bounds, _steepest(first, *rest), _are_symmetric(first, *rest))


def subtract(body: Solid, *tools: Solid, radius_mm: float = 0.0) -> Solid:
    """The body with the tools cut out of it; the new edges are rounded by `radius_mm`.

    A tool is not asked about points so far from its bounding box that it cannot reach them.
    """

    def distance(points: Vector) -> Vector:
        value = np.array(body.distance(points), float)
        columns = np.ascontiguousarray(points.T)
        for tool in tools:
            near = near_box(columns, tool.bounds, radius_mm - value)
            if len(near):
                met = -tool.distance(points.take(near, axis=0))
                value[near] = smooth_maximum(value.take(near), met, radius_mm)
        return value

    return Solid(distance, body.bounds, _steepest(body, *tools), _are_symmetric(body, *tools))


def _hull(solids: Sequence[Solid], grow_mm: float) -> Vector:
    low = np.min([s.bounds[0] for s in solids], axis=0) - grow_mm
    high = np.max([s.bounds[1] for s in solids], axis=0) + grow_mm
    return np.array([low, high])


def _are_symmetric(*solids: Solid) -> bool:
    return all(solid.is_symmetric for solid in solids)


def _steepest(*solids: Solid) -> float:
    return max(solid.lipschitz for solid in solids)
