"""Closed sections told by a handful of radii: cosine series of the angle, symmetric about one axis."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector

_TO_COSINES = np.linalg.inv(np.cos(np.outer(np.arange(5) * np.pi / 4, np.arange(5))))


def cosine_series(radii: Vector) -> Vector:
    """Coefficients of cos(k theta), k = 0..4, through radii at 0, 45, 90, 135 and 180 degrees.

    Examples
    --------
    >>> np.abs(cosine_series(np.ones(5))).round(6).tolist()
    [1.0, 0.0, 0.0, 0.0, 0.0]
    """
    return _TO_COSINES @ np.asarray(radii, float)


def radius(cosine: Vector, series: Vector) -> Vector:
    """Radius in the direction of the given cosine; `series` is (5,) or (5, N).

    Examples
    --------
    >>> radius(np.array([1.0, 0.0]), cosine_series(np.array([2.0, 1.5, 1.0, 1.0, 1.0]))).round(6).tolist()
    [2.0, 1.0]
    """
    c2 = cosine * cosine
    waves = (cosine, 2.0 * c2 - 1.0, cosine * (4.0 * c2 - 3.0), 8.0 * c2 * (c2 - 1.0) + 1.0)
    total = series[0] + np.zeros_like(cosine)
    for wave, weight in zip(waves, series[1:], strict=True):
        total += wave * weight
    return total
