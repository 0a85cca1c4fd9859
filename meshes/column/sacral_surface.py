"""The surfaces of the sacrum's mass, told in coordinates bent along the bone."""

from __future__ import annotations

import numpy as np

from meshes.column.sacrum_shape import (
    ALA_DEPTHS,
    COLUMNS,
    DEPTHS,
    SacrumRelief,
    SacrumShape,
    Tubercle,
)
from meshes.geometry.axes import Vector
from meshes.sdf.relief import Chart, grid_axis, relief_chart, spline_surface

_STEP = 1.0
_BEYOND = 14.0
"""How far the surfaces are told beyond both ends of the bone, mm."""


def faces_chart(shape: SacrumShape) -> Chart:
    """Pelvic and dorsal surface over (x, s), with the tubercles of the dorsal crests."""
    relief = shape.relief
    x, s = grid_axis(0.0, COLUMNS[-1] + 4.0, _STEP), _lengths(relief)
    pelvic = spline_surface(np.array(COLUMNS), relief.stations, relief.pelvic, x, s, is_even=True)
    dorsal = spline_surface(np.array(COLUMNS), relief.stations, relief.dorsal, x, s, is_even=True)
    for tubercles in (shape.intermediate, shape.lateral):
        for joint, tubercle in zip(relief.joints[1:5], tubercles, strict=True):
            dorsal = dorsal + _swelling(tubercle, joint, x, s)
    for joint, line in zip(relief.joints[1:5], shape.lines, strict=True):
        pelvic = pelvic - _swelling(line, joint, x, s)
    return relief_chart(np.array([x[0], s[0]]), _STEP, pelvic, dorsal)


def _swelling(tubercle: Tubercle, joint: float, x: Vector, s: Vector) -> Vector:
    across = (x - tubercle.x) / tubercle.reach_across
    along = (s - joint - tubercle.offset) / tubercle.reach_along
    return tubercle.rise * np.exp(-np.add.outer(across**2, along**2))


def side_chart(shape: SacrumShape) -> Chart:
    """Lateral border over (v, s), with the pits of the sacral tuberosity behind the auricular surface."""
    relief = shape.relief
    v, s = grid_axis(DEPTHS[0] - 8.0, DEPTHS[-1] + 8.0, _STEP), _lengths(relief)
    side = spline_surface(np.array(DEPTHS), relief.stations, relief.side, v, s)
    for joint, pit in zip(relief.joints[1:4], shape.pits, strict=True):
        side = side - _swelling(pit, joint, v, s)
    return relief_chart(np.array([v[0], s[0]]), _STEP, side)


def ala_chart(relief: SacrumRelief) -> Chart:
    """Upper surface of the lateral part over (x, v)."""
    x = grid_axis(0.0, COLUMNS[-1] + 4.0, _STEP)
    v = grid_axis(ALA_DEPTHS[0] - 8.0, ALA_DEPTHS[-1] + 8.0, _STEP)
    upper = spline_surface(np.array(COLUMNS), np.array(ALA_DEPTHS), relief.ala, x, v, is_even=True)
    return relief_chart(np.array([x[0], v[0]]), _STEP, upper)


def _lengths(relief: SacrumRelief) -> Vector:
    return grid_axis(-_BEYOND, float(relief.joints[-1]) + _BEYOND, _STEP)
