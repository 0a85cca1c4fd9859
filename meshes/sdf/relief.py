"""Relief: surfaces told as a height over two coordinates, and looked up quickly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.spline import even_spline_weights, spline_weights


@dataclass(frozen=True, eq=False)
class Chart:
    """Numbers on a regular grid of two coordinates, read between the grid points linearly.

    Parameters
    ----------
    low : (2,) array
        Coordinates of the first grid point, mm.
    step_mm : float
        Spacing of the grid, the same both ways.
    values : (nu, nv, C) array
        C numbers at each grid point.
    """

    low: Vector
    step_mm: float
    values: Vector

    def __call__(self, u: Vector, v: Vector) -> Vector:
        """The numbers at (N,) places, (C, N); outside the grid those of its nearest edge."""
        nu, nv, channels = self.values.shape
        a = np.clip((u - self.low[0]) / self.step_mm, 0.0, nu - 1.000001)
        b = np.clip((v - self.low[1]) / self.step_mm, 0.0, nv - 1.000001)
        i, j = a.astype(np.int32), b.astype(np.int32)
        a -= i
        b -= j
        flat = self.values.reshape(nu * nv, channels)
        first = i * nv + j
        ab = a * b
        mixed = flat[first] * (1.0 - a - b + ab)[:, None]
        mixed += flat[first + nv] * (a - ab)[:, None]
        mixed += flat[first + 1] * (b - ab)[:, None]
        mixed += flat[first + nv + 1] * ab[:, None]
        return mixed.T


def grid_axis(low: float, high: float, step_mm: float) -> Vector:
    """Grid points from `low` on that reach `high`."""
    return low + step_mm * np.arange(int(np.ceil((high - low) / step_mm)) + 1, dtype=float)


def spline_surface(
    u_nodes: Vector, v_nodes: Vector, heights: Vector, u: Vector, v: Vector, is_even: bool = False
) -> Vector:
    """Heights told at (U, V) stations, splined onto the grid of two axes, (len(u), len(v)).

    `is_even` says that the surface is its own mirror image about u = 0, the first station.
    """
    across = (even_spline_weights if is_even else spline_weights)(u_nodes, u)
    return across @ np.asarray(heights, float) @ spline_weights(v_nodes, v).T


def relief_chart(low: Vector, step_mm: float, *heights: Vector) -> Chart:
    """A chart with two channels a surface: its height, and the cosine of the steepest slope around.

    Height difference times cosine is about the distance to the surface, and changes no faster than it:
    therefore the steepest slope nearby counts, and the cosine runs smoothly.
    """
    channels = []
    for height in heights:
        slope_u, slope_v = np.gradient(height, step_mm)
        cosine = 1.0 / np.sqrt(1.0 + slope_u**2 + slope_v**2)
        channels += [height, _blurred(_lowest(cosine, 2), 3)]
    return Chart(np.asarray(low, float), step_mm, np.stack(channels, axis=2))


def _windows(values: Vector, reach: int) -> Vector:
    """The neighbours of each grid point up to `reach` steps away, (nu, nv, 2 reach + 1, 2 reach + 1)."""
    padded = np.pad(values, reach, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, (2 * reach + 1, 2 * reach + 1))


def _lowest(values: Vector, reach: int) -> Vector:
    padded, (nu, nv) = np.pad(values, reach, mode="edge"), values.shape
    # One way after the other: so a window costs its breadth twice and not its area.
    along = np.minimum.reduce([padded[first : first + nu] for first in range(2 * reach + 1)])
    lowest: Vector = np.minimum.reduce([along[:, first : first + nv] for first in range(2 * reach + 1)])
    return lowest


def _blurred(values: Vector, reach: int) -> Vector:
    return np.asarray(_windows(values, reach).mean(axis=(2, 3)), float)
