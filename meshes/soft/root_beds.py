"""Beds of the roots in the epidural fat: what of it gives way to them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.curve import resampled
from meshes.geometry.median_line import MedianLine
from meshes.soft.nerve_roots import Root

_GAP_MM = 0.12
_BEAD_MM = 0.4
_FINER_ROUND, _FINER_ALONG = 3, 2
"""Into how many parts the cells of the fat's mesh are divided, round and along the sac, where a root runs."""
_MARGIN_MM = 1.6

Mask = NDArray[np.bool_]


class RootBeds:
    """Roots of both sides, as seen along rays across the canal's line.

    Parameters
    ----------
    line : MedianLine
        The canal's line.
    roots : sequence of Root
        Left ones; those of the right side are their images.
    """

    def __init__(self, line: MedianLine, roots: Sequence[Root]) -> None:
        self._line = line
        cords = [np.column_stack([each.path, each.radius]) for each in roots]
        beads = np.concatenate([np.zeros((0, 4)), *(resampled(each, _BEAD_MM) for each in cords)])
        self._centres, self._wide = beads[:, :3], beads[:, 3] + _GAP_MM
        self._told = line.coordinates(self._centres)

    def finer(self, s: Vector, angle: Vector, reach_mm: float) -> tuple[Vector, Vector]:
        """Lengths and angles with more between them where a root lies within reach of the line."""
        x, along, v = self._told.T
        wide, far = self._wide + _MARGIN_MM, np.hypot(x, v)
        near = (far < reach_mm) & (along > s[0] - wide) & (along < s[-1] + wide)
        half, bearing = np.arcsin(np.clip(wide / np.maximum(far, 1e-6), 0.0, 1.0)), np.arctan2(v, x)
        rows = _met(s, (along - wide)[near], (along + wide)[near])
        round_ = np.append(angle, 2.0 * np.pi)
        left = np.zeros(len(angle), bool)
        for turn in (0.0, 2.0 * np.pi):
            left |= _met(round_, (bearing - half)[near] + turn, (bearing + half)[near] + turn)
        # The cell between two corners is mirrored by the one between their images.
        columns = left | left[(len(angle) // 2 - 1 - np.arange(len(angle))) % len(angle)]
        return _divided(s, rows, _FINER_ALONG), _divided(round_, columns, _FINER_ROUND)[:-1]

    def first_met(self, s: Vector, angle: Vector) -> Vector:
        """Distance (M, K) from the line at which rays across it come to a root; infinite where none."""
        met = np.full((len(s), len(angle)), np.inf)
        left, right = (np.flatnonzero(sign * np.cos(angle) > -1e-9) for sign in (1.0, -1.0))
        for row, length in enumerate(s):
            near = np.flatnonzero(np.abs(self._told[:, 1] - length) < self._wide)
            if len(near):
                start = self._line.place(0.0, length, 0.0)[0]
                for side, sign in ((left, 1.0), (right, -1.0)):
                    ways = self._line.place(sign * np.cos(angle[side]), length, np.sin(angle[side])) - start
                    met[row, side] = _struck(start, ways, self._centres[near], self._wide[near])
        return met


def _struck(start: Vector, ways: Vector, centres: Vector, radii: Vector) -> Vector:
    """Where unit rays (K, 3) from one point first enter one of some balls, (K,)."""
    to = centres - start
    along = ways @ to.T
    deep = radii**2 - ((to**2).sum(axis=1) - along**2)
    entry = np.where((deep > 0.0) & (along > 0.0), along - np.sqrt(np.maximum(deep, 0.0)), np.inf)
    return np.asarray(entry.min(axis=1), float)


def _met(ends: Vector, low: Vector, high: Vector) -> Mask:
    """Which of the cells between some ends meet one of some spans."""
    return np.asarray(((ends[:-1, None] < high) & (ends[1:, None] > low)).any(axis=1), bool)


def _divided(ends: Vector, cells: Mask, parts: int) -> Vector:
    """The ends with those of the parts of some cells between them."""
    share = np.arange(1, parts) / parts
    more = ends[:-1][cells, None] + np.diff(ends)[cells, None] * share
    return np.sort(np.concatenate([ends, more.ravel()]))
