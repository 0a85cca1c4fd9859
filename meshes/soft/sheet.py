"""A sheet: a band along the canal's line with a front and a back, the form of the long ligaments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.lofting import banded
from meshes.geometry.median_line import MedianLine
from meshes.geometry.trimesh import TriMesh


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

    def front_at(self, x: Vector, s: Vector) -> Vector:
        """How far behind the line the front lies at (N,) places; infinite beside the sheet."""
        return self._at(self.front, x, s)

    def back_at(self, x: Vector, s: Vector) -> Vector:
        """How far behind the line the back lies at (N,) places; minus infinity beside the sheet."""
        return -self._at(-self.back, x, s)

    def _at(self, face: Vector, x: Vector, s: Vector) -> Vector:
        """Linear between the corners."""
        place = np.interp(s, self.s, np.arange(len(self.s)))
        row = np.clip(place.astype(int), 0, len(self.s) - 2)
        share = place - row
        found = np.zeros(len(x))
        for step, weight in ((0, 1.0 - share), (1, share)):
            low, high = self.x[row + step, 0], self.x[row + step, -1]
            column = np.clip((x - low) / (high - low), 0.0, 1.0) * (self.x.shape[1] - 1)
            at = np.clip(column.astype(int), 0, self.x.shape[1] - 2)
            part = column - at
            found += weight * (face[row + step, at] * (1.0 - part) + face[row + step, at + 1] * part)
        reach = np.stack([np.interp(s, self.s, self.x[:, end]) for end in (0, -1)])
        inside = (s >= self.s[0]) & (s <= self.s[-1]) & (x >= reach[0]) & (x <= reach[1])
        return np.where(inside, found, np.inf)
