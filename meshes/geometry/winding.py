"""Whether points lie inside a closed mesh, told by how often it winds round them."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh

_BATCH = 200_000


def winding(mesh: TriMesh, points: Vector) -> Vector:
    """How often a closed outward mesh winds round each of (N, 3) points: 1 inside, 0 outside.

    The sum of the solid angles of all triangles; slow and never wrong, for a few points that matter.

    Examples
    --------
    >>> corners = np.array([[0.0, 0, 0], [3, 0, 0], [0, 3, 0], [0, 0, 3]])
    >>> faces = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]])
    >>> winding(TriMesh(corners, faces), np.array([[0.5, 0.5, 0.5], [3.0, 3, 3]])).round(6).tolist()
    [1.0, 0.0]
    """
    corners = mesh.corners()
    step = max(_BATCH // max(len(corners), 1), 1)
    parts = [_of(corners, points[i : i + step]) for i in range(0, len(points), step)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _of(corners: Vector, points: Vector) -> Vector:
    a, b, c = (corners[None, :, k] - points[:, None] for k in range(3))
    la, lb, lc = (np.linalg.norm(each, axis=2) for each in (a, b, c))
    over = np.einsum("ijk,ijk->ij", a, np.cross(b, c))
    under = la * lb * lc + (a * b).sum(2) * lc + (b * c).sum(2) * la + (c * a).sum(2) * lb
    return np.asarray(2.0 * np.arctan2(over, under).sum(axis=1) / (4.0 * np.pi), float)
