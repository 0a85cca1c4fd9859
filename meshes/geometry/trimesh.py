"""The triangle mesh that crosses folders: two numpy arrays and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose


@dataclass(frozen=True)
class MeshEnd:
    """Triangles that close a tube where it is cut off.

    Parameters
    ----------
    first, count : int
        Number of the first of them, and how many they are.
    onward : tuple of str
        Names of the meshes in which the tube goes on; none where nothing follows.
    """

    first: int
    count: int
    onward: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class TriMesh:
    """A triangle mesh; the corners of each triangle run anticlockwise seen from outside.

    Parameters
    ----------
    points : (N, 3) array of float
        Corner positions in mm.
    triangles : (M, 3) array of int
        Indices into `points`.
    ends : tuple of MeshEnd
        Where tubes are cut off. What is made of a mesh has none unless said otherwise.

    Raises
    ------
    ValueError
        If a shape is wrong, a coordinate is not finite or an index is out of range.
    """

    points: Vector
    triangles: NDArray[np.int32]
    ends: tuple[MeshEnd, ...] = ()

    def __post_init__(self) -> None:
        points = np.ascontiguousarray(self.points, np.float64)
        triangles = np.ascontiguousarray(self.triangles, np.int32)
        if points.ndim != 2 or points.shape[1] != 3 or triangles.ndim != 2 or triangles.shape[1] != 3:
            raise ValueError("a mesh needs (N, 3) points and (M, 3) triangles")
        if not np.isfinite(points).all():
            raise ValueError("a mesh has a corner that is not a finite number")
        if len(triangles) and (triangles.min() < 0 or triangles.max() >= len(points)):
            raise ValueError("a triangle names a corner that does not exist")
        if any(each.first < 0 or each.first + each.count > len(triangles) for each in self.ends):
            raise ValueError("an end names a triangle that does not exist")
        object.__setattr__(self, "points", points)
        object.__setattr__(self, "triangles", triangles)

    @cached_property
    def bounds(self) -> Vector:
        """The lowest and highest corner, (2, 3) mm; not to be written to."""
        found = np.array([self.points.min(axis=0), self.points.max(axis=0)])
        found.flags.writeable = False
        return found

    def transformed(self, pose: Pose) -> TriMesh:
        """The same mesh placed by `pose`."""
        return TriMesh(pose.apply(self.points), self.triangles, self.ends)

    def corners(self) -> Vector:
        """Corner positions of each triangle, (M, 3, 3) mm."""
        return self.points[self.triangles]


def compact(points: Vector, triangles: NDArray[np.integer]) -> TriMesh:
    """The mesh without the corners that no triangle uses; those left keep their order.

    Examples
    --------
    >>> mesh = compact(np.eye(3)[[0, 0, 1, 2]], np.array([[1, 2, 3]]))
    >>> len(mesh.points), mesh.triangles.tolist()
    (3, [[0, 1, 2]])
    """
    used, inverse = np.unique(triangles, return_inverse=True)
    return TriMesh(points[used], inverse.reshape(-1, 3).astype(np.int32))


def merged(meshes: Sequence[TriMesh]) -> TriMesh:
    """All meshes as one; no corners are welded."""
    if not meshes:
        return TriMesh(np.zeros((0, 3)), np.zeros((0, 3), np.int32))
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes[:-1])])
    points = np.concatenate([mesh.points for mesh in meshes])
    triangles = np.concatenate([mesh.triangles + start for mesh, start in zip(meshes, starts, strict=True)])
    return TriMesh(points, triangles)
