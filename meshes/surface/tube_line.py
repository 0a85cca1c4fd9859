"""The centreline of one tube with its radius, addressed by length along it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

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

    def at(self, s: Floats) -> Floats:
        """Points at lengths `s`; beyond the ends of an open line the end points."""
        s, lengths = self._wrapped(s), self.lengths
        # Three times `np.interp` takes twice as long, and all of this is asked very often for a few places.
        s = np.minimum(np.maximum(s, 0.0), lengths[-1])
        span = np.minimum(np.searchsorted(lengths, s, "right") - 1, len(lengths) - 2)
        points: Floats = self.points[span] + self._paces[span] * (s - lengths[span])[..., None]
        return points

    def radius_at(self, s: Floats) -> Floats:
        """Radii at lengths `s`."""
        return np.interp(self._wrapped(s), self.lengths, self.radii)

    def tangent_at(self, s: Floats, reach: Floats | float = 0.6) -> Floats:
        """Unit directions at lengths `s`, from the chord over `reach` mm on both sides."""
        s = np.asarray(s, float)
        low, high = s - reach, s + reach
        if not self.closed:
            low, high = np.maximum(low, 0.0), np.minimum(high, self.length)
        ends = self.at(np.concatenate([high, low], axis=None))
        chord = (ends[: low.size] - ends[low.size :]).reshape(*s.shape, 3)
        size = np.sqrt((chord * chord).sum(axis=-1, keepdims=True))
        unit: Floats = chord / np.maximum(size, 1e-12)
        return unit

    def window(self, low: float, high: float) -> TubeLine:
        """The part of the line between two lengths, as an open line through the same points."""
        low, high = (low, high) if self.closed else (max(low, 0.0), min(high, self.length))
        count = max(int(np.ceil((high - low) / 0.5)), 2)
        s = evenly(low, high, count)
        return TubeLine(self.at(s), self.radius_at(s))

    def nearest(self, points: Floats) -> tuple[Floats, Floats]:
        """Length along the line and distance of the nearest place to each of (K, 3) points."""
        best, t, away = self._foot(points)
        step = self.lengths[best + 1] - self.lengths[best]
        return self.lengths[best] + t * step, np.sqrt((away * away).sum(axis=1))

    def wall_gap(self, points: Floats) -> tuple[Floats, Floats]:
        """Distance of (K, 3) points from the tube's wall, inside negative, and the direction outwards."""
        best, t, away = self._foot(points)
        size = np.sqrt((away * away).sum(axis=1))
        radius = self.radii[best] + t * (self.radii[best + 1] - self.radii[best])
        return size - radius, away / np.maximum(size, 1e-9)[:, None]

    def _foot(self, points: Floats) -> tuple[NDArray[np.intp], Floats, Floats]:
        """Nearest segment of each point, the place on it from 0 to 1, and the way from there to the point."""
        origin, along, square, offset, starts = self._spans
        rel = points - origin
        dot = rel @ along.T - offset
        t = np.minimum(np.maximum(dot / square, 0.0), 1.0)
        # Of the squared distance only what depends on the segment; near the line nothing is lost by that.
        best = (starts - 2.0 * (rel @ self._begins.T) - t * (2.0 * dot - t * square)).argmin(axis=1)
        rows = np.arange(len(points))
        place = t[rows, best]
        return best, place, rel - self._begins[best] - place[:, None] * along[best]

    @cached_property
    def _paces(self) -> Floats:
        """Of each segment the way along it for a millimetre of length, (N - 1, 3)."""
        return np.diff(self.points, axis=0) / np.maximum(np.diff(self.lengths), 1e-18)[:, None]

    @cached_property
    def _begins(self) -> Floats:
        """Where the segments begin, seen from the first point."""
        return self.points[:-1] - self.points[0]

    @cached_property
    def _spans(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """First point; of each segment the way along it and its square, and its begin on it and squared."""
        along = np.diff(self.points, axis=0)
        square = np.maximum((along * along).sum(axis=1), 1e-18)
        begins = self._begins
        return self.points[0], along, square, (begins * along).sum(axis=1), (begins * begins).sum(axis=1)

    def _wrapped(self, s: Floats) -> Floats:
        s = np.asarray(s, float)
        return np.mod(s, self.length) if self.closed else s


def evenly(low: float, high: float, count: int) -> Floats:
    """The ends of `count` equal parts of a length, (count + 1,); asked too often for the slow `linspace`."""
    return np.asarray(low + (high - low) / count * np.arange(count + 1), np.float64)
