"""The lines of many tubes asked at once.

A structure has a few joints of a few dozen places each: one by one their time would go into calling numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.rows import least_of_runs
from meshes.network.graph import Floats
from meshes.surface.tube_line import TubeLine

Indices = NDArray[np.intp]

_BETWEEN_MM = 1.0
"""Between the lines where their lengths are told as one row, so that no place is two."""


class TubeLines:
    """Several lines, each told by its number.

    Parameters
    ----------
    lines : sequence of TubeLine
        The lines.
    """

    def __init__(self, lines: Sequence[TubeLine]) -> None:
        self.points: Floats = np.concatenate([each.points for each in lines])
        self.radii: Floats = np.concatenate([each.radii for each in lines])
        self.length: Floats = np.array([each.length for each in lines])
        self.closed = np.array([each.closed for each in lines])
        self.mean_radius: Floats = np.array([each.radii.mean() for each in lines])
        ends = np.cumsum([len(each.points) for each in lines])
        self.first: Indices = ends - [len(each.points) for each in lines]
        self.last: Indices = ends - 1
        self._begins = np.cumsum(self.length + _BETWEEN_MM) - self.length
        self._along = np.concatenate(
            [begin + each.lengths for begin, each in zip(self._begins.tolist(), lines, strict=True)]
        )

    def at(self, line: Indices, s: Floats) -> tuple[Floats, Floats]:
        """Points (..., 3) and radii (...) at lengths `s` of lines, both of one shape; beyond the ends of an
        open line those of its ends.
        """
        length = self.length[line]
        held = np.where(self.closed[line], np.mod(s, length), np.minimum(np.maximum(s, 0.0), length))
        told = self._begins[line] + held
        span = np.minimum(np.searchsorted(self._along, told, "right") - 1, self.last[line] - 1)
        share = (told - self._along[span]) / self._steps[span]
        points = self.points.take(span, axis=0) + share[..., None] * self._ways.take(span, axis=0)
        return points, self.radii.take(span) + share * self._swellings.take(span)

    def tangent(self, line: Indices, s: Floats, reach_mm: Floats | float = 0.6) -> Floats:
        """Unit directions (..., 3) there, from the chord over a reach on both sides."""
        before, after = s - reach_mm, s + reach_mm
        chord = self.at(line, after)[0] - self.at(line, before)[0]
        return np.asarray(chord / np.maximum(_size(chord), 1e-12)[..., None], float)

    def place_of(self, line: Indices, tip: Indices) -> Floats:
        """Length (J,) along each of some lines at its corner nearest to a tip.

        Tips (J,) are numbered through the corners of all lines; where a line opens into itself its own tip is
        left out.
        """
        many = self.last[line] - self.first[line] + 1
        starts = np.cumsum(many) - many
        owner = np.repeat(np.arange(len(line)), many)
        corner = np.arange(many.sum()) - np.repeat(starts - self.first[line], many)
        off = _size(self.points[corner] - self.points[tip[owner]])
        off[corner == tip[owner]] = np.inf
        nearest = corner[least_of_runs(off, starts)]
        return np.asarray(self._along[nearest] - self._begins[line], float)

    def windows(self, line: Indices, low: Floats, high: Floats, count: int) -> Windows:
        """The parts of lines between two lengths of each, (W,), in so many pieces."""
        is_open = ~self.closed[line]
        low = np.where(is_open, np.maximum(low, 0.0), low)
        high = np.where(is_open, np.minimum(high, self.length[line]), high)
        step = (high - low) / count
        points, radii = self.at(
            np.repeat(line[:, None], count + 1, axis=1), low[:, None] + step[:, None] * np.arange(count + 1)
        )
        return Windows(points, radii, low, step)

    @cached_property
    def _steps(self) -> Floats:
        return np.maximum(np.diff(self._along), 1e-18)

    @cached_property
    def _ways(self) -> Floats:
        return np.diff(self.points, axis=0)

    @cached_property
    def _swellings(self) -> Floats:
        return np.diff(self.radii)


@dataclass(frozen=True, eq=False)
class Windows:
    """Parts of lines, each in the same number of pieces of one length.

    Parameters
    ----------
    points : (W, K + 1, 3) array
        Their corners.
    radii : (W, K + 1) array
        Radii there.
    low, step : (W,) arrays
        Length along its line at which each begins, and that of its pieces, mm.
    """

    points: Floats
    radii: Floats
    low: Floats
    step: Floats

    def nearest(self, places: Floats) -> Indices:
        """The piece nearest to each of the places (W, N, 3) of each window, (W, N), numbered through all."""
        ways, origin = np.diff(self.points, axis=1), self.points[:, :1]
        begins = self.points[:, :-1] - origin
        square = np.maximum((ways * ways).sum(axis=2), 1e-18)[:, None]
        rel = places - origin
        dot = rel @ ways.transpose(0, 2, 1) - (begins * ways).sum(axis=2)[:, None]
        t = np.minimum(np.maximum(dot / square, 0.0), 1.0)
        # Of the squared distance only what depends on the piece; near the line nothing is lost by that.
        told = (begins * begins).sum(axis=2)[:, None] - 2.0 * (rel @ begins.transpose(0, 2, 1))
        told -= t * (2.0 * dot - t * square)
        return told.argmin(axis=2) + np.arange(len(square))[:, None] * ways.shape[1]

    def foot(self, places: Floats, piece: Indices) -> tuple[Floats, Floats]:
        """Where on a piece the foot of each place (W, N, 3) lies, 0 to 1, and the way from there to it."""
        rel, way = places - self._begins.take(piece, axis=0), self._ways.take(piece, axis=0)
        t = np.minimum(np.maximum(_dot(rel, way) / self._squares.take(piece), 0.0), 1.0)
        return t, rel - t[..., None] * way

    def followed(self, places: Floats, piece: Indices) -> Indices:
        """The pieces nearest to places that have moved a little since those given were."""
        rel, way = places - self._begins.take(piece, axis=0), self._ways.take(piece, axis=0)
        along = _dot(rel, way)
        onward = (along > self._squares.take(piece)).astype(np.intp) - (along < 0.0)
        first = np.arange(len(self.step))[:, None] * self._many
        return np.minimum(np.maximum(piece + onward, first), first + self._many - 1)

    def wall_gap(self, places: Floats, piece: Indices) -> tuple[Floats, Floats]:
        """How far places (W, N, 3) lie outside the tube's wall at a piece, and the direction outwards."""
        t, away = self.foot(places, piece)
        size = _size(away)
        radius = self._radii.take(piece) + t * self._swellings.take(piece)
        return size - radius, away / np.maximum(size, 1e-9)[..., None]

    def length_at(self, piece: Indices, t: Floats) -> Floats:
        """Length along its line (W, N) of a place from 0 to 1 on a piece (W, N)."""
        return np.asarray(self.low[:, None] + (piece % self._many + t) * self.step[:, None], float)

    @property
    def _many(self) -> int:
        return self.points.shape[1] - 1

    @cached_property
    def _begins(self) -> Floats:
        return self.points[:, :-1].reshape(-1, 3)

    @cached_property
    def _ways(self) -> Floats:
        return np.diff(self.points, axis=1).reshape(-1, 3)

    @cached_property
    def _squares(self) -> Floats:
        return np.maximum(_dot(self._ways, self._ways), 1e-18)

    @cached_property
    def _radii(self) -> Floats:
        return self.radii[:, :-1].ravel()

    @cached_property
    def _swellings(self) -> Floats:
        return np.diff(self.radii, axis=1).ravel()


def _dot(a: Floats, b: Floats) -> Floats:
    product = a * b
    return np.asarray(product[..., 0] + product[..., 1] + product[..., 2], float)


def _size(vectors: Floats) -> Floats:
    return np.sqrt(_dot(vectors, vectors))
