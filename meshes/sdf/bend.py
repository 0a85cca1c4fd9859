"""Coordinates along a curve in the median plane: a straight recipe becomes a bent bone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.spline import spline
from meshes.sdf.relief import Chart, grid_axis

_CURVE_STEP = 0.25
_CHART_STEP = 1.0


@dataclass(frozen=True, eq=False)
class Bend:
    """A curve in the median plane that runs downwards, and the coordinates it gives to the space around it.

    A point is told by x, by s, the length of the curve up to the foot of the perpendicular, and by v, its
    distance from the curve, positive behind it. They hold where the curve's radius of curvature is larger
    than v.

    Parameters
    ----------
    start : (2,) array
        (y, z) of the curve at s = 0, mm.
    stations : (N,) array
        Lengths at which the direction is told, mm, ascending from 0.
    tilt : (N,) array
        Direction at the stations: 0 straight down, positive backwards, radians.
    """

    start: Vector
    stations: Vector
    tilt: Vector

    def curve(self) -> tuple[Vector, Vector, Vector]:
        """Lengths (M,), places (M, 2) as (y, z), and tilt (M,) of fine points of the curve."""
        s = np.arange(0.0, self.stations[-1] + _CURVE_STEP, _CURVE_STEP)
        tilt = spline(self.stations, self.tilt, s)
        along = np.stack([np.sin(tilt), -np.cos(tilt)], axis=1)
        steps = (along[1:] + along[:-1]) * (_CURVE_STEP / 2)
        return s, np.concatenate([[self.start], self.start + np.cumsum(steps, axis=0)]), tilt

    def place(self, x: Vector | float, s: Vector | float, v: Vector | float) -> Vector:
        """Points (N, 3) of the ordinary frame from their bent coordinates; the curve goes on straight at
        both ends.
        """
        x, s, v = (np.atleast_1d(np.asarray(value, float)) for value in (x, s, v))
        length, points, tilt = self.curve()
        foot = np.clip(s, 0.0, length[-1])
        angle = np.interp(foot, length, tilt)
        y = np.interp(foot, length, points[:, 0]) + (s - foot) * np.sin(angle) + v * np.cos(angle)
        z = np.interp(foot, length, points[:, 1]) - (s - foot) * np.cos(angle) + v * np.sin(angle)
        return np.stack([np.broadcast_to(x, y.shape), y, z], axis=1)

    def chart(self, bounds: Vector) -> Chart:
        """Lookup of (s, v) over (y, z) within the (2, 3) bounds."""
        y = grid_axis(bounds[0, 1], bounds[1, 1], _CHART_STEP)
        z = grid_axis(bounds[0, 2], bounds[1, 2], _CHART_STEP)
        places = np.stack(np.meshgrid(y, z, indexing="ij"), axis=-1)
        s, v = self.coordinates(places.reshape(-1, 2))
        return Chart(
            np.array([y[0], z[0]]), _CHART_STEP, np.stack([s, v], axis=1).reshape(*places.shape[:2], 2)
        )

    def coordinates(self, places: Vector) -> tuple[Vector, Vector]:
        """Bent coordinates s and v of (N, 2) places (y, z)."""
        length, points, tilt = self.curve()
        coarse = slice(None, None, 4)
        gap = places[:, None, :] - points[None, coarse, :]
        nearest = np.einsum("ijk,ijk->ij", gap, gap).argmin(axis=1)
        foot = length[coarse][nearest]
        # Newton steps along the curve; beyond its ends the straight continuation answers at once.
        for _ in range(3):
            held = np.clip(foot, 0.0, length[-1])
            angle = np.interp(held, length, tilt)
            dy = places[:, 0] - np.interp(held, length, points[:, 0])
            dz = places[:, 1] - np.interp(held, length, points[:, 1])
            along, v = dy * np.sin(angle) - dz * np.cos(angle), dy * np.cos(angle) + dz * np.sin(angle)
            turn = (np.interp(held + 0.5, length, tilt) - np.interp(held - 0.5, length, tilt)) * (
                held == foot
            )
            foot = held + along / np.maximum(1.0 - turn * v, 0.4)
        return foot, v
