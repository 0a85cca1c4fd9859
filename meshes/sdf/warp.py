"""Warps of space under a solid."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid


def folded(solid: Solid) -> Solid:
    """The left half of a solid (x >= 0) and its mirror image.

    Examples
    --------
    >>> from meshes.sdf.primitives import ball
    >>> folded(ball(np.array([5.0, 0.0, 0.0]), 1.0))(np.array([[-5.0, 0.0, 0.0]])).tolist()
    [-1.0]
    """

    def distance(points: Vector) -> Vector:
        half = np.array(points, float)
        half[:, 0] = np.abs(half[:, 0])
        return solid.distance(half)

    low, high = np.array(solid.bounds)
    low[0] = -high[0]
    return Solid(distance, np.array([low, high]), solid.lipschitz, is_symmetric=True)
