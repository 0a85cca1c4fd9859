"""Creases a grid cuts across: edges that leave the surface there are split and led back to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.edges import Edges, edges_of

Index = NDArray[np.intp]

LEAST_SHARE = 0.06
"""Of a grid step: an edge whose middle lies farther from the surface is split."""

_STRIDE = (0.5, 1.3)
"""How far, in steps of the distance told, the correction of a step may lead."""


def creased(mesh: TriMesh, solid: Solid, step_mm: float) -> TriMesh:
    """The contour of a solid, finer where its edges cut across a crease.

    Corners of a contour lie on the surface, but the edges between them run straight: over a rim that is
    rounder than the grid is fine they cut now more, now less of it off, and the rim looks like a saw. Edges
    between corners whose normals tell so are split in the middle, and what was cut off is given back.

    Parameters
    ----------
    mesh : TriMesh
        The surface of the solid as a grid shows it, closed.
    solid : Solid
        Its distance is asked at the middles of suspected edges alone, some in a hundred.
    step_mm : float
        Step of that grid.

    Returns
    -------
    TriMesh
        Closed as before, of the same genus, its first corners those of `mesh`.
    """
    least = LEAST_SHARE * step_mm
    here, there, middle, outward = _suspected(mesh, least)
    off = solid(middle)
    found = np.flatnonzero(np.abs(off) > least)
    room = Edges(mesh, here[found], there[found]).room()
    # Moved by more than that, a triangle would be turned over.
    found = found[np.abs(off[found]) < room]
    if not len(found):
        return mesh
    to = led(solid, middle[found], outward[found], off[found])
    return Edges(mesh, here[found], there[found]).split(to)


def led(solid: Solid, middle: Vector, outward: Vector, off: Vector) -> Vector:
    """The points brought to the surface along the way out, their distances being `off`: a step and its
    correction, for the distance of a solid is often not quite one.
    """
    left = solid(middle - off[:, None] * outward)
    share = off / np.where(np.abs(off - left) > 1e-9, off - left, 1e-9)
    return middle - (off * np.clip(share, *_STRIDE))[:, None] * outward


def _suspected(mesh: TriMesh, least: float) -> tuple[Index, Index, Vector, Vector]:
    """Edges whose arc, told from the normals at its ends, bulges: ends, middles, and the way out there."""
    points, normals = mesh.points, vertex_normals(mesh)
    here, there = edges_of(mesh)
    turned = normals.take(there, axis=0) - normals.take(here, axis=0)
    along = points.take(there, axis=0) - points.take(here, axis=0)
    bulging = np.abs(np.einsum("ij,ij->i", turned, along)) > 8.0 * least
    here, there = here[bulging], there[bulging]
    outward = normals[here] + normals[there]
    outward /= np.maximum(np.linalg.norm(outward, axis=1), 1e-9)[:, None]
    return here, there, (points[here] + points[there]) / 2, outward
