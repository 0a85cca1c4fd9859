"""A closed mesh cut open where a value at its corners changes its sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.topology import directed_edges
from meshes.geometry.trimesh import TriMesh
from meshes.network.graph import Floats

Corners = NDArray[np.signedinteger[Any]]

_SNAP = 0.22
"""Share of an edge up to which its corner is moved to where the edge is cut, rather than leave a sliver."""
_PATTERNS = {
    (1, -1, -1): (("0", "01", "02"),),
    (1, 1, -1): (("0", "1", "12"), ("0", "12", "02")),
    (1, 0, -1): (("0", "1", "02"),),
    (1, -1, 0): (("0", "01", "2"),),
}
"""By the sides of its corners (1 stays, 0 on the cut, -1 goes) what is left of a triangle; two figures name
the place where the cut crosses the edge between two corners."""


@dataclass(frozen=True, eq=False)
class CutOpen:
    """What stays of a mesh.

    Parameters
    ----------
    points : (N, 3) array
        Corners, mm; some are not used any more.
    triangles : (M, 3) array
        What is left of the triangles.
    origin : (M,) array
        The triangle of the mesh that each is, or is a part of.
    at : (N,) array
        Which of the pieces that went was beside each corner on the cut; -1 elsewhere.
    """

    points: Floats
    triangles: Corners
    origin: Corners
    at: Corners


def cut_open(mesh: TriMesh, values: Floats, piece: Corners) -> CutOpen:
    """Take pieces off a mesh.

    Parameters
    ----------
    mesh : TriMesh
        Closed.
    values : (N,) array
        One a corner: negative where it goes, positive where it stays, and the cut is where it is zero.
    piece : (N,) array
        The number of the piece that each corner goes with, -1 where it stays.
    """
    side = np.where(piece >= 0, -1, 1)
    a, b = directed_edges(mesh).T
    crossed = (side[a] < 0) & (side[b] > 0)
    a, b = a[crossed], b[crossed]
    share = values[a] / (values[a] - values[b])
    places = mesh.points[a] + share[:, None] * (mesh.points[b] - mesh.points[a])
    points, at = mesh.points.copy(), np.full(len(piece), -1)
    snapped = np.flatnonzero(np.minimum(share, 1.0 - share) < _SNAP)
    # The shortest way last: it is the one that counts.
    snapped = snapped[np.argsort(-np.minimum(share, 1.0 - share)[snapped], kind="stable")]
    corner = np.where(share < 0.5, a, b)[snapped]
    points[corner], side[corner], at[corner] = places[snapped], 0, piece[a[snapped]]
    still = (side[a] < 0) & (side[b] > 0)
    key = a[still] * len(piece) + b[still]
    order = np.argsort(key)
    crossings = _Crossings(key[order], len(piece) + order, len(piece))
    triangles, origin = _left(np.asarray(mesh.triangles, np.int64), side, crossings)
    points = np.concatenate([points, places[still]])
    return CutOpen(points, triangles, origin, np.concatenate([at, piece[a[still]]]))


@dataclass(frozen=True, eq=False)
class _Crossings:
    """Corners where edges are cut, found by those edges."""

    key: Corners
    corner: Corners
    count: int

    def between(self, stays: Corners, goes: Corners) -> Corners:
        found: Corners = self.corner[np.searchsorted(self.key, goes * self.count + stays)]
        return found


def _left(triangles: Corners, side: Corners, crossings: _Crossings) -> tuple[Corners, Corners]:
    signs = side[triangles]
    whole = np.flatnonzero((signs >= 0).all(axis=1))
    parts, origin = [triangles[whole]], [whole]
    mixed = np.flatnonzero((signs < 0).any(axis=1) & (signs > 0).any(axis=1))
    for turn in range(3):
        rows, turned = np.roll(triangles[mixed], -turn, axis=1), np.roll(signs[mixed], -turn, axis=1)
        for pattern, pieces in _PATTERNS.items():
            chosen = (turned == pattern).all(axis=1)
            for names in pieces:
                parts.append(np.stack([_corner(rows[chosen], each, crossings) for each in names], axis=1))
                origin.append(mixed[chosen])
    return np.concatenate(parts), np.concatenate(origin)


def _corner(rows: Corners, name: str, crossings: _Crossings) -> Corners:
    first = rows[:, int(name[0])]
    return first if len(name) == 1 else crossings.between(first, rows[:, int(name[1])])
