"""Plane cuts of a triangle mesh, and the outlines they leave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh


def cut_segments(mesh: TriMesh, origin: Vector, normal: Vector) -> tuple[Vector, NDArray[np.int64]]:
    """Where a plane crosses the triangles.

    Parameters
    ----------
    mesh : TriMesh
    origin, normal : (3,) arrays
        A point of the plane and its direction.

    Returns
    -------
    points : (P, 3) array
        One point on each crossed mesh edge, mm.
    segments : (S, 2) array
        Pairs of points, one a crossed triangle, with the material on the left seen against `normal`.
    """
    side = _height(mesh, origin, normal)
    above = side > 0
    a, b, c = (above[corners] for corners in mesh.triangles.T)
    triangles = mesh.triangles[(a != b) | (a != c)].astype(np.int64)
    # Turn each triangle until its first corner is alone on its side.
    up = above[triangles]
    alone = np.where(up.sum(axis=1) == 1, up.argmax(axis=1), (~up).argmax(axis=1))
    rows = np.arange(len(triangles))
    first, second, third = (triangles[rows, (alone + k) % 3] for k in range(3))
    crossed = np.stack([_edge_key(first, second, len(side)), _edge_key(first, third, len(side))], axis=1)
    crossed = np.where(above[first][:, None], crossed, crossed[:, ::-1])
    keys, index = np.unique(crossed, return_inverse=True)
    low, high = keys // len(side), keys % len(side)
    share = side[low] / (side[low] - side[high])
    lower, upper = mesh.points[low], mesh.points[high]
    return lower + share[:, None] * (upper - lower), index.reshape(-1, 2)


def _edge_key(a: NDArray[np.int64], b: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.minimum(a, b) * count + np.maximum(a, b)


def _height(mesh: TriMesh, origin: Vector, normal: Vector) -> Vector:
    side = (mesh.points - origin) @ (np.asarray(normal, float) / np.linalg.norm(normal))
    # A corner in the plane would be crossed twice or not at all.
    return np.where(np.abs(side) < 1e-9, 1e-9, side)


def cut_loops(mesh: TriMesh, origin: Vector, normal: Vector) -> list[Vector]:
    """Closed outlines of a plane cut of a closed mesh.

    Returns
    -------
    list of (K, 3) arrays
        Each outline in order, its last point not repeated. Seen against `normal` the outer ones run
        anticlockwise and holes clockwise.

    Raises
    ------
    ValueError
        If an outline does not close, as happens on an open mesh.
    """
    points, segments = cut_segments(mesh, origin, normal)
    following = dict(segments.tolist())
    if len(following) != len(segments) or set(following) != set(following.values()):
        raise ValueError("the cut does not close: the mesh has holes or is not manifold")
    loops = []
    while following:
        start, here = following.popitem()
        loop = [start]
        while here != start:
            loop.append(here)
            here = following.pop(here)
        loops.append(points[loop])
    return loops


def flat_loops(mesh: TriMesh, axis: int, at_mm: float) -> list[Vector]:
    """Outlines of the cut across one axis, in the two other coordinates.

    Parameters
    ----------
    mesh : TriMesh
    axis : int
        0, 1 or 2: the axis the plane stands across.
    at_mm : float
        Where on it.

    Returns
    -------
    list of (K, 2) arrays
        In the order of the remaining axes, largest outline first.
    """
    normal = np.eye(3)[axis]
    loops = [np.delete(loop, axis, axis=1) for loop in cut_loops(mesh, normal * at_mm, normal)]
    return sorted(loops, key=lambda loop: -abs(signed_area_mm2(loop)))


def signed_area_mm2(outline: Vector) -> float:
    """Area of a flat outline (K, 2), positive when it runs anticlockwise.

    Examples
    --------
    >>> signed_area_mm2(np.array([[0, 0], [2, 0], [2, 3], [0, 3.0]]))
    6.0
    """
    x, y = np.asarray(outline, float).T
    return float((x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def crossings(outline: Vector, axis: int, at_mm: float) -> Vector:
    """Sorted places where a flat outline crosses a line across one of its axes.

    Examples
    --------
    >>> crossings(np.array([[0, 0], [2, 0], [2, 3], [0, 3.0]]), axis=0, at_mm=1.0).tolist()
    [0.0, 3.0]
    """
    a = np.asarray(outline, float)
    b = np.roll(a, -1, axis=0)
    hit = (a[:, axis] > at_mm) != (b[:, axis] > at_mm)
    a, b = a[hit], b[hit]
    share = (at_mm - a[:, axis]) / (b[:, axis] - a[:, axis])
    return np.sort(a[:, 1 - axis] + share * (b[:, 1 - axis] - a[:, 1 - axis]))


def encloses(outline: Vector, point: Vector) -> bool:
    """Whether a flat outline goes round a point."""
    ahead = crossings(outline, axis=0, at_mm=float(point[0])) > point[1]
    return bool(ahead.sum() % 2)
