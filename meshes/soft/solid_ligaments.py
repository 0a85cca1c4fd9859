"""Ligaments that veins lie on and do not enter, as sampled distances: bands and median plates."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.primitives import polygon_distance
from meshes.sdf.sample import Field
from meshes.soft.plate import Plate
from meshes.soft.sheet import Sheet

STEP_MM = 1.0
"""Spacing of the samples: they are told exactly, and between them a band or a plate is nearly flat."""

_ABOUT_MM = 4.0
"""How far round a ligament its distance is told."""
_DEEP_MM = 4.0
"""How far behind its front a band is taken to reach: what lies between it and bone is filled."""
_ENDS_MM = 1.5
"""How far a band is told beyond its ends, so that none is met between it and the next."""


def of_band(sheet: Sheet, pose: Pose) -> Field:
    """The distance to a band that lies on the front of bone, in a frame that stands upright along it.

    Behind its front it has no end: veins come to it from before and from its sides alone.

    Parameters
    ----------
    sheet : Sheet
        The band, in the world.
    pose : Pose
        From that frame, whose x is the world's and whose y points backwards, to the world.
    """
    along = np.broadcast_to(sheet.s[:, None], sheet.x.shape)
    corners = sheet.line.place(sheet.x.ravel(), along.ravel(), sheet.front.ravel())
    local = pose.inverse().apply(corners).reshape(*sheet.x.shape, 3)
    z = _samples(local[..., 2].min() - _ENDS_MM, local[..., 2].max() + _ENDS_MM)
    # From below upwards, as interpolation asks, each column of corners by itself.
    columns = local[::-1].transpose(1, 0, 2)
    edge, depth = (np.stack([np.interp(z, each[:, 2], each[:, axis]) for each in columns]) for axis in (0, 1))
    half = edge[-1]
    x = _samples(-half.max() - _ABOUT_MM, half.max() + _ABOUT_MM)
    front = np.stack([np.interp(x, *row) for row in zip(edge.T, depth.T, strict=True)], axis=1)
    y = _samples(front.min() - _ABOUT_MM, front.max() + _DEEP_MM)
    steep = np.hypot(*np.gradient(front, STEP_MM))
    before = (front[:, None, :] - y[None, :, None]) / np.hypot(1.0, steep)[:, None, :]
    beside = np.abs(x)[:, None] - half
    return _field((x, y, z), _both(before, np.broadcast_to(beside[:, None, :], before.shape)))


def of_plate(plate: Plate) -> Field:
    """The distance to a plate, in the world."""
    low, high = plate.outline.min(axis=0) - _ABOUT_MM, plate.outline.max(axis=0) + _ABOUT_MM
    x = _samples(-plate.half_mm - _ABOUT_MM, plate.half_mm + _ABOUT_MM)
    y, z = (_samples(*ends) for ends in zip(low, high, strict=True))
    flat = np.stack(np.meshgrid(y, z, indexing="ij"), axis=-1).reshape(-1, 2)
    within = polygon_distance(flat, plate.outline).reshape(1, len(y), len(z))
    aside = np.abs(x)[:, None, None] - plate.half_mm
    return _field((x, y, z), _both(*np.broadcast_arrays(aside, within)))


def _samples(low: float, high: float) -> Vector:
    """Places of samples, multiples of the step, that cover a span."""
    return STEP_MM * np.arange(np.floor(low / STEP_MM), np.ceil(high / STEP_MM) + 1)


def _both(one: Vector, other: Vector) -> Vector:
    """Distance to what two bodies share, from the distances to each."""
    outside = np.hypot(np.maximum(one, 0.0), np.maximum(other, 0.0))
    return np.asarray(outside + np.minimum(np.maximum(one, other), 0.0), float)


def _field(axes: tuple[Vector, Vector, Vector], values: Vector) -> Field:
    return Field(np.array([each[0] for each in axes]), STEP_MM, np.ascontiguousarray(values, np.float32))
