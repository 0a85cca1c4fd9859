"""A line in the median plane that runs downwards, and the coordinates it gives to the space around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.curve import arc_length

_NEWTON_STEPS = 4


@dataclass(frozen=True, eq=False)
class MedianLine:
    """A smooth line in the plane x = 0, given by close points from above downwards.

    A point near it is told by x, by s, the length of the line down to the foot of the perpendicular, and by
    v, its distance behind the line. They hold where v is smaller than the line's radius of curvature; beyond
    its ends the line goes on straight.

    Parameters
    ----------
    points : (N, 2) array
        (y, z) of the line, each z lower than the one before, mm.

    Examples
    --------
    >>> line = MedianLine(np.array([[0.0, 10.0], [0.0, 5.0], [0.0, 0.0]]))
    >>> line.coordinates(np.array([[1.0, 2.0, 7.0]])).tolist()
    [[1.0, 3.0, 2.0]]
    """

    points: Vector

    def __post_init__(self) -> None:
        points = np.array(self.points, float)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2 or (np.diff(points[:, 1]) >= 0).any():
            raise ValueError("a median line needs (N, 2) points, each lower than the one before")
        object.__setattr__(self, "points", points)

    def __getstate__(self) -> dict[str, object]:
        # Copies leave out what is computed when first asked for, perhaps by another thread just now.
        return {"points": self.points}

    @cached_property
    def lengths(self) -> Vector:
        """Length of the line down to each of its points, (N,) mm."""
        return arc_length(self.points)

    @cached_property
    def tilts(self) -> Vector:
        """Direction of the line at its points: 0 straight down, positive backwards, (N,) radians."""
        along = np.gradient(self.points, axis=0)
        return np.asarray(np.arctan2(along[:, 0], -along[:, 1]), float)

    @property
    def length(self) -> float:
        """Length of the whole line, mm."""
        return float(self.lengths[-1])

    def place(self, x: Vector | float, s: Vector | float, v: Vector | float) -> Vector:
        """Points (N, 3) from their coordinates."""
        x, s, v = np.broadcast_arrays(*(np.atleast_1d(np.asarray(each, float)) for each in (x, s, v)))
        y, z, tilt = self._foot(s)
        c, d = np.cos(tilt), np.sin(tilt)
        return np.stack([x, y + v * c, z + v * d], axis=1)

    def across(self, x: Vector, s: Vector, v: Vector) -> Vector:
        """Directions (N, 3) with parts x to the left and v behind the line, at lengths on it."""
        tilt = np.interp(s, self.lengths, self.tilts)
        return np.stack([x, v * np.cos(tilt), v * np.sin(tilt)], axis=1)

    def direction(self, s: Vector | float) -> Vector:
        """Unit directions (N, 3) along the line, downwards."""
        tilt = np.interp(np.atleast_1d(np.asarray(s, float)), self.lengths, self.tilts)
        return np.stack([np.zeros(len(tilt)), np.sin(tilt), -np.cos(tilt)], axis=1)

    def coordinates(self, points: Vector) -> Vector:
        """Coordinates (N, 3), x, s and v, of (N, 3) points."""
        points = np.asarray(points, float)
        s = np.interp(-points[:, 2], -self.points[:, 1], self.lengths)
        for _ in range(_NEWTON_STEPS):
            y, z, tilt = self._foot(s)
            s = s + (points[:, 1] - y) * np.sin(tilt) - (points[:, 2] - z) * np.cos(tilt)
        y, z, tilt = self._foot(s)
        v = (points[:, 1] - y) * np.cos(tilt) + (points[:, 2] - z) * np.sin(tilt)
        return np.stack([points[:, 0], s, v], axis=1)

    def _foot(self, s: Vector) -> tuple[Vector, Vector, Vector]:
        """Places (y, z) and tilt of the line at lengths, straight on beyond its ends."""
        held = np.clip(s, 0.0, self.lengths[-1])
        y, z = (np.interp(held, self.lengths, each) for each in self.points.T)
        tilt = np.interp(held, self.lengths, self.tilts)
        return y + (s - held) * np.sin(tilt), z - (s - held) * np.cos(tilt), tilt
