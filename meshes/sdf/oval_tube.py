"""A tube of oval section along a line in the median plane: the form of dural sac and spinal cord."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.median_line import MedianLine
from meshes.sdf.solid import Solid

_SLIMMEST_MM = 0.05
_EGG_REACH = 1.5
"""How far from the middle, in half depths, the section goes on narrowing."""
_ARC = np.linspace(0.0, np.pi / 2, 49)
_BESIDE = 0.97
"""Angles at which a profile is read; how far aside, as a share of its reach, what lies beside it is read."""
_CAP_MM, _UPWARDS_MM = 16.0, (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.5, 7.0, 9.0, 12.0)
"""How far above its end a tube may close, and how far upwards the nearest section is sought there."""


@dataclass(frozen=True, eq=False)
class OvalTube:
    """A tube.

    Parameters
    ----------
    line : MedianLine
        What it runs along.
    stations : (M,) array
        Lengths on the line, ascending, mm; the tube begins at the first and ends at the last.
    half_width, half_depth : (M,) arrays
        Half of its transverse and of its sagittal size there, mm.
    middle : (M,) array
        How far its middle lies behind the line, mm.
    taper : (M,) array
        How egg-shaped the section is: 0 an ellipse, positive wider in front and narrower behind.
    """

    line: MedianLine
    stations: Vector
    half_width: Vector
    half_depth: Vector
    middle: Vector
    taper: Vector

    @property
    def start(self) -> float:
        """Length at which the tube begins, mm."""
        return float(self.stations[0])

    @property
    def end(self) -> float:
        """Length at which the tube ends, mm."""
        return float(self.stations[-1])

    def sizes(self, s: Vector | float) -> tuple[Vector, Vector, Vector, Vector]:
        """Half width, half depth, middle and taper at lengths on the line."""
        s = np.asarray(s, float)
        told = (self.half_width, self.half_depth, self.middle, self.taper)
        wide, deep, middle, taper = (np.interp(s, self.stations, each) for each in told)
        return wide, deep, middle, taper

    def distance(self, points: Vector) -> Vector:
        """How far (N, 3) points lie outside the tube, negative inside, mm; close to true near the wall."""
        return self.distance_at(self.line.coordinates(points))

    def distance_at(self, coordinates: Vector) -> Vector:
        """The same of places (N, 3) told by their coordinates on the line."""
        return self.with_slope_at(coordinates)[0]

    def with_slope(self, points: Vector) -> tuple[Vector, Vector]:
        """The same, and the unit direction across the line in which it grows, (N,) and (N, 3)."""
        coordinates = self.line.coordinates(points)
        far, slope = self.with_slope_at(coordinates)
        return far, self.line.across(slope[:, 0], coordinates[:, 1], slope[:, 1])

    def with_slope_at(self, coordinates: Vector) -> tuple[Vector, Vector]:
        """The distance there and the parts to the left and behind of its slope, (N,) and (N, 2)."""
        x, s, v = coordinates.T
        side, slope = self._beside(x, s, v)
        far = np.maximum(side, np.maximum(self.start - s, s - self.end))
        near_end = np.flatnonzero((s > self.end - _CAP_MM) & (far > 0.0))
        far[near_end] = self._round_end(x[near_end], s[near_end], v[near_end])
        return far, slope

    def _beside(self, x: Vector, s: Vector, v: Vector) -> tuple[Vector, Vector]:
        """Distance (N,) from the section at each length, within its plane, and where it grows, (N, 2)."""
        wide, deep, middle, taper = self.sizes(s)
        deep = np.maximum(deep, _SLIMMEST_MM)
        q = (v - middle) / deep
        egg = np.maximum(wide, _SLIMMEST_MM) * (1.0 - taper * np.clip(q, -_EGG_REACH, _EGG_REACH))
        p = x / egg
        rho = np.hypot(p, q)
        # Beyond its reach the egg does not narrow further: what lies beside the tip would seem to touch it.
        narrowing = np.where(np.abs(q) < _EGG_REACH, wide * taper / deep, 0.0)
        slope = np.stack([p / egg, q / deep + p * p / egg * narrowing], axis=1)
        steep = np.maximum(np.linalg.norm(slope, axis=1), 1e-9)
        side = np.where(rho > 0.2, rho * (rho - 1.0) / steep, -0.8 * np.minimum(wide, deep))
        return side, slope / steep[:, None]

    def _round_end(self, x: Vector, s: Vector, v: Vector) -> Vector:
        """Distance of points outside the closing end: the section beside a point is not the nearest there."""
        there = np.minimum(s - np.array(_UPWARDS_MM)[:, None], self.end)
        left, behind = (np.broadcast_to(each, there.shape).ravel() for each in (x, v))
        side = self._beside(left, there.ravel(), behind)[0].reshape(there.shape)
        return np.asarray(np.hypot(np.maximum(side, 0.0), s - there).min(axis=0, initial=np.inf), float)

    def place(self, angle: Vector | float, share: Vector | float, s: Vector | float) -> Vector:
        """Points (N, 3) in the direction of an angle, 0 left and a right angle behind, at a share of the way
        from the middle to the wall, at lengths on the line.
        """
        wide, deep, middle, taper = self.sizes(s)
        x = wide * np.cos(angle) * (1.0 - taper * np.sin(angle))
        return self.line.place(share * x, s, middle + share * deep * np.sin(angle))

    def front(self, x: Vector, s: Vector) -> Vector:
        """How far behind the line the front of the tube lies at distances (M, K) from the midline, at lengths
        (M,) on the line; beside the tube the depth of its side, mm.
        """
        return self._profile(x, s, -1.0)

    def back(self, x: Vector, s: Vector) -> Vector:
        """The same of its back, (M, K)."""
        return self._profile(x, s, 1.0)

    def _profile(self, x: Vector, s: Vector, sign: float) -> Vector:
        wide, deep, middle, taper = (each[:, None] for each in self.sizes(s))
        aside = wide * np.cos(_ARC) * (1.0 - sign * taper * np.sin(_ARC))
        # From its widest place on towards the midline: in front an egg first grows wider.
        behind = np.arange(len(_ARC)) >= aside.argmax(axis=1)[:, None]
        rows = [
            np.interp(np.minimum(np.abs(out), _BESIDE * row.max()), row[kept][::-1], np.sin(_ARC[kept])[::-1])
            for out, row, kept in zip(x, aside, behind, strict=True)
        ]
        return np.asarray(middle + sign * deep * np.array(rows), float)

    def rings(self, s: Vector, count: int) -> Vector:
        """Outlines (len(s), count, 3) of the tube, anticlockwise seen from above."""
        angle = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
        wide, deep, middle, taper = (each[:, None] for each in self.sizes(s))
        x = wide * np.cos(angle) * (1.0 - taper * np.sin(angle))
        v = middle + deep * np.sin(angle)
        along = np.broadcast_to(np.asarray(s, float)[:, None], x.shape)
        return self.line.place(x.ravel(), along.ravel(), v.ravel()).reshape(len(s), count, 3)

    def solid(self) -> Solid:
        """The tube as a solid."""
        rings = self.rings(np.linspace(self.start, self.end, 200), 16).reshape(-1, 3)
        grow = 0.5
        return Solid(self.distance, np.array([rings.min(axis=0) - grow, rings.max(axis=0) + grow]), 1.6)
