"""Points of a surface and about it, with the distance a solid is to have there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh

Distance = Callable[[Vector], Vector]

BESIDE_MM = 1.5
"""How far, about, the points beside a surface lie from it."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points (N, 3) in the frame of a scan, mm, and the scan's own signed distance there."""

    points: Vector
    distances: Vector

    def joined(self, other: Cloud) -> Cloud:
        """Both together."""
        return Cloud(
            np.concatenate([self.points, other.points]), np.concatenate([self.distances, other.distances])
        )


def spread_points(mesh: TriMesh, count: int, seed: int = 0) -> Vector:
    """Points spread evenly over the triangles of a mesh."""
    rng = np.random.default_rng(seed)
    corners = mesh.corners()
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    chosen = corners[rng.choice(len(area), count, p=area / area.sum())]
    u, v = rng.random((2, count, 1))
    root = np.sqrt(u)
    return np.asarray(chosen[:, 0] * (1 - root) + chosen[:, 1] * root * (1 - v) + chosen[:, 2] * root * v)


def surface_cloud(mesh: TriMesh, distance: Distance, count: int, seed: int = 0) -> Cloud:
    """Points on a surface, and a third as many a little beside it, which tell inside from outside."""
    on = spread_points(mesh, count, seed)
    beside = on[: count // 3] + np.random.default_rng(seed).normal(0.0, BESIDE_MM, (count // 3, 3))
    return Cloud(
        np.concatenate([on, beside]), np.concatenate([np.zeros(count), np.asarray(distance(beside))])
    )
