"""Sampled solids at their places: how far from all of them a point is, and where a ray first meets one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.sample import Field, interpolated
from meshes.sdf.solid import Distance

_FAR_MM = 50.0
_PROBE_MM = 0.1
_LONGEST_MM = 0.8
"""Longest step of a ray: blocks of a field far from its surface tell their distance coarsely."""
_SHORTEST_MM = 0.04
_NEAREST_MM = 0.02
_STILL = 1e-12


class Surroundings:
    """Fields at their places.

    All are asked at once: a question about a few points costs what it takes to call numpy, and the number of
    pieces should not multiply that.

    Parameters
    ----------
    pieces : sequence of (Pose, Field)
        Each field in its own frame and where that stands.
    others : sequence of callables
        Distances to more bodies, in the world.
    """

    def __init__(self, pieces: Sequence[tuple[Pose, Field]], others: Sequence[Distance] = ()) -> None:
        self._fields = [field for _, field in pieces]
        self._others = tuple(others)
        step = np.array([field.step_mm for field in self._fields])
        turn = np.array([pose.rotation for pose, _ in pieces]).reshape(-1, 3, 3) / step[:, None, None]
        start = np.array([p.translation @ p.rotation + f.origin for p, f in pieces]).reshape(-1, 3)
        self._turn = turn.transpose(2, 0, 1).reshape(-1, 3)
        self._start = (start / step[:, None]).T[..., None]
        last = np.array([field.values.shape for field in self._fields]).reshape(-1, 3) - 1.0
        self._last = last.T[..., None]

    def distance(self, points: Vector) -> Vector:
        """Signed distance (N,) of (N, 3) points to the nearest piece, mm; far away a lower bound."""
        points = np.asarray(points, float)
        place = self._cells(points) - self._start
        inside = ((place > 0.0) & (place < self._last)).all(axis=0)
        nearest = np.full(inside.shape, _FAR_MM)
        nearest[inside] = self._interpolated(place[:, inside], np.count_nonzero(inside, axis=1))
        told = [other(points) for other in self._others]
        return np.asarray(np.min([*told, *nearest], axis=0, initial=_FAR_MM), float)

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
        place, pace = self._cells(starts) - self._start, self._cells(directions)
        pace = np.where(np.abs(pace) < _STILL, _STILL, pace)
        ends = -place / pace, (self._last - place) / pace
        entry, exit_ = np.minimum(*ends).max(axis=0), np.maximum(*ends).min(axis=0)
        entry = np.where((entry < exit_) & (exit_ > 0.0), np.maximum(entry, 0.0), reach_mm)
        return np.asarray(entry.min(axis=0, initial=reach_mm) // _LONGEST_MM * _LONGEST_MM, float)

    def _cells(self, vectors: Vector) -> Vector:
        """World vectors (N, 3) in the grid's axes and steps of each piece, (3, P, N)."""
        return (self._turn @ np.asarray(vectors, float).T).reshape(3, len(self._fields), len(vectors))

    def _interpolated(self, place: Vector, counts: NDArray[np.intp]) -> Vector:
        """Values (N,) at places (3, N) in the grids, those of each piece in turn."""
        cell = place.astype(np.intp)
        ends = np.cumsum(counts).tolist()
        corners = [
            field.corners(cell[:, end - count : end])
            for field, count, end in zip(self._fields, counts.tolist(), ends, strict=True)
            if count
        ]
        return interpolated(np.concatenate([np.empty((8, 0), np.float32), *corners], axis=1), place - cell)
