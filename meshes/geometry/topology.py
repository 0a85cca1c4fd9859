"""What a triangle mesh is made of: edges, holes, handles and pieces."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.trimesh import TriMesh


def directed_edges(mesh: TriMesh) -> NDArray[np.int64]:
    """Directed edges of all triangles, (3M, 2) corner indices."""
    t = mesh.triangles.astype(np.int64)
    return np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])


def unpaired_edges(mesh: TriMesh) -> int:
    """How many directed edges lack exactly one partner running the other way; 0 for a closed mesh."""
    a, b = directed_edges(mesh).T
    n = len(mesh.points)
    forward, backward = np.sort(a * n + b), np.sort(b * n + a)
    if np.array_equal(forward, backward) and (np.diff(forward) > 0).all():
        return 0
    unique, counts = np.unique(forward, return_counts=True)
    repeated = int((counts > 1).sum())
    backward = (unique % n) * n + unique // n
    return repeated + int((~np.isin(backward, unique)).sum())


def is_closed(mesh: TriMesh) -> bool:
    """Whether each directed edge occurs once and its reverse once."""
    return len(mesh.triangles) > 0 and unpaired_edges(mesh) == 0


def components(mesh: TriMesh) -> NDArray[np.int64]:
    """Label of the connected piece each corner belongs to, (N,); labels run from 0.

    Corners no triangle uses are pieces of their own.
    """
    return np.unique(_roots(mesh), return_inverse=True)[1]


def _roots(mesh: TriMesh) -> NDArray[np.int64]:
    """The lowest corner of the connected piece each corner belongs to, (N,)."""
    a, b = directed_edges(mesh).T
    return lowest_linked(a, b, len(mesh.points))


def lowest_linked(a: NDArray[np.integer[Any]], b: NDArray[np.integer[Any]], count: int) -> NDArray[np.int64]:
    """The lowest of all that hang together with each of so many, (count,).

    Parameters
    ----------
    a, b : (K,) array
        Numbers, from 0, that are linked; each pair in both directions.
    count : int
        How many there are.
    """
    label = np.arange(count)
    while True:
        # Hook each root to the smallest neighbouring label, then jump pointers: O(log N) rounds.
        lowest = label.copy()
        np.minimum.at(lowest, label[a], label[b])
        while True:
            jumped = lowest[lowest]
            if np.array_equal(jumped, lowest):
                break
            lowest = jumped
        merged_label = lowest[label]
        if np.array_equal(merged_label, label):
            return label
        label = merged_label


def genus(mesh: TriMesh) -> int:
    """Number of handles of a closed mesh, summed over its pieces.

    Raises
    ------
    ValueError
        If the mesh is not closed, where the genus has no meaning.
    """
    if not is_closed(mesh):
        raise ValueError("the genus of an open mesh is not defined")
    return genus_of_closed(mesh)


def genus_of_closed(mesh: TriMesh) -> int:
    """The same of a mesh that is known to be closed.

    Notes
    -----
    From Euler's formula V - E + F = 2 C - 2 g, with E = 3 F / 2 for a closed mesh of C pieces.
    """
    used = np.zeros(len(mesh.points), bool)
    used[mesh.triangles] = True
    pieces = np.count_nonzero(used & (_roots(mesh) == np.arange(len(used))))
    faces = len(mesh.triangles)
    euler = np.count_nonzero(used) - faces * 3 // 2 + faces
    return int(2 * pieces - euler) // 2
