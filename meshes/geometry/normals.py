"""Which way a surface faces at its corners."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh

_BLUNT = 0.002
"""Of the mean square of all sides: what is added to each of them."""


def vertex_normals(mesh: TriMesh) -> Vector:
    """Unit normals at the corners, (N, 3), each a mean of the triangles that meet there.

    A triangle counts by its area over the squares of the two sides at the corner: on a ball the mean is then
    the true normal whatever the triangles' shapes, where weighing by area alone lets the slivers that a grid
    leaves show as scales on round rims (Max 1999). A corner without triangles, or in which they cancel, gets
    +z.
    """
    # In columns: with rows of three this would take a large part of the time to the first picture.
    a, b, c = mesh.points.T[:, mesh.triangles.T].transpose(1, 0, 2)
    (ux, uy, uz), (vx, vy, vz), (wx, wy, wz) = b - a, c - a, c - b
    sides = np.stack([wx * wx + wy * wy + wz * wz, vx * vx + vy * vy + vz * vz, ux * ux + uy * uy + uz * uz])
    # Sides near zero say little of where a triangle faces: they count as if they were a little longer.
    sides += _BLUNT * (sides.mean() if sides.size else 1.0) + 1e-30
    sides *= 1.0 / sides.prod(axis=0)
    where, weight = mesh.triangles.ravel(), sides.T.ravel()
    across = (uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    sums = [np.bincount(where, np.repeat(each, 3) * weight, len(mesh.points)) for each in across]
    normals = np.stack(sums, axis=1)
    lengths = np.sqrt((normals * normals).sum(axis=1))
    is_flat = lengths < 1e-12 * lengths.max(initial=0.0) + 1e-300
    normals[is_flat] = (0.0, 0.0, 1.0)
    return normals / np.where(is_flat, 1.0, lengths)[:, None]
