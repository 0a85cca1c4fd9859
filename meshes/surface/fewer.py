"""Fewer triangles for the same surface."""

from __future__ import annotations

import fast_simplification
import numpy as np

from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh

_MORE, _TRIES = 1.09, 9
"""Growth of the number of triangles from try to try, until the surface stays closed, and how often."""


def with_fewer_triangles(mesh: TriMesh, count: int) -> TriMesh:
    """A closed surface with about `count` triangles; more where it would not stay closed with so few.

    Edges are collapsed where the surface loses least by it. Now and then that lays two walls onto one edge;
    with a few more triangles it does not.
    """
    for turn in range(_TRIES):
        target = int(count * _MORE**turn)
        if target >= len(mesh.triangles):
            break
        points, triangles = fast_simplification.simplify(mesh.points, mesh.triangles, target_count=target)
        told = TriMesh(points, np.asarray(triangles, np.int32))
        if is_closed(told) and genus(told) == genus(mesh):
            return told
    return mesh
