"""Frames carried along a curve without needless turning."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector


def tangents(points: Vector) -> Vector:
    """Unit directions along a polyline at its (N, 3) points."""
    along = np.gradient(np.asarray(points, float), axis=0)
    return along / np.linalg.norm(along, axis=1, keepdims=True)


def carried_frames(points: Vector, first_normal: Vector) -> tuple[Vector, Vector, Vector]:
    """Tangent, normal and binormal at each point of a polyline, turning as little as possible.

    Parameters
    ----------
    points : (N, 3) array
        The polyline, mm.
    first_normal : (3,) array
        Wished direction of the first normal; made perpendicular to the first tangent.

    Returns
    -------
    three (N, 3) arrays
        Right-handed orthonormal frames.

    Raises
    ------
    ValueError
        If the first normal points along the first tangent.

    References
    ----------
    Double reflection method of Wang and others, 2008 (recalled).
    """
    points = np.asarray(points, float)
    t = tangents(points)
    normal = np.empty_like(t)
    start = np.asarray(first_normal, float) - np.dot(first_normal, t[0]) * t[0]
    if np.linalg.norm(start) < 1e-9:
        raise ValueError("the first normal runs along the curve")
    normal[0] = start / np.linalg.norm(start)
    for i in range(len(points) - 1):
        normal[i + 1] = _reflected(points[i], points[i + 1], t[i], t[i + 1], normal[i])
    return t, normal, np.cross(t, normal)


def _reflected(here: Vector, there: Vector, tangent: Vector, next_tangent: Vector, normal: Vector) -> Vector:
    chord = there - here
    square = chord @ chord
    reflected_normal = normal - 2 / square * (chord @ normal) * chord
    reflected_tangent = tangent - 2 / square * (chord @ tangent) * chord
    turn = next_tangent - reflected_tangent
    square = turn @ turn
    if square < 1e-18:
        return reflected_normal
    return reflected_normal - 2 / square * (turn @ reflected_normal) * turn
