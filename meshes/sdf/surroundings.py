"""Sampled solids at their places: how far from all of them a point is, and where a ray first meets one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.placed_fields import PlacedFields
from meshes.sdf.sample import Field
from meshes.sdf.solid import Distance

_FAR_MM = 50.0
_PROBE_MM = 0.1
_LONGEST_MM = 0.8
"""Longest step of a ray: blocks of a field far from its surface tell their distance coarsely."""
_SHORTEST_MM = 0.04
_NEAREST_MM = 0.02


class Surroundings:
    """Fields at their places.

    Parameters
    ----------
    pieces : sequence of (Pose, Field)
        Each field in its own frame and where that stands.
    others : sequence of callables
        Distances to more bodies, in the world.
    """

    def __init__(self, pieces: Sequence[tuple[Pose, Field]], others: Sequence[Distance] = ()) -> None:
        self._fields = PlacedFields(pieces)
        self._others = tuple(others)

    def distance(self, points: Vector) -> Vector:
        """Signed distance (N,) of (N, 3) points to the nearest piece, mm; far away a lower bound."""
        points = np.asarray(points, float)
        nearest = np.full(len(points), _FAR_MM)
        for told in self._fields.read(np.ascontiguousarray(points.T)):
            np.minimum.at(nearest, told.rows, told.value)
        for other in self._others:
            nearest = np.minimum(nearest, other(points))
        return nearest

    def slope(self, points: Vector) -> Vector:
        """Unit directions (N, 3) away from the nearest piece."""
        probes = np.concatenate([points + sign * _PROBE_MM * axis for axis in np.eye(3) for sign in (1, -1)])
        value = self.distance(probes).reshape(3, 2, -1)
        slope = (value[:, 0] - value[:, 1]).T
        return np.asarray(slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-9), float)

    def struck(self, starts: Vector, directions: Vector, gap_mm: float, reach_mm: float) -> Vector:
        """Ways (N,) that rays go until they come within `gap_mm` of a piece; `reach_mm` where none does, mm.

        A ray that starts within the gap goes no way at all.
        """
        way = self._free_way(starts, directions, reach_mm)
        running = np.flatnonzero(way < reach_mm)
        while len(running):
            room = self.distance(starts[running] + way[running, None] * directions[running]) - gap_mm
            going = (room > _NEAREST_MM) & (way[running] < reach_mm)
            running = running[going]
            way[running] += np.clip(0.8 * room[going], _SHORTEST_MM, _LONGEST_MM)
        return np.minimum(way, reach_mm)

    def _free_way(self, starts: Vector, directions: Vector, reach_mm: float) -> Vector:
        """Whole longest steps (N,) that a ray goes before it enters the grid of any piece, mm."""
        if self._others:
            return np.zeros(len(starts))
        entry = self._fields.entered(np.asarray(starts, float).T, np.asarray(directions, float).T, reach_mm)
        return np.asarray(entry // _LONGEST_MM * _LONGEST_MM, float)
