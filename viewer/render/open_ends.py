"""Clear tubes without the discs that close them, which would be seen where one vein goes on into the next."""

from __future__ import annotations

import numpy as np
import pyvista as pv

from meshes.geometry.axes import Vector
from viewer.render.cuts.facets import faces_of

_PLANE = 0.9995
"""Length of the mean of the unit normals round a corner from which on its triangles lie in one plane; on the
wall of a tube of 24 sides it is 0.991."""
_FEWEST = 6
"""Triangles that meet in the middle of a disc, at least."""
_SAME_WAY = 0.999


def with_open_ends(surface: pv.PolyData) -> pv.PolyData:
    """A surface of triangles without its plane, round ends: fans round one corner and what lies round them.

    The surface itself if it has none.
    """
    closing = _discs(np.asarray(surface.points, float), surface.regular_faces)
    return faces_of(surface, ~closing) if closing.any() else surface


def _discs(points: Vector, triangles: np.ndarray) -> np.ndarray:
    """Mark the triangles of plane ends, (M,) bool."""
    a, b, c = points[triangles.T]
    normals = np.cross(b - a, c - a)
    normals /= np.maximum(np.linalg.norm(normals, axis=1), 1e-12)[:, None]
    where, count = triangles.ravel(), len(points)
    many = np.bincount(where, minlength=count)
    sums = np.stack([np.bincount(where, np.repeat(axis, 3), count) for axis in normals.T], axis=1)
    mean = sums / np.maximum(many, 1)[:, None]
    hubs = (many >= _FEWEST) & (np.linalg.norm(mean, axis=1) > _PLANE)
    fans = hubs[triangles].any(axis=1)
    # The way each corner of a fan faces, for the narrow band round it that lies in its plane.
    facing = np.zeros((count, 3))
    facing[triangles[fans].ravel()] = np.repeat(normals[fans], 3, axis=0)
    along = (facing[triangles] * normals[:, None]).sum(axis=2).max(axis=1)
    marked: np.ndarray = fans | (along > _SAME_WAY)
    return marked
