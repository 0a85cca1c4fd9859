"""Surfaces made even: where a grid serrates edges finer than its step, and leaves slivers beside them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh

Index = NDArray[np.integer]

_INWARDS, _OUTWARDS = 0.5, -0.52
"""Shares of the way to the mean of its neighbours that a corner goes, and back: waves shorter than some four
triangles vanish, longer ones stay, and so does the volume (Taubin's pair; the values are ours)."""

_ROUNDS = 2

_LED_BACK = (0.2, 0.2, 0.3, 0.3, 0.5, 1.0, 1.0)
"""Shares of its way that a corner of a triangle that turned over is led back, again and again."""


def faired(mesh: TriMesh) -> TriMesh:
    """The mesh with its corners moved to where its surface runs evenly; triangles and neighbours stay.

    Parameters
    ----------
    mesh : TriMesh
        Closed. Where it is smooth its corners move along it, by some hundredths of a mm out of it at most.
    """
    here, there = mesh.triangles.ravel(), mesh.triangles[:, [1, 2, 0]].ravel()
    count = len(mesh.points)
    # Closed: each edge is told once from either end, so that a corner has as many neighbours as triangles.
    around = np.bincount(here, minlength=count)
    points = mesh.points.T.copy()
    for way in (_INWARDS, _OUTWARDS) * _ROUNDS:
        sums = np.stack([np.bincount(here, axis[there], count) for axis in points])
        points += way * (sums / around - points)
    return TriMesh(_upright(points.T.copy(), mesh), mesh.triangles)


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
