"""Creases made even: where a grid serrates edges finer than its step, and leaves slivers beside them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh

Index = NDArray[np.integer]

_INWARDS, _OUTWARDS = 0.65, -0.67
"""Shares of the way to the mean of its neighbours that a corner goes, and back: waves shorter than some four
triangles vanish, longer ones stay, and so does the volume (Taubin's pair; the values are ours)."""

_ROUNDS = 2

_LED_BACK = (0.2, 0.2, 0.3, 0.3, 0.5, 1.0, 1.0)
"""Shares of its way that a corner of a triangle that turned over is led back, again and again."""


def faired(mesh: TriMesh, first: int) -> TriMesh:
    """The mesh with the corners along its creases moved to an even line; triangles and neighbours stay.

    Elsewhere corners stay, too: where a solid is smooth they already lie on it.

    Parameters
    ----------
    mesh : TriMesh
        Closed.
    first : int
        Corners from this on were put in at creases (`meshes.surface.creases`); moved are these, their
        neighbours, and less what lies next to them.
    """
    here, there = mesh.triangles.ravel(), mesh.triangles[:, [1, 2, 0]].ravel()
    count = len(mesh.points)
    # Closed: each edge is told once from either end, so that a corner has as many neighbours as triangles.
    around = np.bincount(here, minlength=count)
    share = _nearness(first, here, there, around)
    moved = np.flatnonzero(share)
    within = share[here] > 0.0
    at, there = (np.cumsum(share > 0.0) - 1)[here[within]], there[within]
    points, share, around = mesh.points.copy(), share[moved, None], around[moved, None]
    for way in (_INWARDS, _OUTWARDS) * _ROUNDS:
        sums = [np.bincount(at, points[there, axis], len(moved)) for axis in range(3)]
        points[moved] += way * share * (np.stack(sums, axis=1) / around - points[moved])
    return TriMesh(_upright(points, mesh), mesh.triangles)


def _upright(points: Vector, mesh: TriMesh) -> Vector:
    """The moved corners, those of triangles that turned over by that led back towards where they were."""
    before = _normals(mesh.points, mesh.triangles)
    for share in _LED_BACK:
        over = (_normals(points, mesh.triangles) * before).sum(axis=1) <= 0.0
        if not over.any():
            break
        back = np.unique(mesh.triangles[over])
        points[back] += share * (mesh.points[back] - points[back])
    return points


def _normals(points: Vector, triangles: Index) -> Vector:
    a, b, c = (points.take(corner, axis=0) for corner in triangles.T)
    return np.cross(b - a, c - a)


def _nearness(first: int, here: Index, there: Index, around: Index) -> Vector:
    """1 at creases and beside them, from there to 0 over one more neighbour."""
    count = len(around)
    beside = np.arange(count) >= first
    beside |= np.bincount(here, beside[there], count) > 0
    return np.asarray(np.maximum(beside, np.bincount(here, beside[there], count) / around))
