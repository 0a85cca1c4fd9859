"""The form of a vertebral body: the outline of its section at every height and the hollows of its endplates.

Bone and disc are both cut from it, so that the disc fits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.column.landmarks.size import VertebraSize
from meshes.column.shapes.shape import BodyShape, VertebraShape
from meshes.geometry.axes import Vector
from meshes.sdf.polar import cosine_series, radius

LIP_MM = 7.0
"""How far in front of the posterior wall an endplate begins to rise towards its hind rim."""


_MOST_BESIDE = 1.3
"""Limit of that rise of the sides, outside the body."""

_WAIST = 0.06
"""Square of the height, in half heights of the body, over which the waist is rounded."""


@dataclass(frozen=True)
class BodyForm(BodyShape):
    """Everything the body needs, in mm, its posterior wall through the origin: its shape and its measures."""

    half_width_upper: float
    half_width_lower: float
    depth_upper: float
    depth_lower: float
    height_back: float
    height_front: float


def body_form(size: VertebraSize, shape: VertebraShape) -> BodyForm:
    """The body's numbers from measures and shape."""
    return BodyForm(
        **vars(shape.body),
        half_width_upper=size.width_upper / 2,
        half_width_lower=size.width_lower / 2,
        depth_upper=size.depth_upper,
        depth_lower=size.depth_lower,
        height_back=size.height_back,
        height_front=size.height_front,
    )


def rim_heights(form: BodyForm, y: Vector) -> tuple[Vector, Vector]:
    """Height of the planes through the upper and the lower rim at depth `y`, mm."""
    slope = (form.height_front - form.height_back) / -(form.depth_upper + form.depth_lower)
    half = form.height_back / 2 + slope * y
    return half, -half


def endplate_height(form: BodyForm, x: Vector, y: Vector, is_upper: bool) -> Vector:
    """Height of an endplate's surface over the point (x, y), mm; outside the body, of its rim's plane."""
    rho, edge, _ = section(form, x, y, np.full_like(y, 1.0 if is_upper else -1.0))
    top, bottom = endplates(form, rho / edge, x, y)
    return top if is_upper else bottom


def endplates(form: BodyForm, reach: Vector, x: Vector, y: Vector) -> tuple[Vector, Vector]:
    """Heights of both endplates over the point (x, y), mm; `reach` is 0 in the middle, 1 at the rim."""
    top, bottom = rim_heights(form, y)
    # The posterior height is measured at the hind rims, so these stay and the rest lies lower.
    deep, low = _hollow(form, reach, y), 1.0 - _lip(y)
    if form.lip_side:
        top = top + form.lip_side * _beside(form, x)
    return (
        top - form.dish_upper * deep - form.lip_upper * low,
        bottom + form.dish_lower * deep + form.lip_lower * low,
    )


def rim_distance(form: BodyForm, x: Vector, y: Vector, is_upper: bool) -> Vector:
    """Signed distance of (x, y) to the outline of an endplate, mm."""
    rho, edge, gradient = section(form, x, y, np.full_like(y, 1.0 if is_upper else -1.0))
    return (rho - edge) / gradient


def body_bounds(form: BodyForm) -> Vector:
    """A box around the body."""
    wide = max(form.half_width_upper, form.half_width_lower) * 1.1
    deep = max(form.depth_upper, form.depth_lower) + 1.5
    high = max(form.height_back, form.height_front) / 2 + 1.0 + 1.7 * max(form.lip_upper, form.lip_lower, 0.0)
    high += max(form.lip_side, 0.0) * _MOST_BESIDE
    return np.array([[-wide, -deep, -high], [wide, form.rim_back + 4.0, high]])


def section(form: BodyForm, x: Vector, y: Vector, up: Vector) -> tuple[Vector, Vector, Vector]:
    """Polar distance in units of the section, the outline's, and the rate at which it changes a mm."""
    upper = (up + 1.0) / 2
    draw = 1.0 - _from_waist(up) ** form.flare
    a = (
        form.half_width_lower
        + (form.half_width_upper - form.half_width_lower) * upper
        - form.waist_side * draw
    )
    back = form.rim_back * (1.0 - draw)
    depth = form.depth_lower + (form.depth_upper - form.depth_lower) * upper
    front = form.rim_back - depth + form.waist_front * draw
    # Depth is told in the midline, where the posterior wall dips.
    b = (back - front) / (2.0 - form.back_dip)
    px, py = x / a, (y - front - b) / b
    rho = np.sqrt(px * px + py * py) + 1e-9
    # On the axis itself the rate has no value of its own: the slower of its two neighbours' keeps it finite.
    rate = np.maximum(np.sqrt((px / a) ** 2 + (py / b) ** 2) / rho, np.minimum(1.0 / a, 1.0 / b))
    return rho, _outline(form, py / rho, upper), rate


def _from_waist(up: Vector) -> Vector:
    """Height above or below the waist, 0 there and 1 at the rims, without a kink at the waist."""
    least = np.sqrt(_WAIST)
    return (np.sqrt(up * up + _WAIST) - least) / (np.sqrt(1.0 + _WAIST) - least)


def _outline(form: BodyForm, cosine: Vector, upper: Vector) -> Vector:
    """Radius of the section in the direction whose cosine with the back is given."""
    high = cosine_series(np.array([1.0 - form.back_dip, form.back_corner_upper, 1.0, form.front_corner, 1.0]))
    low = cosine_series(np.array([1.0 - form.back_dip, form.back_corner_lower, 1.0, form.front_corner, 1.0]))
    return radius(cosine, low[:, None] + (high - low)[:, None] * upper)


def _hollow(form: BodyForm, reach: Vector, y: Vector) -> Vector:
    """Depth of an endplate's hollow, 1 in its middle, 0 on the rim."""
    depth = (form.depth_upper + form.depth_lower) / 2
    towards_back = (y + depth / 2) / (depth / 2)
    s = np.minimum(reach / form.dish_span, 1.0)
    return (1.0 - s * s) ** 2 * (1.0 + form.dish_shift * np.clip(towards_back, -1.0, 1.0))


def _beside(form: BodyForm, x: Vector) -> Vector:
    """Rise of the sides of the upper rim: 0 in the middle half, 1 where the endplate is widest."""
    share = np.clip(2.0 * np.abs(x) / form.half_width_upper - 1.0, 0.0, None)
    return np.minimum(share**2, _MOST_BESIDE)


def _lip(y: Vector) -> Vector:
    """Rise of the hind rim: 0 in front of `LIP_MM`, 1 at the posterior wall."""
    return np.clip(y / LIP_MM + 1.0, 0.0, 1.3) ** 2
