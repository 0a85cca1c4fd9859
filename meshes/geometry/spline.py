"""Smooth interpolation through numbers told at a few stations: the natural cubic spline."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector


def spline_weights(nodes: Vector, at: Vector) -> Vector:
    """How much each node's value counts at each place, (len(at), len(nodes)); rows sum to 1.

    The interpolated values are ``weights @ values``: linear in the values, so they can be fitted by plain
    least squares. Beyond the outer nodes the outer values hold.

    Parameters
    ----------
    nodes : (N,) array
        Ascending stations, at least two.
    at : (M,) array
        Where values are wanted.

    Raises
    ------
    ValueError
        If the stations do not ascend.

    Examples
    --------
    >>> spline_weights(np.array([0.0, 1.0, 3.0]), np.array([1.0, 9.0])).round(6).tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    nodes = np.asarray(nodes, float)
    gap = np.diff(nodes)
    if len(nodes) < 2 or (gap <= 0).any():
        raise ValueError("the stations of a spline must ascend")
    bend = _second_derivatives(gap)
    x = np.clip(np.asarray(at, float), nodes[0], nodes[-1])
    i = np.clip(np.searchsorted(nodes, x, side="right") - 1, 0, len(gap) - 1)
    h = gap[i]
    right = (x - nodes[i]) / h
    left = 1.0 - right
    unit = np.eye(len(nodes))
    curved = (left**3 - left)[:, None] * bend[i] + (right**3 - right)[:, None] * bend[i + 1]
    return left[:, None] * unit[i] + right[:, None] * unit[i + 1] + curved * (h * h / 6.0)[:, None]


def even_spline_weights(nodes: Vector, at: Vector) -> Vector:
    """The same for a curve that is its own mirror image about the first node, which is 0: level there, no
    ridge.

    Examples
    --------
    >>> even_spline_weights(np.array([0.0, 1.0]), np.array([-1.0, 0.0, 1.0])).round(6).tolist()
    [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]
    """
    nodes = np.asarray(nodes, float)
    both = spline_weights(np.concatenate([-nodes[:0:-1], nodes]), at)
    middle = len(nodes) - 1
    weights = both[:, middle:].copy()
    weights[:, 1:] += both[:, :middle][:, ::-1]
    return weights


def spline(nodes: Vector, values: Vector, at: Vector) -> Vector:
    """The natural cubic spline through (N,) or (N, D) values."""
    return spline_weights(nodes, at) @ np.asarray(values, float)


def _second_derivatives(gap: Vector) -> Vector:
    """Second derivative at each node for each node's unit value; 0 at both ends."""
    count = len(gap) + 1
    system, given = np.eye(count), np.zeros((count, count))
    for i in range(1, count - 1):
        system[i, i - 1 : i + 2] = gap[i - 1], 2.0 * (gap[i - 1] + gap[i]), gap[i]
        given[i, i - 1 : i + 2] = 6.0 / gap[i - 1], -6.0 / gap[i - 1] - 6.0 / gap[i], 6.0 / gap[i]
    return np.asarray(np.linalg.solve(system, given), float)
