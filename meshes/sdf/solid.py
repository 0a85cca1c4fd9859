"""A solid: a function that tells how far a point is from a surface, and on which side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose

Distance = Callable[[Vector], Vector]


@dataclass(frozen=True, eq=False)
class Solid:
    """A body given by its signed distance: negative inside, positive outside.

    Parameters
    ----------
    distance : callable
        Takes (N, 3) points in mm and returns (N,) distances in mm. It may be a bound rather than the exact
        distance, as long as it never changes faster than `lipschitz` mm a mm.
    bounds : (2, 3) array
        A box that holds the whole body, mm.
    lipschitz : float
        Largest rate of change of `distance`; 1 for a true distance. Sampling trusts it to skip empty space.
    is_symmetric : bool
        Whether it is its own mirror image in the median plane x = 0; sampling then asks about one half only.

    Examples
    --------
    >>> ball = Solid(lambda p: np.linalg.norm(p, axis=1) - 5.0, np.array([[-5.0] * 3, [5.0] * 3]))
    >>> ball(np.array([[0.0, 0.0, 0.0], [7.0, 0.0, 0.0]])).tolist()
    [-5.0, 2.0]
    """

    distance: Distance
    bounds: Vector
    lipschitz: float = 1.0
    is_symmetric: bool = False

    def __post_init__(self) -> None:
        bounds = np.array(self.bounds, float)
        if bounds.shape != (2, 3) or not np.isfinite(bounds).all() or (bounds[1] < bounds[0]).any():
            raise ValueError("the bounds of a solid are a lowest and a highest corner")
        if not self.lipschitz > 0:
            raise ValueError("the rate of change of a distance is positive")
        object.__setattr__(self, "bounds", bounds)

    def __call__(self, points: Vector) -> Vector:
        """Signed distance of (N, 3) points."""
        return self.distance(points)


def box_corners(bounds: Vector) -> Vector:
    """The eight corners of a box, (8, 3)."""
    grid = np.meshgrid(*bounds.T, indexing="ij")
    return np.stack([axis.ravel() for axis in grid], axis=1)


def placed(solid: Solid, pose: Pose) -> Solid:
    """The solid moved by `pose`."""
    back = pose.inverse()
    corners = pose.apply(box_corners(solid.bounds))
    bounds = np.array([corners.min(axis=0), corners.max(axis=0)])
    is_symmetric = solid.is_symmetric and pose.is_median
    return Solid(lambda p: solid.distance(back.apply(p)), bounds, solid.lipschitz, is_symmetric)


def scaled(solid: Solid, ratio: float) -> Solid:
    """The solid made larger or smaller about the origin."""
    if ratio == 1.0:
        return solid
    return replace(solid, distance=lambda p: solid.distance(p / ratio) * ratio, bounds=solid.bounds * ratio)


def offset(solid: Solid, distance_mm: float) -> Solid:
    """The solid grown (positive) or shrunk (negative) by a distance."""
    grow = max(distance_mm, 0.0)
    bounds = solid.bounds + np.array([[-grow], [grow]])
    return replace(solid, distance=lambda p: solid.distance(p) - distance_mm, bounds=bounds)


def mirrored(solid: Solid) -> Solid:
    """The solid seen in the median plane: left and right exchanged."""
    flip = np.array([-1.0, 1.0, 1.0])
    bounds = np.sort(solid.bounds * flip, axis=0)
    return replace(solid, distance=lambda p: solid.distance(p * flip), bounds=bounds)
