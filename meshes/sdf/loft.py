"""The loft: ovals stacked along z, joined smoothly and closed by a rounded top."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.curve import through
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid


@dataclass(frozen=True, eq=False)
class Loft:
    """A peg.

    Parameters
    ----------
    stations : (M, 4) array
        Height, y of the centre, half extent along x and along y of each oval, mm, from below upwards.
    dome_mm : float
        How far the top sinks from its middle to its rim.
    rim_mm : float
        Radius of the edge between side and top.
    squareness : float
        0 an ellipse, 1 a rectangle with rounded corners.
    """

    stations: Vector
    dome_mm: float = 2.0
    rim_mm: float = 2.0
    squareness: float = 0.0


def loft(form: Loft) -> Solid:
    """The solid of a loft, flat below.

    Examples
    --------
    >>> stations = np.array([[0.0, 0.0, 3.0, 3.0], [5.0, 0.0, 3.0, 3.0], [10.0, 0.0, 3.0, 3.0]])
    >>> loft(Loft(stations))(np.array([[5.0, 0.0, 5.0]])).round(6).tolist()
    [2.0]
    """
    table = through(np.asarray(form.stations, float), closed=False, samples_a_span=8)
    heights = np.maximum.accumulate(table[:, 0])
    power = 2.0 + 4.0 * form.squareness

    def distance(points: Vector) -> Vector:
        z = points[:, 2]
        centre, half_x, half_y = (np.interp(z, heights, table[:, k]) for k in (1, 2, 3))
        px, py = np.abs(points[:, 0]) / half_x, np.abs(points[:, 1] - centre) / half_y
        rho = np.maximum((px**power + py**power) ** (1.0 / power), 1e-6)
        gx, gy = (px / rho) ** (power - 1) / half_x, (py / rho) ** (power - 1) / half_y
        side = (rho - 1.0) / np.maximum(np.sqrt(gx * gx + gy * gy), 0.5 / np.maximum(half_x, half_y))
        top = z - heights[-1] + form.dome_mm * np.minimum(rho * rho, 1.5)
        return np.maximum(smooth_maximum(side, top, form.rim_mm), heights[0] - z)

    return Solid(distance, _bounds(table), 1.4)


def _bounds(table: Vector) -> Vector:
    wide = table[:, 2].max() + 0.5
    front, back = (table[:, 1] - table[:, 3]).min() - 0.5, (table[:, 1] + table[:, 3]).max() + 0.5
    return np.array([[-wide, front, table[0, 0]], [wide, back, table[:, 0].max()]])
