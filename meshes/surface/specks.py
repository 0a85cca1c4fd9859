"""Pieces and hollows of a surface too small to be meant: what a grid of voxels leaves where tubes meet."""

from __future__ import annotations

import numpy as np

from meshes.geometry.topology import components
from meshes.geometry.trimesh import TriMesh, compact


def without_specks(mesh: TriMesh, least_mm3: float) -> TriMesh:
    """A closed surface without its pieces, and hollows inside, of less than a volume, mm³.

    The largest piece always stays.
    """
    label = components(mesh)[mesh.triangles[:, 0]]
    a, b, c = (mesh.points[mesh.triangles[:, corner]] for corner in range(3))
    # Told from a corner of its own, for a small piece far from the origin would be lost in rounding.
    _, first = np.unique(label, return_index=True)
    start = a[first][label]
    volume = np.einsum("ij,ij->i", a - start, np.cross(b - start, c - start)) / 6.0
    size = np.abs(np.bincount(label, volume))
    stays = size >= min(least_mm3, size.max())
    if stays.all():
        return mesh
    return compact(mesh.points, mesh.triangles[stays[label]])
