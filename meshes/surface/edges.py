"""Some edges of a closed mesh, split in their middles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh

Index = NDArray[np.intp]


def edges_of(mesh: TriMesh, among: NDArray[np.bool_] | None = None) -> tuple[Index, Index]:
    """Ends (E,) of each edge of a closed mesh, or of those among some corners, the smaller number first."""
    triangles = mesh.triangles
    if among is not None:
        triangles = triangles[among[triangles].sum(axis=1) > 1]
    here, there = triangles.astype(np.intp)[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).T
    # Each edge comes twice, once each way.
    once = here < there
    if among is not None:
        once &= among[here] & among[there]
    return here[once], there[once]


class Edges:
    """Edges to be split, and the triangles on both sides of them.

    Parameters
    ----------
    mesh : TriMesh
        Closed.
    here, there : (E,) arrays
        The corners each edge joins, `here` the smaller number; no edge twice.
    """

    def __init__(self, mesh: TriMesh, here: Index, there: Index) -> None:
        self._mesh, self._here, self._there = mesh, here, there
        touched = np.zeros(len(mesh.points), bool)
        touched[here] = touched[there] = True
        self._near = np.flatnonzero(touched[mesh.triangles].sum(axis=1) > 1)
        self._corners = mesh.triangles[self._near].astype(np.intp)
        self._number = self._numbers()

    def _numbers(self) -> Index:
        """Which of the edges each side of a triangle is, (N, 3); -1 for none."""
        ends = np.sort(np.stack([self._corners, self._corners[:, [1, 2, 0]]]), axis=0)
        wanted = ends[0] * len(self._mesh.points) + ends[1]
        key = self._here * len(self._mesh.points) + self._there
        if not len(key):
            return np.full(wanted.shape, -1)
        order = np.argsort(key)
        place = order[np.minimum(np.searchsorted(key, wanted, sorter=order), len(key) - 1)]
        return np.where(key[place] == wanted, place, -1)

    def room(self) -> Vector:
        """Height of the lower of both triangles over each edge, (E,) mm."""
        a, b, c = (self._mesh.points[corner] for corner in self._corners.T)
        twice = np.linalg.norm(np.cross(b - a, c - a), axis=1)
        sides = np.stack([np.linalg.norm(side, axis=1) for side in (b - a, c - b, a - c)], axis=1)
        height = twice[:, None] / np.maximum(sides, 1e-9)
        least, is_side = np.full(len(self._here), np.inf), self._number >= 0
        np.minimum.at(least, self._number[is_side], height[is_side])
        return least

    def split(self, middles: Vector) -> TriMesh:
        """The mesh with a corner put into each edge: the last of its points, in the edges' order."""
        count = len(self._mesh.points)
        splits = (self._number >= 0).sum(axis=1)
        kept = np.ones(len(self._mesh.triangles), bool)
        kept[self._near[splits > 0]] = False
        points = np.vstack([self._mesh.points, middles])
        corner = np.where(self._number >= 0, self._number + count, -1)
        parts = [self._mesh.triangles[kept].astype(np.intp)]
        for many, part in ((1, _in_two), (2, _in_three), (3, _in_four)):
            which = splits == many
            parts += part(self._corners[which], corner[which], points)
        return TriMesh(points, np.concatenate(parts).astype(np.int32))


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
