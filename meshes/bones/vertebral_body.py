"""The vertebral body: a waisted, heart-shaped drum between two hollow endplates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.column.landmarks.body_form import BodyForm, body_bounds, endplates, rim_heights, section
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid

_LEDGE = 1.5
"""Rise per mm, behind the posterior wall, of the limit that keeps pedicles from swelling over an endplate."""


_ABOVE_MM = 0.6
_FLUSH_EDGE_MM = 1.5
"""What melts over an endplate's hind rim may rise by about half a millimetre, without an edge."""


def vertebral_body(form: BodyForm) -> Solid:
    """The solid of the body.

    The section is polar about its centre, a cosine series of the angle, so that breadth, depth, corners
    and the dip of the posterior wall can each be told; widths and depths run from the lower rim over the
    waist to the upper rim.
    """

    def distance(points: Vector) -> Vector:
        side, ends = _walls(form, points)
        return smooth_maximum(side, ends, form.rim_radius)

    return Solid(distance, body_bounds(form), 1.25)


def flush(bone: Solid, form: BodyForm) -> Solid:
    """The bone cut level with the endplates: nothing melted onto the body swells into a disc's space."""
    high = body_bounds(form)[1]

    def distance(points: Vector) -> Vector:
        value = np.array(bone.distance(points), float)
        y, z = points[:, 1], points[:, 2]
        near = np.flatnonzero(
            (value < 1.0) & (y < high[1]) & (np.abs(z) > high[2] - 5.0) & (np.abs(z) < high[2] + 4.0)
        )
        if len(near):
            _, ends = _walls(form, points[near])
            ends = (ends - _LEDGE * np.maximum(y[near] - form.rim_back, 0.0)) / np.hypot(1.0, _LEDGE)
            value[near] = smooth_maximum(value[near], ends - _ABOVE_MM, _FLUSH_EDGE_MM)
        return value

    return replace(bone, distance=distance)


def _walls(form: BodyForm, points: Vector) -> tuple[Vector, Vector]:
    """Signed distances to the side wall and to the nearer endplate."""
    x, y, z = points[:, 0], points[:, 1], points[:, 2]
    top, bottom = rim_heights(form, y)
    up = np.clip((2.0 * z - top - bottom) / (top - bottom), -1.0, 1.0)
    rho, edge, gradient = section(form, x, y, up)
    top, bottom = endplates(form, rho / edge, x, y)
    return (rho - edge) / gradient, np.maximum(z - top, bottom - z)
