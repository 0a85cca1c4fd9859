"""Where rays across the canal's line are sent for the fat: rings and spokes, every other one a coarse one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.lofting import doubled_ends
from meshes.sdf.oval_tube import OvalTube

_DOME_MM, _DOME_STEP_MM = 3.2, 0.5
_NARROW = 0.75
"""Length over which rings stand closer where the sac closes, how close, and the share of their
distance in the narrow canal below."""


_BENT_MM = 45.0
"""Length over which the sac narrows and bends in the sacrum."""
_FARTHEST = 0.45
"""How far a spoke may be moved, in steps."""


@dataclass(frozen=True, eq=False)
class FatNet:
    """Lengths of the fine rings on the canal's line, and directions of the fine spokes; even ones are coarse.

    Parameters
    ----------
    sac : OvalTube
        Along whose line they stand.
    s : (2 M + 1,) array
        Lengths, mm.
    left : (2 M + 1, K + 1) array
        Directions of the spokes of the left side in each ring, from straight ahead, minus a right angle, to
        straight behind. Those of the right side are their images.
    """

    sac: OvalTube
    s: Vector
    left: Vector

    @cached_property
    def angle(self) -> Vector:
        """Directions (2 M + 1, 2 K) of all spokes, 0 left and a right angle behind."""
        return np.concatenate([self.left, np.pi - self.left[:, -2:0:-1]], axis=1)

    @cached_property
    def sac_rings(self) -> NDArray[np.int64]:
        """Numbers of the coarse rings on which the sac's wall is drawn: fewer where it is a plain tube."""
        coarse = self.s[::2]
        number = np.arange(len(coarse))
        is_end = np.minimum(number, number[::-1]) < 2
        is_bent = (coarse > self.sac.end - _BENT_MM) & (coarse < self.sac.end + 1.0)
        return np.flatnonzero(is_end | is_bent | (number % 2 == 0))

    def placed(self, radius: Vector) -> Vector:
        """World points (R, C, 3) at distances (R, C) from the line, on all spokes or on the left ones."""
        angle = self.angle if radius.shape[1] == self.angle.shape[1] else self.left
        along = np.broadcast_to(self.s[:, None], radius.shape)
        x, v = radius * np.cos(angle), radius * np.sin(angle)
        return self.sac.line.place(x.ravel(), along.ravel(), v.ravel()).reshape(*radius.shape, 3)

    @property
    def ring_mm(self) -> float:
        """Distance of most fine rings."""
        return float(np.median(np.diff(self.s)))

    def spoke_mm(self, radius: Vector) -> Vector:
        """Distance of fine spokes so far from the line."""
        return radius * np.pi / (self.left.shape[1] - 1)


def fat_net(sac: OvalTube, span: tuple[float, float], step_mm: float, corners: int) -> FatNet:
    """The net of a piece of the fat between two lengths, with so many coarse spokes, a multiple of four."""
    start, end = span
    bounds = [start, *(each for each in (sac.end - _DOME_MM, sac.end) if start < each < end), end]
    steps = [step_mm] * len(bounds)
    if len(bounds) == 4:
        steps[1:] = _DOME_STEP_MM, _NARROW * step_mm, 0.0
    pieces = [
        np.linspace(low, high, max(round((high - low) / step), 2) + 1)
        for low, high, step in zip(bounds, bounds[1:], steps, strict=False)
    ]
    coarse = doubled_ends(np.unique(np.concatenate(pieces)))
    s = np.empty(2 * len(coarse) - 1)
    s[::2], s[1::2] = coarse, (coarse[1:] + coarse[:-1]) / 2.0
    left = np.linspace(-np.pi / 2.0, np.pi / 2.0, corners + 1)
    return FatNet(sac, s, np.broadcast_to(left, (len(s), corners + 1)))


def snapped(net: FatNet, rows: Vector, angles: Vector) -> FatNet:
    """The net with the nearest spoke of some rings moved to some directions on the left side, the first asked
    for first: what has an edge there is told without a step beside it.
    """
    left, step = net.left.copy(), np.pi / (net.left.shape[1] - 1)
    columns = np.rint((angles + np.pi / 2.0) / step).astype(int)
    _, first = np.unique(rows * left.shape[1] + columns, return_index=True)
    rows, columns, angles = rows[first], columns[first], angles[first]
    inner = (columns > 0) & (columns < left.shape[1] - 1)
    even = columns * step - np.pi / 2.0
    moved = np.clip(angles, even - _FARTHEST * step, even + _FARTHEST * step)
    left[rows[inner], columns[inner]] = moved[inner]
    return replace(net, left=left)


def both_sides(left: Vector) -> Vector:
    """What is told on the spokes of the left side, on all: the right side is its image."""
    return np.concatenate([left, left[:, -2:0:-1]], axis=1)


def coarse_chords(radius: Vector, angle: Vector) -> Vector:
    """Distances (R, C) at the places of the chords between coarse corners, which are the even ones."""
    out = radius.copy()
    out[::2, 1::2] = _chord(*(each[::2] for each in (radius, angle)))
    out[1::2] = (out[:-2:2] + out[2::2]) / 2.0
    return out


def _chord(radius: Vector, angle: Vector) -> Vector:
    """Where the chords between even corners of rings are met in the directions of the odd ones."""
    one, other = radius[:, ::2], np.roll(radius[:, ::2], -1, axis=1)
    start, middle, end = angle[:, ::2], angle[:, 1::2], np.roll(angle[:, ::2], -1, axis=1)
    before, after = np.sin(middle - start), np.sin(end - middle)
    return np.sin(end - start) * one * other / (after * other + before * one)
