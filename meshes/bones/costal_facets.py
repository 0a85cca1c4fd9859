"""Where ribs lean on thoracic vertebrae: shallow hollows on bodies, transverse processes and pedicles."""

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

_TUBERCLE_MM = 9.0


def rib_head_hollows(form: BodyForm, shape: VertebraShape) -> list[Solid]:
    """The balls to cut out of the left side of the body; none where a depth is 0."""
    costal = shape.costal
    hollows = []
    if costal.upper_depth > 0:
        place = _on_body(form, costal.upper_y, costal.upper_z)
        hollows.append(_dent(place, np.array([0.8, 0.3, 0.5]), _HEAD_MM, costal.upper_depth))
    if costal.lower_depth > 0:
        place = _on_body(form, costal.lower_y, costal.lower_z)
        hollows.append(_dent(place, np.array([0.8, 0.3, -0.5]), _HEAD_MM, costal.lower_depth))
    return hollows


def tubercle_hollows(size: VertebraSize, shape: VertebraShape) -> list[Solid]:
    """The balls to cut out of the left arch: on its transverse process or its pedicle."""
    costal = shape.costal
    hollows = []
    if costal.transverse_depth > 0:
        hollows.append(_on_transverse(size, shape, costal))
    if costal.pedicle_depth > 0:
        wall = size.canal_width / 2 + size.pedicle_width
        place = np.array([wall, costal.upper_y + 4.0, costal.upper_z])
        hollows.append(_dent(place, np.array([1.0, 0.2, 0.1]), _HEAD_MM, costal.pedicle_depth))
    return hollows


def _on_transverse(size: VertebraSize, shape: VertebraShape, costal: CostalShape) -> Solid:
    """The facet for the tubercle: on the front of the tip, turned upwards in the lower levels."""
    blade = shape.transverse
    tip = np.array([size.transverse_span / 2 + blade.end_x, blade.end_y, blade.end_z])
    up = np.radians(costal.transverse_up_deg)
    normal = np.array([0.35, -np.cos(up), np.sin(up)])
    normal /= np.linalg.norm(normal)
    place = tip + np.array([-3.0, -1.5, 0.0]) + normal * blade.thickness_end
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
