"""Where ribs lean on thoracic vertebrae: shallow hollows on the body's hind corners and on the transverse processes."""

from __future__ import annotations

import numpy as np

from meshes.column.body_form import BodyForm, rim_heights, section
from meshes.column.shape import CostalShape, VertebraShape
from meshes.column.size import VertebraSize
from meshes.geometry.axes import Vector
from meshes.sdf.primitives import ball
from meshes.sdf.solid import Solid

_HEAD_MM = 8.0
"""Radius of the ball that hollows a facet for a rib's head."""

_TUBERCLE_MM = 7.0


def costal_hollows(form: BodyForm, size: VertebraSize, shape: VertebraShape) -> list[Solid]:
    """The balls to cut out of the left half; none where a depth is 0."""
    costal = shape.costal
    hollows = []
    if costal.upper_depth > 0:
        place = _on_body(form, costal.upper_y, costal.upper_z)
        hollows.append(_dent(place, np.array([0.8, 0.35, 0.45]), _HEAD_MM, costal.upper_depth))
    if costal.lower_depth > 0:
        place = _on_body(form, costal.lower_y, costal.lower_z)
        hollows.append(_dent(place, np.array([0.8, 0.35, -0.45]), _HEAD_MM, costal.lower_depth))
    if costal.transverse_depth > 0:
        hollows.append(_on_transverse(size, shape, costal))
    return hollows


def _on_transverse(size: VertebraSize, shape: VertebraShape, costal: CostalShape) -> Solid:
    """The facet for the tubercle: on the front of the tip, turned upwards in the lower levels."""
    blade = shape.transverse
    tip = np.array([size.transverse_span / 2 + blade.end_x, blade.end_y, blade.end_z])
    up = np.radians(costal.transverse_up_deg)
    normal = np.array([0.35, -np.cos(up), np.sin(up)])
    normal /= np.linalg.norm(normal)
    place = tip + np.array([-3.5, -1.0, 0.0]) + normal * (blade.thickness_end + 0.4)
    return _dent(place, normal, _TUBERCLE_MM, costal.transverse_depth)


def _on_body(form: BodyForm, y: float, z: float) -> Vector:
    """The point of the body's left side wall at the given depth and height."""
    x = np.linspace(0.0, 40.0, 161)
    top, bottom = rim_heights(form, np.full_like(x, y))
    up = np.clip((2 * z - top - bottom) / (top - bottom), -1.0, 1.0)
    rho, edge, _ = section(form, x, np.full_like(x, y), up)
    return np.array([float(np.interp(0.0, rho - edge, x)), y, z])


def _dent(place: Vector, outward: Vector, radius_mm: float, depth_mm: float) -> Solid:
    outward = outward / np.linalg.norm(outward)
    return ball(place + outward * (radius_mm - depth_mm), radius_mm)
