"""Where in a picture points of the world are seen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from viewer.model.viewpoint import VIEW_ANGLE_DEG, Viewpoint

_NEAREST_SHARE = 0.05
"""What is nearer to the eye than this share of its distance from the centre counts as behind it."""


def projected(points: Vector, viewpoint: Viewpoint) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where points are seen, and how near.

    Returns
    -------
    places : (N, 2) array
        From the middle of the picture, rightward and upward, in parts of its height; NaN behind the eye.
    nearness : (N,) array
        Distance in front of the plane through the centre, mm.

    Raises
    ------
    ValueError
        On a fitted viewpoint.
    """
    if viewpoint.centre is None or viewpoint.height_mm is None:
        raise ValueError("a fitted viewpoint has no picture yet")
    seen = (np.asarray(points, float) - np.array(viewpoint.centre)) @ viewpoint.axes.T
    nearness = seen[:, 2]
    places = seen[:, :2] / viewpoint.height_mm
    if not viewpoint.is_parallel:
        ahead = 1.0 - nearness * 2.0 * math.tan(math.radians(VIEW_ANGLE_DEG) / 2.0) / viewpoint.height_mm
        with np.errstate(divide="ignore", invalid="ignore"):
            places = np.where(ahead[:, None] > _NEAREST_SHARE, places / ahead[:, None], np.nan)
    return places, nearness
