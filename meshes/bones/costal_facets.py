"""Where ribs lean on thoracic vertebrae: shallow hollows on bodies, transverse processes and pedicles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.column.body_form import BodyForm, rim_heights, section
from meshes.column.shape import VertebraShape
from meshes.column.size import VertebraSize
from meshes.geometry.axes import Vector
from meshes.sdf.primitives import ball
from meshes.sdf.solid import Solid

_HEAD_MM, _SINGLE_HEAD_MM, _TUBERCLE_MM = 9.0, 10.0, 11.0
"""Radii of the balls that hollow facets: for heads shared by two bodies, for others, for tubercles."""

_UPPER_OUTWARD, _LOWER_OUTWARD, _PEDICLE_OUTWARD = (0.85, 0.2, 0.35), (0.8, 0.35, -0.4), (1.0, 0.2, 0.1)

_SEARCH_MM = (-2.0, 9.0)
"""How far inside and outside its place on the body the surface a facet lies on is sought."""


@dataclass(frozen=True, eq=False)
class RibSeat:
    """One facet for a rib, on the left side.

    Parameters
    ----------
    place : (3,) array
        Its middle on the bone as it is without the facet, mm.
    outward : (3,) array
        Unit direction it looks into.
    radius_mm, depth_mm : float
        Radius of its hollow and how deep it is.
    """

    place: Vector
    outward: Vector
    radius_mm: float
    depth_mm: float

    def hollow(self) -> Solid:
        """The ball to cut out of the bone."""
        return ball(self.place + self.outward * (self.radius_mm - self.depth_mm), self.radius_mm)


def rib_seats(bone: Solid, size: VertebraSize, form: BodyForm, shape: VertebraShape) -> list[RibSeat]:
    """Every facet for a rib on the left side of a vertebra; none where its depth is 0.

    Parameters
    ----------
    bone : Solid
        The left half of the vertebra without its facets: pedicles melt over the body where they lie.
    size, form, shape
        What it was built from.
    """
    costal = shape.costal
    upper, lower = (costal.upper_y, costal.upper_z), (costal.lower_y, costal.lower_z)
    pedicle = np.array([size.canal_width / 2 + size.pedicle_width, costal.upper_y + 2.5, costal.upper_z])
    seats = [
        _head(bone, _on_body(form, *upper), _UPPER_OUTWARD, costal.upper_depth),
        _head(bone, _on_body(form, *lower), _LOWER_OUTWARD, costal.lower_depth),
        replace(_head(bone, pedicle, _PEDICLE_OUTWARD, costal.pedicle_depth), radius_mm=_SINGLE_HEAD_MM),
        _tubercle(bone, size, shape),
    ]
    return [seat for seat in seats if seat.depth_mm > 0]


def _head(bone: Solid, near: Vector, outward: tuple[float, float, float], depth_mm: float) -> RibSeat:
    direction = np.array(outward) / np.linalg.norm(outward)
    way = np.linspace(*_SEARCH_MM, 111)
    inside = np.flatnonzero(bone.distance(near + way[:, None] * direction) < 0)
    last = way[inside[-1]] if len(inside) else 0.0
    return RibSeat(near + last * direction, direction, _HEAD_MM, depth_mm)


def _tubercle(bone: Solid, size: VertebraSize, shape: VertebraShape) -> RibSeat:
    """On the front of the transverse process's tip, turned upwards in the lower levels."""
    blade, costal = shape.transverse, shape.costal
    tip = np.array([size.transverse_span / 2 + blade.end_x, blade.end_y, blade.end_z])
    up = np.radians(costal.transverse_up_deg)
    normal = (0.35, -float(np.cos(up)), float(np.sin(up)))
    seat = _head(bone, tip + np.array([-3.0, -1.5, 0.0]), normal, costal.transverse_depth)
    return replace(seat, radius_mm=_TUBERCLE_MM)


def _on_body(form: BodyForm, y: float, z: float) -> Vector:
    """The point of the body's left side wall at the given depth and height."""
    x = np.linspace(0.0, 40.0, 161)
    top, bottom = rim_heights(form, np.full_like(x, y))
    up = np.clip((2 * z - top - bottom) / (top - bottom), -1.0, 1.0)
    rho, edge, _ = section(form, x, np.full_like(x, y), up)
    return np.array([float(np.interp(0.0, rho - edge, x)), y, z])
