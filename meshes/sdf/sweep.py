"""The blade: a plate swept along a gently bowed axis, the form of most processes of a bone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector
from meshes.sdf.primitives import rounded_edge
from meshes.sdf.solid import Solid


@dataclass(frozen=True, eq=False)
class Blade:
    """A plate between two points: broad one way, thin the other, bowed, twisted and cupped if wished.

    Parameters
    ----------
    start, end : (3,) arrays
        Ends of the axis, mm; the plate ends there, it does not reach beyond.
    broad : (3,) array
        Direction of the breadth at mid-length; its part along the axis is ignored.
    half_width : (3,) array
        Half the breadth at start, middle and end, mm; a parabola between.
    half_thickness : (3,) array
        Half the thickness at start, middle and end, mm.
    bow_broad_mm, bow_thin_mm : float
        How far the middle of the axis stands out of the straight line, in the plane of the blade and out
        of it.
    twist : float
        Turn of the breadth about the axis from start to end, radians.
    cup_mm : float
        How far both long edges stand out of the plane at full breadth, towards the thin direction.
    corner : float
        0 square ends, 1 ends as round as the blade is broad.
    lens : float
        Part of the thickness lost at the long edges: 0 a plank, 1 a knife.
    """

    start: Vector
    end: Vector
    broad: Vector
    half_width: Vector
    half_thickness: Vector
    bow_broad_mm: float = 0.0
    bow_thin_mm: float = 0.0
    twist: float = 0.0
    cup_mm: float = 0.0
    corner: float = 1.0
    lens: float = 0.3


def blade(form: Blade) -> Solid:
    """The solid of a blade. Its distance is the true one of the straight plate, seen through the bow."""
    start, end = np.asarray(form.start, float), np.asarray(form.end, float)
    length = float(np.linalg.norm(end - start))
    along = (end - start) / length
    broad, thin = _cross_section(along, np.asarray(form.broad, float))
    width, thick = _parabola(form.half_width), _parabola(form.half_thickness)
    frame = np.stack([along, broad, thin], axis=1)
    slope = _steepness(form, length)

    def distance(points: Vector) -> Vector:
        s, a, b = np.ascontiguousarray(((points - start) @ frame).T)
        t = np.clip(s / length, 0.0, 1.0)
        arch = 4.0 * t * (1.0 - t)
        a, b = a - form.bow_broad_mm * arch, b - form.bow_thin_mm * arch
        if form.twist:
            a, b = _turned(a, b, form.twist * (t - 0.5))
        w = np.maximum(width[0] + t * (width[1] + t * width[2]), 0.3)
        h = np.maximum(thick[0] + t * (thick[1] + t * thick[2]), 0.3)
        across = np.minimum(np.abs(a) / w, 1.0) ** 2
        face = np.abs(b - form.cup_mm * across) - h * (1.0 - form.lens * across)
        rim = _outline(a, s - length / 2, w, length / 2, form.corner)
        return rounded_edge(rim, face, h * (1.0 - form.lens) * 0.95) / slope

    return Solid(distance, _bounds(form, start, end), 1.0)


def _outline(a: Vector, s: Vector, half_width: Vector, half_length: float, corner: float) -> Vector:
    """Signed distance, in the plane of the blade, to its rounded rectangle."""
    radius = corner * np.minimum(half_width, half_length)
    qa, qs = np.abs(a) - half_width + radius, np.abs(s) - half_length + radius
    return (
        np.sqrt(np.maximum(qa, 0.0) ** 2 + np.maximum(qs, 0.0) ** 2)
        + np.minimum(np.maximum(qa, qs), 0.0)
        - radius
    )


def _turned(a: Vector, b: Vector, angle: Vector) -> tuple[Vector, Vector]:
    # The turn to either end stays below a radian, where these series are good to 1e-4 and far cheaper than
    # sine and cosine.
    square = angle * angle
    c = 1.0 - square * (0.5 - square * (1.0 / 24.0 - square / 720.0))
    s = angle * (1.0 - square * (1.0 / 6.0 - square / 120.0))
    return a * c + b * s, b * c - a * s


def _cross_section(along: Vector, broad: Vector) -> tuple[Vector, Vector]:
    broad = broad - along * (broad @ along)
    broad = broad / np.linalg.norm(broad)
    return broad, np.cross(along, broad)


def _parabola(values: Vector) -> tuple[float, float, float]:
    """Coefficients of the parabola through values at 0, 1/2 and 1."""
    a, m, b = (float(v) for v in values)
    return a, -3 * a + 4 * m - b, 2 * a - 4 * m + 2 * b


def _steepness(form: Blade, length: float) -> float:
    """How much faster than the true distance the warped one may change, by which it is divided."""
    rise = 4.0 * np.hypot(form.bow_broad_mm, form.bow_thin_mm) / length
    widest, narrowest = float(np.max(form.half_width)), max(float(np.min(form.half_width)), 0.5)
    turn = abs(form.twist) * widest / length
    cup = abs(form.cup_mm) / narrowest
    return float(np.sqrt(1.0 + (0.6 * (rise + turn + cup)) ** 2))


def _bounds(form: Blade, start: Vector, end: Vector) -> Vector:
    reach = max(np.max(form.half_width) * 1.05, np.max(form.half_thickness) + abs(form.cup_mm))
    reach = reach + np.hypot(form.bow_broad_mm, form.bow_thin_mm)
    return np.array([np.minimum(start, end) - reach, np.maximum(start, end) + reach])
