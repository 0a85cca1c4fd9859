"""The prism: a rounded polygon carried along the third axis, for blocks of bone with flat faces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.primitives import polygon_distance, rounded_edge
from meshes.sdf.solid import Solid


@dataclass(frozen=True, eq=False)
class Prism:
    """A block whose section in the plane of y and z is one polygon, sheared as it runs along x.

    Parameters
    ----------
    corners : (M, 2) array
        Corners (y, z) of the section at `middle_x`, mm; the surface lies `round_mm` outside them.
    middle_x : float
        Where the section is not sheared, mm.
    half_breadth : (3,) array
        Half the extent along x at the lowest corner, half-way and at the highest, mm; a parabola between.
    shear_y, shear_z : float
        How far the section moves along y and z for each mm along x.
    round_mm, rim_mm : float
        Radius of the edges along x, and of the rims of the two end faces.
    crown_mm : float
        How much less the half breadth is at the lowest and the highest corner: both ends look round.
    """

    corners: Vector
    middle_x: float
    half_breadth: Vector
    shear_y: float = 0.0
    shear_z: float = 0.0
    round_mm: float = 1.0
    rim_mm: float = 1.5
    crown_mm: float = 0.0


def prism(form: Prism) -> Solid:
    """The solid of a prism.

    Examples
    --------
    >>> square = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    >>> bar = prism(Prism(square, 0.0, np.full(3, 5.0), round_mm=1.0))
    >>> bar(np.array([[0.0, 4.0, 0.0]])).tolist()
    [2.0]
    """
    corners = np.asarray(form.corners, float)
    low, high = corners[:, 1].min(), corners[:, 1].max()
    start, bend = float(form.half_breadth[0]), _bend(form)
    slope = 1.0 / steepness(form)

    def distance(points: Vector) -> Vector:
        x = points[:, 0] - form.middle_x
        z = points[:, 2] - form.shear_z * x
        section = np.stack([points[:, 1] - form.shear_y * x, z], axis=1)
        t = np.clip((z - low) / (high - low), 0.0, 1.0)
        half = start + t * (bend[0] + t * bend[1]) - form.crown_mm * (2.0 * t - 1.0) ** 4
        half = np.maximum(half, 0.5)
        outline = polygon_distance(section, corners) - form.round_mm
        return rounded_edge(outline, np.abs(x) - half, form.rim_mm) / slope

    return Solid(distance, _bounds(form, corners), _rate(form, _taper(form)) / slope)


def steepness(form: Prism) -> float:
    """How fast the distance of a prism changes across its flat faces, a mm a mm: less, the more it is sheared
    and the more its breadth varies.
    """
    return float(1.0 / np.sqrt(1.0 + form.shear_y**2 + form.shear_z**2 + (0.5 * _taper(form)) ** 2))


def _bend(form: Prism) -> tuple[float, float]:
    """Coefficients of the parabola of the half breadth over the height."""
    start, middle, end = (float(v) for v in form.half_breadth)
    return -3 * start + 4 * middle - end, 2 * start - 4 * middle + 2 * end


def _taper(form: Prism) -> float:
    """The most that the half breadth changes for each mm of height."""
    bend, height = _bend(form), float(np.ptp(np.asarray(form.corners, float)[:, 1]))
    return float(max(abs(bend[0]), abs(bend[0] + 2.0 * bend[1])) + 8.0 * form.crown_mm) / height


def _rate(form: Prism, flare: float) -> float:
    """How fast outline and breadth change at most together, the breadth by `flare` for each mm of height.

    At a rim their slopes are weighted by sine and cosine of one angle, so that the square of what comes out
    is at most the larger square of both and the product of the slopes.
    """
    shear = float(np.hypot(form.shear_y, form.shear_z))
    outline, breadth = np.hypot(1.0, shear), np.hypot(1.0 + flare * abs(form.shear_z), flare)
    together = shear * (1.0 + flare * abs(form.shear_z)) + flare
    return float(np.sqrt(max(outline, breadth) ** 2 + together))


def _bounds(form: Prism, corners: Vector) -> Vector:
    reach = float(np.max(form.half_breadth)) * 1.1
    slide = np.abs([form.shear_y, form.shear_z]) * reach + form.round_mm
    low, high = corners.min(axis=0) - slide, corners.max(axis=0) + slide
    return np.array([[form.middle_x - reach, *low], [form.middle_x + reach, *high]])
