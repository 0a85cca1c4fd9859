"""A contoured surface made even: the grid serrates edges finer than its step, and triangles are slivers."""

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


def faired(mesh: TriMesh) -> TriMesh:
    """The mesh with its corners moved to an even surface; triangles and neighbours stay.

    Where a solid is smooth beyond the grid step its corners move within the surface; an edge sharper than
    that gives up what the grid made of it, some tenths of a step.

    Parameters
    ----------
    mesh : TriMesh
        Closed.
    """
    here, there = mesh.triangles[:, [0, 1, 2]].ravel(), mesh.triangles[:, [1, 2, 0]].ravel()
    count = len(mesh.points)
    # Closed: each edge is told once from either end, so that a corner has as many neighbours as triangles.
    around = np.bincount(here, minlength=count)
    columns = [np.ascontiguousarray(column) for column in mesh.points.T]
    for share in (_INWARDS, _OUTWARDS) * _ROUNDS:
        columns = [_towards(column, here, there, around, share) for column in columns]
    return TriMesh(np.stack(columns, axis=1), mesh.triangles)


def _towards(column: Vector, here: Index, there: Index, around: Index, share: float) -> Vector:
    mean = np.bincount(here, column[there], len(column)) / around
    return np.asarray(column + share * (mean - column))
