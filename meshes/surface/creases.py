"""Creases a grid cuts across: edges that leave the surface there are split and led back to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.solid import Solid

Index = NDArray[np.intp]

LEAST_SHARE = 0.06
"""Of a grid step: an edge whose middle lies farther from the surface is split."""


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
    found = np.abs(off) > least
    if not found.any():
        return mesh
    here, there = here[found], there[found]
    middle = middle[found] - off[found, None] * outward[found]
    points = np.vstack([mesh.points, middle])
    return TriMesh(points, _split(mesh.triangles.astype(np.intp), here, there, points).astype(np.int32))


def _suspected(mesh: TriMesh, least: float) -> tuple[Index, Index, Vector, Vector]:
    """Edges whose arc, told from the normals at its ends, bulges: ends, middles, and the way out there."""
    points, normals = mesh.points, vertex_normals(mesh)
    here, there = mesh.triangles.astype(np.intp)[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).T
    # In a closed surface each edge comes twice, once each way.
    once = here < there
    here, there = here[once], there[once]
    turned = normals.take(there, axis=0) - normals.take(here, axis=0)
    along = points.take(there, axis=0) - points.take(here, axis=0)
    bulging = np.abs(np.einsum("ij,ij->i", turned, along)) > 8.0 * least
    here, there = here[bulging], there[bulging]
    outward = normals[here] + normals[there]
    outward /= np.maximum(np.linalg.norm(outward, axis=1), 1e-9)[:, None]
    return here, there, (points[here] + points[there]) / 2, outward


def _split(triangles: Index, here: Index, there: Index, points: Vector) -> Index:
    """The triangles with the middles of split edges, the last of the points, put in."""
    count = len(points)
    key = here * count + there
    order = np.argsort(key)
    key, number = key[order], (count - len(key) + np.arange(len(key)))[order]
    touched = np.zeros(count, bool)
    touched[here] = touched[there] = True
    near = np.flatnonzero(touched[triangles].sum(axis=1) > 1)
    one = triangles[near]
    ends = np.sort(np.stack([one, one[:, [1, 2, 0]]]), axis=0)
    wanted = ends[0] * count + ends[1]
    place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    middles = np.where(key[place] == wanted, number[place], -1)
    splits = (middles >= 0).sum(axis=1)
    kept = np.ones(len(triangles), bool)
    kept[near[splits > 0]] = False
    parts = [triangles[kept]]
    for many, cut in ((1, _in_two), (2, _in_three), (3, _in_four)):
        which = splits == many
        parts += cut(one[which], middles[which], points)
    return np.concatenate(parts)


def _turned(corners: Index, middles: Index, first: Index) -> tuple[Index, Index]:
    """Corners (3, N) and middles (3, N), each triangle beginning with its edge `first`."""
    turn = (first[:, None] + np.arange(3)) % 3
    return np.take_along_axis(corners, turn, 1).T, np.take_along_axis(middles, turn, 1).T


def _in_two(corners: Index, middles: Index, _: Vector) -> list[Index]:
    (a, b, c), (ab, _, _) = _turned(corners, middles, np.argmax(middles >= 0, axis=1))
    return [np.stack(three, axis=1) for three in ((a, ab, c), (ab, b, c))]


def _in_three(corners: Index, middles: Index, points: Vector) -> list[Index]:
    """The corner between both split edges cut off, the rest parted along its shorter diagonal."""
    (a, b, c), (_, bc, ca) = _turned(corners, middles, np.argmax(middles < 0, axis=1))
    from_a = np.linalg.norm(points[a] - points[bc], axis=1) < np.linalg.norm(points[b] - points[ca], axis=1)
    pairs = ((bc, c, ca), (a, b, np.where(from_a, bc, ca)), (np.where(from_a, a, b), bc, ca))
    return [np.stack(three, axis=1) for three in pairs]


def _in_four(corners: Index, middles: Index, _: Vector) -> list[Index]:
    (a, b, c), (ab, bc, ca) = corners.T, middles.T
    return [np.stack(three, axis=1) for three in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
