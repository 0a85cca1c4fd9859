"""Volume, area and extent of a triangle mesh."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh


def signed_volume_mm3(mesh: TriMesh) -> float:
    """Enclosed volume; negative when the triangles face inwards.

    Sum of the signed tetrahedra between each triangle and the origin (divergence theorem).
    """
    columns = np.ascontiguousarray((mesh.points - mesh.points.mean(axis=0)).T)
    (ax, bx, cx), (ay, by, cy), (az, bz, cz) = (each.take(mesh.triangles.T) for each in columns)
    # Written out: numpy's vector product takes several times as long.
    six = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    return float(six.sum() / 6.0)


def area_mm2(mesh: TriMesh) -> float:
    """Surface area."""
    return float(triangle_areas_mm2(mesh).sum())


def triangle_areas_mm2(mesh: TriMesh) -> Vector:
    """Area of each triangle, (M,)."""
    a, b, c = np.moveaxis(mesh.corners(), 1, 0)
    return np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2.0
