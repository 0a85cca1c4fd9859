"""Corners of a contour led to their solid where its surface bends within the grid's step."""

from __future__ import annotations

import numpy as np

from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.creases import bulging_edges, led

FARTHEST = 0.4
"""Of a grid step: no corner is moved farther, lest triangles turn over."""


def settled(mesh: TriMesh, solid: Solid, step_mm: float, share: float) -> TriMesh:
    """The contour of a solid with its corners on it, also where the distance bends between two samples.

    A contour puts its corners where the straight line between two samples is zero. Beside an edge or a furrow
    the distance does not run straight, and corners lie now out of the surface, now in it: a row of pits along
    the rim of a joint face.

    Parameters
    ----------
    mesh : TriMesh
        The surface of the solid as a grid shows it, closed.
    solid : Solid
        Asked at the corners of bulging edges alone, once and once more.
    step_mm : float
        Step of that grid.
    share : float
        Of a grid step: ends of edges are moved that bulge by more.

    Returns
    -------
    TriMesh
        The same triangles, some corners moved by `FARTHEST` of a step at most.
    """
    normals = vertex_normals(mesh)
    here, there = bulging_edges(mesh, normals, share * step_mm)
    is_suspect = np.zeros(len(mesh.points), bool)
    is_suspect[here] = is_suspect[there] = True
    moved = np.flatnonzero(is_suspect)
    if not len(moved):
        return mesh
    places = mesh.points[moved]
    way = led(solid, places, normals[moved], solid(places)) - places
    far = np.linalg.norm(way, axis=1)
    points = mesh.points.copy()
    points[moved] += way * np.minimum(1.0, FARTHEST * step_mm / np.maximum(far, 1e-9))[:, None]
    return TriMesh(points, mesh.triangles)
