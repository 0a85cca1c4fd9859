"""Where the transverse foramina of the neck lie, for the veins that pass them."""

from __future__ import annotations

from functools import cache

import numpy as np

from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.axis_shape import AxisShape
from meshes.column.shapes.cervical_shape import CervicalShape
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.axes import Vector
from meshes.veins.collecting.terrain import Terrain, sign_of


def middle(land: Terrain, level: str, side: str) -> tuple[Vector, float]:
    """Middle of a transverse foramen in the world, and half its narrower width, mm."""
    (x, y, z), half = _left(level)
    return land.tabled(level, sign_of(side) * x, y, z), half * land.scale


def axis_turns(land: Terrain, side: str) -> tuple[Vector, Vector, float]:
    """Lateral mouth and knee of the axis's channel in the world, and its radius, mm."""
    channel = tabled(AxisShape, "axis_shape.csv", "C2").channel
    sign = sign_of(side)
    out = land.tabled("C2", sign * channel.out_x, channel.out_y, channel.out_z)
    knee = land.tabled("C2", sign * channel.knee_x, channel.knee_y, channel.knee_z)
    return out, knee, channel.radius * land.scale


@cache
def _left(level: str) -> tuple[tuple[float, float, float], float]:
    if level == "C2":
        channel = tabled(AxisShape, "axis_shape.csv", level).channel
        knee = np.array([channel.knee_x, channel.knee_y, channel.knee_z])
        low = np.array([channel.below_x, channel.below_y, channel.below_z])
        x, y, z = (0.5 * (knee + low)).tolist()
        return (x, y, z), channel.radius
    if level == "C1":
        hole = tabled(AtlasShape, "atlas_shape.csv", level).foramen
    else:
        hole = tabled(CervicalShape, "cervical_shape.csv", level).foramen
    return (hole.x, hole.y, 0.0), min(hole.half_x, hole.half_y)
