"""Smooth curves through way-points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector


def arc_length(points: Vector) -> Vector:
    """Length along a polyline up to each of its (N, D) points, (N,) mm, from 0.

    Examples
    --------
    >>> arc_length(np.array([[0.0, 0.0, 0.0], [3.0, 4.0, 0.0], [3.0, 4.0, 2.0]])).tolist()
    [0.0, 5.0, 7.0]
    """
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(steps)])


def through(way_points: Vector, closed: bool = False, samples_a_span: int = 12) -> Vector:
    """A smooth curve through (N, D) way-points: centripetal Catmull-Rom, which neither loops nor overshoots.

    Parameters
    ----------
    way_points : (N, D) array
        At least two, no two neighbours equal.
    closed : bool
        Whether the curve returns to its first point, which is not repeated.
    samples_a_span : int
        Points between two way-points.

    Returns
    -------
    (M, D) array
        Points on the curve; way-points are among them.

    Raises
    ------
    ValueError
        If there are fewer than two way-points, or neighbours in one place.

    References
    ----------
    Barry and Goldman's pyramid with centripetal knots (recalled).
    """
    p = np.asarray(way_points, float)
    if len(p) < 2 or (np.linalg.norm(np.diff(p, axis=0), axis=1) < 1e-12).any():
        raise ValueError("a curve needs at least two way-points, no two neighbours in one place")
    if closed:
        p = np.concatenate([p[-1:], p, p[:2]])
    else:
        p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = np.linspace(0.0, 1.0, samples_a_span, endpoint=False)
    curve = _spans(np.stack([p[i : len(p) - 3 + i] for i in range(4)], axis=1), t).reshape(-1, p.shape[1])
    return curve if closed else np.concatenate([curve, p[-2:-1]])


def through_each(curves: Sequence[Vector], samples_a_span: int = 12) -> tuple[Vector, NDArray[np.intp]]:
    """Many open curves at once, one after another, each as `through` gives it, up to rounding.

    Returns
    -------
    points, first : (M, D) and (C,) arrays
        All points, and the number of the first one of each curve.

    Raises
    ------
    ValueError
        As `through` does.
    """
    many = np.array([len(each) for each in curves])
    if (many < 2).any():
        raise ValueError("a curve needs at least two way-points")
    p = np.concatenate(curves)
    last = np.cumsum(many) - 1
    apart = np.linalg.norm(np.diff(p, axis=0), axis=1)
    apart[last[:-1]] = np.inf
    if (apart < 1e-12).any():
        raise ValueError("a curve needs no two neighbouring way-points in one place")
    start = last - many + 1
    row = np.arange(len(p)) + 1 + 2 * np.repeat(np.arange(len(many)), many)
    wide = np.empty((len(p) + 2 * len(many), p.shape[1]))
    wide[row] = p
    wide[row[start] - 1] = 2 * p[start] - p[start + 1]
    wide[row[last] + 1] = 2 * p[last] - p[last - 1]
    spans = np.delete(row, last) - 1
    t = np.linspace(0.0, 1.0, samples_a_span, endpoint=False)
    curve = _spans(wide[spans[:, None] + np.arange(4)], t).reshape(-1, p.shape[1])
    first = (start - np.arange(len(many))) * samples_a_span
    points = np.insert(curve, np.append(first[1:], len(curve)), p[last], axis=0)
    return points, first + np.arange(len(many))


def _spans(p: Vector, t: Vector) -> Vector:
    """The parts of the curve between the two inner ones of four points, (N, 4, D) to (N, T, D)."""
    steps = np.sqrt(np.linalg.norm(np.diff(p, axis=1), axis=2))
    knots = np.concatenate([np.zeros((len(p), 1)), np.cumsum(steps, axis=1)], axis=1)[:, :, None, None]
    at = knots[:, 1] + t[None, :, None] * (knots[:, 2] - knots[:, 1])

    def mix(a: Vector, b: Vector, first: int, last: int) -> Vector:
        ka, kb = knots[:, first], knots[:, last]
        return ((kb - at) * a + (at - ka) * b) / (kb - ka)

    corners = [p[:, None, i] for i in range(4)]
    a1, a2, a3 = (mix(corners[i], corners[i + 1], i, i + 1) for i in range(3))
    return mix(mix(a1, a2, 0, 2), mix(a2, a3, 1, 3), 1, 2)


def resampled(points: Vector, step_mm: float) -> Vector:
    """A polyline cut into equal steps of about `step_mm`, its ends kept, (M, D) mm."""
    length = arc_length(points)
    count = max(round(length[-1] / step_mm), 1)
    at = np.linspace(0.0, length[-1], count + 1)
    return np.stack([np.interp(at, length, column) for column in np.asarray(points, float).T], axis=1)
