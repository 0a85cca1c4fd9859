"""The centreline of one tube with its radius, addressed by length along it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from meshes.geometry.curve import arc_length
from meshes.network.graph import Floats


@dataclass(frozen=True, eq=False)
class TubeLine:
    """A polyline with radii.

    Parameters
    ----------
    points : (N, 3) array
        Centreline, mm; of a closed line the last point equals the first.
    radii : (N,) array
        Radius at each point, mm.
    closed : bool
        Whether the line is a loop.
    """

    points: Floats
    radii: Floats
    closed: bool = False

    @cached_property
    def lengths(self) -> Floats:
        """Length along the line at each point, mm."""
        return arc_length(self.points)

    @property
    def length(self) -> float:
        """Whole length, mm."""
        return float(self.lengths[-1])

    def rounded(self) -> TubeLine:
        """The line with a point more between every two, on the smooth curve through their neighbours.

        The four-point rule of Dyn and others, weights -1, 9, 9, -1 by 16 (recalled); radii in the middle.
        """
        p = self.points
        if len(p) < 3:
            return self
        before = p[-2:-1] if self.closed else 2.0 * p[:1] - p[1:2]
        after = p[1:2] if self.closed else 2.0 * p[-1:] - p[-2:-1]
        wide = np.concatenate([before, p, after])
        points = np.empty((2 * len(p) - 1, 3))
        points[::2] = p
        points[1::2] = (9.0 * (wide[1:-2] + wide[2:-1]) - wide[:-3] - wide[3:]) / 16.0
        radii = np.empty(len(points))
        radii[::2] = self.radii
        radii[1::2] = 0.5 * (self.radii[1:] + self.radii[:-1])
        return TubeLine(points, radii, self.closed)


def evenly(low: float, high: float, count: int) -> Floats:
    """The ends of `count` equal parts of a length, (count + 1,); asked too often for the slow `linspace`."""
    return np.asarray(low + (high - low) / count * np.arange(count + 1), np.float64)
