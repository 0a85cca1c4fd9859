"""Callipers for a solid: how far along a ray its surface is met."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.solid import Solid


def crossings(
    solid: Solid, starts: Vector, directions: Vector, length_mm: float, from_inside: bool = False
) -> Vector:
    """Distance (N,) along each ray to the first change between bone and none, mm.

    Parameters
    ----------
    solid : Solid
        What is probed.
    starts, directions : (N, 3) arrays
        The rays; directions are unit vectors.
    length_mm : float
        How far they are followed; the answer where nothing is met.
    from_inside : bool
        Whether rays that start outside the solid answer 0, and those that meet nothing as well.
    """
    steps = np.arange(int(length_mm) + 1.0)
    points = starts[:, None] + directions[:, None] * steps[None, :, None]
    value = solid(points.reshape(-1, 3)).reshape(len(starts), len(steps))
    change = np.signbit(value[:, 1:]) != np.signbit(value[:, :-1])
    row, first = np.arange(len(starts)), change.argmax(axis=1)
    before, after = value[row, first], value[row, first + 1]
    met = steps[first] + before / np.where(before == after, 1.0, before - after)
    found = change.any(axis=1) & (~np.array(from_inside) | (value[:, 0] < 0))
    return np.where(found, met, 0.0 if from_inside else length_mm)
