"""A sheet: a band along the canal's line with a front and a back, the form of the long ligaments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.lofting import banded
from meshes.geometry.median_line import MedianLine
from meshes.geometry.trimesh import TriMesh

Mask = NDArray[np.bool_]
Ints = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet.

    Parameters
    ----------
    line : MedianLine
        What it runs along.
    s : (M,) array
        Lengths of its cross-sections, mm.
    x, front, back : (M, K) arrays
        Corners of each cross-section from one edge to the other: distance from the midline, and how far
        behind the line its front and its back lie, mm; the front lies before the back.
    """

    line: MedianLine
    s: Vector
    x: Vector
    front: Vector
    back: Vector

    def mesh(self) -> TriMesh:
        """Its closed surface."""
        x = np.concatenate([self.x, self.x[:, ::-1]], axis=1)
        v = np.concatenate([self.front, self.back[:, ::-1]], axis=1)
        s = np.broadcast_to(self.s[:, None], x.shape)
        return banded(self.line.place(x.ravel(), s.ravel(), v.ravel()).reshape(*x.shape, 3))

    def mirrored(self) -> Sheet:
        """The sheet on the other side of the median plane."""
        return Sheet(self.line, self.s, -self.x[:, ::-1], self.front[:, ::-1], self.back[:, ::-1])

    def holds(self, x: Vector, s: Vector, v: Vector, gap_mm: float = 0.0, side_mm: float = 0.0) -> Mask:
        """Which places (N,), told like the corners, lie in the sheet or hardly before or behind it.

        `gap_mm` is how far beyond its front and back still counts, `side_mm` how far beyond its edges.
        """
        held = (s >= self.s[0]) & (s <= self.s[-1])
        held &= (x >= self.x.min() - side_mm) & (x <= self.x.max() + side_mm)
        near = np.flatnonzero(held)
        place = np.interp(s[near], self.s, np.arange(len(self.s)))
        row = np.minimum(place.astype(int), len(self.s) - 2)
        share = place - row
        lines = [(self._faces(row, x[near]), 1.0 - share), (self._faces(row + 1, x[near]), share)]
        low, high, front, back = sum(weight * faces for faces, weight in lines)
        within = (x[near] >= low - side_mm) & (x[near] <= high + side_mm)
        held[near] = within & (v[near] > front - gap_mm) & (v[near] < back + gap_mm)
        return held

    def _faces(self, row: Ints, x: Vector) -> Vector:
        """Both edges of cross-sections, and how far behind the line their front and back lie, (4, N)."""
        low, high, count = self.x[row, 0], self.x[row, -1], self.x.shape[1]
        column = np.clip((x - low) / (high - low), 0.0, 1.0) * (count - 1)
        at = np.minimum(column.astype(int), count - 2)
        part = column - at
        first = row * count + at
        faces = [
            f.ravel()[first] * (1.0 - part) + f.ravel()[first + 1] * part for f in (self.front, self.back)
        ]
        return np.stack([low, high, *faces])
