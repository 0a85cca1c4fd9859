"""The vertebral body: a waisted, heart-shaped drum between two hollow endplates."""

from __future__ import annotations

import numpy as np

from meshes.column.body_form import BodyForm, body_bounds, hollow, rim_heights, section
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid


def vertebral_body(form: BodyForm) -> Solid:
    """The solid of the body.

    The section is polar about its centre, a cosine series of the angle, so that breadth, depth, corners and the dip of the
    posterior wall can each be told; widths and depths run from the lower rim over the waist to the upper rim.
    """

    def distance(points: Vector) -> Vector:
        x, y, z = points[:, 0], points[:, 1], points[:, 2]
        top, bottom = rim_heights(form, y)
        up = np.clip((2.0 * z - top - bottom) / (top - bottom), -1.0, 1.0)
        rho, edge, gradient = section(form, x, y, up)
        deep = hollow(form, rho / edge, x, y)
        above = z - (top - form.dish_upper * deep)
        below = (bottom + form.dish_lower * deep) - z
        side = (rho - edge) / gradient
        return smooth_maximum(side, np.maximum(above, below), form.rim_radius)

    return Solid(distance, body_bounds(form), 1.25)
