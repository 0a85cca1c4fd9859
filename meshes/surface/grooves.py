"""Grooves a grid cuts across: what of a surface juts out of its solid there is led back into it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid
from meshes.surface.creases import LEAST_SHARE
from meshes.surface.edges import Edges, edges_of

Index = NDArray[np.intp]
Mask = NDArray[np.bool_]

_STEEP = 0.12
"""How steeply a triangle has to rise over the surface at one of its corners for that to be a groove."""

_ROUNDS = 4

_FEELER_MM = 0.02
"""How far apart the distance is asked to tell which way it grows."""

_LEAST_SLOPE = 0.6
"""Where it grows more slowly it is not trusted to tell how far to go."""


def grooved(mesh: TriMesh, solid: Solid, step_mm: float) -> TriMesh:
    """The contour of a solid, kept within it in grooves narrower than the grid is fine.

    What such a groove holds, the rim of a bone in a disc, would else show through the surface: its edges run
    straight across, with the same normals at both ends, so that these tell nothing, and its corners, put
    where the line between two samples is zero, lie off the solid as well. Corners that jut out are led back,
    edges that do are split and their middles led back, until none is left or for some rounds: enough for
    grooves rounded to half a step, not for a sharp one. What an edge cuts off a ridge is left to `creased`.

    Parameters
    ----------
    mesh : TriMesh
        The surface of the solid as a grid shows it, closed.
    solid : Solid
        Asked at the corners and edges of grooves alone.
    step_mm : float
        Step of that grid.

    Returns
    -------
    TriMesh
        Closed as before, of the same genus, its first corners those of `mesh`, some of them moved. The middle
        of an edge is moved by no more than the height of the lower triangle beside it, lest that turn over.
    """
    least = LEAST_SHARE * step_mm
    suspects = _hollow(mesh)
    for _ in range(_ROUNDS):
        corner, (here, there) = np.flatnonzero(suspects), edges_of(mesh, suspects)
        places = np.concatenate([mesh.points[corner], (mesh.points[here] + mesh.points[there]) / 2])
        off = solid(places)
        found = np.flatnonzero(off > least)
        if not len(found):
            break
        edge = found[found >= len(corner)] - len(corner)
        corner = corner[found[found < len(corner)]]
        split = Edges(mesh, here[edge], there[edge])
        room = np.concatenate([np.full(len(corner), np.inf), split.room()])
        to = _led_back(solid, places[found], off[found], room)
        finer = split.split(to[len(corner) :])
        finer.points[corner] = to[: len(corner)]
        suspects = _around(finer, np.concatenate([corner, np.arange(len(mesh.points), len(finer.points))]))
        mesh = finer
    return mesh


def _led_back(solid: Solid, places: Vector, off: Vector, room: Vector) -> Vector:
    """Places whose distances are `off`, led by at most `room` the way on which the distance falls most."""
    feelers = (places + _FEELER_MM * np.eye(3)[:, None]).reshape(-1, 3)
    rise = (solid(feelers).reshape(3, -1) - off).T / _FEELER_MM
    slope = np.maximum(np.linalg.norm(rise, axis=1), _LEAST_SLOPE)
    return places - (np.minimum(off / slope, room) / slope)[:, None] * rise


def _hollow(mesh: TriMesh) -> Mask:
    """The corners of triangles that rise over the surface at one of theirs, as they do in a groove alone."""
    corners = mesh.corners()
    inwards = corners.mean(axis=1)[:, None] - corners
    rise = np.einsum("tij,tij->ti", vertex_normals(mesh)[mesh.triangles], inwards)
    found = np.zeros(len(mesh.points), bool)
    found[mesh.triangles[(rise > _STEEP * np.linalg.norm(inwards, axis=2)).any(axis=1)]] = True
    return found


def _around(mesh: TriMesh, corners: Index) -> Mask:
    """These corners and their neighbours."""
    chosen = np.zeros(len(mesh.points), bool)
    chosen[corners] = True
    found = np.zeros(len(mesh.points), bool)
    found[mesh.triangles[chosen[mesh.triangles].any(axis=1)]] = True
    return found
