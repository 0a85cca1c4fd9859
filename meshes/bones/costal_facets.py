"""Where ribs lean on thoracic vertebrae: shallow hollows on bodies, transverse processes and pedicles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.column.landmarks.body_form import BodyForm, rim_heights, section
from meshes.column.landmarks.size import VertebraSize
from meshes.column.shapes.shape import VertebraShape
from meshes.geometry.axes import Vector
from meshes.sdf.blend import intersect
from meshes.sdf.primitives import ball, round_cone
from meshes.sdf.solid import Solid

_HEAD_MM, _SINGLE_HEAD_MM, _TUBERCLE_MM = 9.0, 10.0, 11.0
"""Radii of the balls that hollow facets: for heads shared by two bodies, for others, for tubercles."""

_FLATTER = 1.5
"""How much larger, in radii, that of a tubercle's facet would be that looked straight up: hollow in the upper
levels, where it looks forwards, it is nearly plane in the lower ones (recalled from textbooks)."""

_ROOM_EDGE_MM = 1.0
"""Rounding where the room of a facet ends in bone beside it."""

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
        """What to cut out of the bone: a ball, but nothing of what stands out beside the facet."""
        centre = self.place + self.outward * (self.radius_mm - self.depth_mm)
        wide = float(np.sqrt(2.0 * self.radius_mm * self.depth_mm - self.depth_mm**2))
        room = round_cone(self.place, self.place + 2.0 * self.radius_mm * self.outward, wide, wide)
        return intersect(ball(centre, self.radius_mm), room, radius_mm=_ROOM_EDGE_MM)


def rib_seats(bone: Solid, size: VertebraSize, form: BodyForm, shape: VertebraShape) -> list[RibSeat]:
    """Every facet for a rib on the left side of a vertebra; none where its depth is 0.

    Parameters
    ----------
    bone : Solid
        The left half of the vertebra without its facets: pedicles melt over the body where they lie.
    size, form, shape
        What it was built from.
    """
    wanted = [seat for seat in _wanted(size, form, shape) if seat.depth_mm > 0]
    return _on_surface(bone, wanted) if wanted else []


def _wanted(size: VertebraSize, form: BodyForm, shape: VertebraShape) -> list[RibSeat]:
    """The facets where the numbers tell them, near the surface but not on it."""
    costal = shape.costal
    upper = _on_body(form, costal.upper_y, costal.upper_z)
    lower = _on_body(form, costal.lower_y, costal.lower_z)
    pedicle = np.array([size.canal_width / 2 + size.pedicle_width, costal.upper_y + 2.5, costal.upper_z])
    return [
        _seat(upper, _UPPER_OUTWARD, _HEAD_MM, costal.upper_depth),
        _seat(lower, _LOWER_OUTWARD, _HEAD_MM, costal.lower_depth),
        _seat(pedicle, _PEDICLE_OUTWARD, _SINGLE_HEAD_MM, costal.pedicle_depth),
        _tubercle(size, shape),
    ]


def _seat(place: Vector, outward: tuple[float, float, float], radius_mm: float, depth_mm: float) -> RibSeat:
    return RibSeat(place, np.array(outward) / np.linalg.norm(outward), radius_mm, depth_mm)


def _tubercle(size: VertebraSize, shape: VertebraShape) -> RibSeat:
    """On the front of the transverse process's tip, turned upwards in the lower levels."""
    blade, costal = shape.transverse, shape.costal
    tip = np.array([size.transverse_span / 2 + blade.end_x, blade.end_y, blade.end_z])
    up = np.radians(costal.transverse_up_deg)
    normal = (0.35, -float(np.cos(up)), float(np.sin(up)))
    radius = _TUBERCLE_MM * (1.0 + _FLATTER * float(np.sin(up)) ** 2)
    return _seat(tip + np.array([-3.0, -1.5, 0.0]), normal, radius, costal.transverse_depth)


def _on_surface(bone: Solid, seats: list[RibSeat]) -> list[RibSeat]:
    """The facets moved to where the line they look along leaves the bone; all lines are tried at once."""
    way = np.linspace(*_SEARCH_MM, 111)
    lines = [seat.place + way[:, None] * seat.outward for seat in seats]
    is_inside = bone.distance(np.concatenate(lines)).reshape(len(seats), -1) < 0
    last = [way[np.flatnonzero(row)[-1]] if row.any() else 0.0 for row in is_inside]
    return [
        replace(seat, place=seat.place + out * seat.outward) for seat, out in zip(seats, last, strict=True)
    ]


def _on_body(form: BodyForm, y: float, z: float) -> Vector:
    """The point of the body's left side wall at the given depth and height."""
    x = np.linspace(0.0, 40.0, 161)
    top, bottom = rim_heights(form, np.full_like(x, y))
    up = np.clip((2 * z - top - bottom) / (top - bottom), -1.0, 1.0)
    rho, edge, _ = section(form, x, np.full_like(x, y), up)
    return np.array([float(np.interp(0.0, rho - edge, x)), y, z])
