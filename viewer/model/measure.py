"""Distances and angles between points that the user picked, and lengths along veins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viewer.model.viewpoint import Triple

SHORTEST_MM = 1e-6
"""Points closer than this are one."""
MOST_POINTS = 5000
"""Of a way along veins; one through the whole column has some hundreds."""
WIDEST_MM = 100.0
MOST_MEASUREMENTS = 200
"""Of a scene: each is painted anew in every picture."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A distance between two points or, of three, the angle at the second; or the length of a way.

    Parameters
    ----------
    points
        Two or three points of the column as it stands, mm, or all points of a way along veins.
    calibre_mm
        Mean diameter along a way; ``None`` for a distance or an angle.

    Raises
    ------
    ValueError
        When there are more or fewer points, one is not finite, two that follow each other are the same, or
        the calibre is none.
    """

    points: tuple[Triple, ...]
    calibre_mm: float | None = None

    def __post_init__(self) -> None:
        if self.calibre_mm is not None:
            if not 2 <= len(self.points) <= MOST_POINTS:
                raise ValueError(f"a way has 2 to {MOST_POINTS} points, not {len(self.points)}")
            if not 0.0 < self.calibre_mm <= WIDEST_MM:
                raise ValueError(f"a mean calibre is up to {WIDEST_MM:g} mm, not {self.calibre_mm:g}")
        elif len(self.points) not in (2, 3):
            raise ValueError(f"a measurement has two or three points, not {len(self.points)}")
        if not np.isfinite(np.array(self.points, float)).all():
            raise ValueError("a measurement's points are finite numbers")
        if any(math.dist(a, b) < SHORTEST_MM for a, b in zip(self.points, self.points[1:], strict=False)):
            raise ValueError("two points of a measurement are the same")

    @property
    def is_path(self) -> bool:
        """Whether it is a length along veins."""
        return self.calibre_mm is not None

    @property
    def is_angle(self) -> bool:
        """Whether it is an angle."""
        return not self.is_path and len(self.points) == 3

    @property
    def name(self) -> str:
        """What kind of measurement it is, in a word."""
        return "path" if self.is_path else "angle" if self.is_angle else "distance"

    @property
    def value(self) -> float:
        """Millimetres of a distance or a way, degrees of an angle."""
        if not self.is_angle:
            return sum(math.dist(a, b) for a, b in zip(self.points, self.points[1:], strict=False))
        first, corner, last = (np.array(point) for point in self.points)
        one, other = first - corner, last - corner
        across = float(np.linalg.norm(np.cross(one, other)))
        return math.degrees(math.atan2(across, float(one @ other)))

    @property
    def text(self) -> str:
        """The value with its unit, to a tenth; of a way its mean calibre too."""
        if self.calibre_mm is not None:
            return f"{self.value:.1f} mm along veins, mean calibre {self.calibre_mm:.1f} mm"
        return f"{self.value:.1f}°" if self.is_angle else f"{self.value:.1f} mm"


def few_enough(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """The measurements. Raises ValueError when there are more than a scene may have."""
    if len(measurements) > MOST_MEASUREMENTS:
        raise ValueError(f"more than {MOST_MEASUREMENTS} measurements")
    return tuple(measurements)
