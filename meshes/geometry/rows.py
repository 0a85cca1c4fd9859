"""Sums and least values over many short rows and runs: numpy's own go row by row and take ten times as
long.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector


def dots(a: Vector, b: Vector) -> Vector:
    """Scalar product of each row of (N, 3) vectors with that of another, (N,).

    Examples
    --------
    >>> dots(np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 0.0, 2.0]])).tolist()
    [7.0]
    """
    product = a * b
    return np.asarray(product[:, 0] + product[:, 1] + product[:, 2], float)


def sizes(vectors: Vector) -> Vector:
    """Length of each of (N, 3) vectors, (N,)."""
    return np.sqrt(dots(vectors, vectors))


def extent(points: Vector) -> tuple[Vector, Vector]:
    """Lowest and highest corner, (3,) each, of the box round (N, 3) points, at least one."""
    columns = np.ascontiguousarray(points.T)
    return columns.min(axis=1), columns.max(axis=1)


def least_of_runs(values: Vector, starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where in (P,) values each run has its least, (N,); runs begin at `starts`, none is empty.

    Examples
    --------
    >>> least_of_runs(np.array([3.0, 1.0, 2.0, 2.0]), np.array([0, 2])).tolist()
    [1, 2]
    """
    least = np.minimum.reduceat(values, starts)
    counts = np.diff(np.append(starts, len(values)))
    won = np.flatnonzero(values == np.repeat(least, counts))
    first: NDArray[np.intp] = won[np.searchsorted(won, starts)]
    return first
