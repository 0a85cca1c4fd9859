"""Distances and angles between points that the user picked."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from viewer.model.viewpoint import Triple

SHORTEST_MM = 1e-6
"""Points closer than this are one."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A distance between two points or, of three, the angle at the second.

    Parameters
    ----------
    points
        Two or three points of the column as it stands, mm.

    Raises
    ------
    ValueError
        When there are more or fewer points, one is not finite, or two that follow each other are the same.
    """

    points: tuple[Triple, ...]

    def __post_init__(self) -> None:
        if len(self.points) not in (2, 3):
            raise ValueError(f"a measurement has two or three points, not {len(self.points)}")
        if not np.isfinite(np.array(self.points, float)).all():
            raise ValueError("a measurement's points are finite numbers")
        if any(math.dist(a, b) < SHORTEST_MM for a, b in zip(self.points, self.points[1:], strict=False)):
            raise ValueError("two points of a measurement are the same")

    @property
    def is_angle(self) -> bool:
        """Whether it is an angle."""
        return len(self.points) == 3

    @property
    def value(self) -> float:
        """Millimetres of a distance, degrees of an angle."""
        if not self.is_angle:
            return math.dist(*self.points)
        first, corner, last = (np.array(point) for point in self.points)
        one, other = first - corner, last - corner
        across = float(np.linalg.norm(np.cross(one, other)))
        return math.degrees(math.atan2(across, float(one @ other)))

    @property
    def text(self) -> str:
        """The value with its unit, to a tenth."""
        return f"{self.value:.1f}°" if self.is_angle else f"{self.value:.1f} mm"
