"""Filling closed outlines in a plane, whatever their shape."""

from __future__ import annotations

import itertools

import numpy as np
import pyvista as pv
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from viewer.render.cuts.facets import surface_of

_THINNEST_MM = 1e-9


def filled(segments: Vector, normal: Vector) -> pv.PolyData:
    """The region that closed outlines run around, as flat strips.

    The plane is divided into strips between neighbouring corners, in which the outlines are straight. Inside
    is where more of them run up than down, or fewer (the rule of the winding number), so that outlines may
    overlap. Neighbouring strips touch but share no corners.

    Parameters
    ----------
    segments : (N, 2, 3) array
        The outlines' straight pieces from start to end, in any order, mm; holes run the other way round.
    normal : (3,) array
        Unit vector square to the plane.
    """
    across, along = _axes(normal)
    flat = np.stack([segments @ across, segments @ along], axis=-1)
    heights = np.unique(flat[..., 1])
    strips = [
        strip
        for low, high in itertools.pairwise(heights.tolist())
        if high - low > _THINNEST_MM
        for strip in _strips(flat, low, high)
    ]
    if not strips:
        return pv.PolyData()
    corners = np.array(strips).reshape(-1, 2)
    level = float(segments[0, 0] @ normal)
    points = corners[:, :1] * across + corners[:, 1:] * along + level * normal
    quads = np.arange(len(points), dtype=np.int32).reshape(-1, 4)
    return surface_of(points.astype(np.float32), quads[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3))


def _axes(normal: Vector) -> tuple[Vector, Vector]:
    least = np.eye(3)[np.argmin(np.abs(normal))]
    across = np.cross(least, normal)
    across = across / np.linalg.norm(across)
    return across, np.cross(normal, across)


def _strips(flat: Vector, low: float, high: float) -> list[list[tuple[float, float]]]:
    """The inside of one strip: anticlockwise trapezoids."""
    lowest, highest = flat[..., 1].min(axis=1), flat[..., 1].max(axis=1)
    middle = (low + high) / 2.0
    crossing = flat[(lowest < middle) & (highest > middle)]
    at_low, at_high = _where(crossing, low), _where(crossing, high)
    order = np.argsort(at_low + at_high, kind="stable")
    turns = np.cumsum(np.sign(crossing[:, 1, 1] - crossing[:, 0, 1])[order])
    return [
        [(at_low[a], low), (at_low[b], low), (at_high[b], high), (at_high[a], high)]
        for a, b, inside in zip(order[:-1], order[1:], turns[:-1], strict=True)
        if inside
    ]


def _where(segments: Vector, height: float) -> NDArray[np.float64]:
    start, end = segments[:, 0], segments[:, 1]
    share = (height - start[:, 1]) / (end[:, 1] - start[:, 1])
    return np.asarray(start[:, 0] + share * (end[:, 0] - start[:, 0]))
