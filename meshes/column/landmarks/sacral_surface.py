"""The surfaces of the sacrum's mass, told in coordinates bent along the bone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.column.shapes.sacrum_shape import (
    ALA_DEPTHS,
    DEPTHS,
    AuricularShape,
    SacrumRelief,
    SacrumShape,
    Tubercle,
)
from meshes.geometry.axes import Vector
from meshes.sdf.relief import Chart, grid_axis, relief_chart, spline_surface

_STEP = 1.0
_RIM = 2.0
"""Half the breadth of the auricular surface's rim, mm."""
_BEYOND = 14.0
"""How far the surfaces are told beyond both ends of the bone, mm."""


# Each segment of the sacrum, its landmarks and its bone ask for the same.
@lru_cache(maxsize=4)
def faces_chart(shape: SacrumShape) -> Chart:
    """Pelvic and dorsal surface over (x, s), with the tubercles of the dorsal crests."""
    relief = shape.relief
    x, s = grid_axis(0.0, relief.columns[-1] + 4.0, _STEP), _lengths(relief)
    pelvic = spline_surface(relief.columns, relief.stations, relief.pelvic, x, s, is_even=True)
    dorsal = spline_surface(relief.columns, relief.stations, relief.dorsal, x, s, is_even=True)
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
    side = side + auricular_rise(shape.auricular, *np.meshgrid(v, s, indexing="ij"))
    return relief_chart(np.array([v[0], s[0]]), _STEP, side)


def auricular_rise(form: AuricularShape, v: Vector, s: Vector) -> Vector:
    """How far the auricular surface stands out of the lateral border over (v, s), mm; its rim is soft."""
    places = np.stack([v, s], axis=-1)
    bends = np.array(
        [[form.upper_y, form.upper_s], [form.corner_y, form.corner_s], [form.lower_y, form.lower_s]]
    )
    near = np.minimum(_segment_distance(places, *bends[:2]), _segment_distance(places, *bends[1:]))
    t = np.clip((form.half_width + _RIM - near) / (2 * _RIM), 0.0, 1.0)
    return form.rise * t * t * (3.0 - 2.0 * t)


def _segment_distance(places: Vector, start: Vector, end: Vector) -> Vector:
    along = end - start
    t = np.clip((places - start) @ along / (along @ along), 0.0, 1.0)
    return np.asarray(np.linalg.norm(places - start - t[..., None] * along, axis=-1), float)


def ala_chart(relief: SacrumRelief) -> Chart:
    """Upper surface of the lateral part over (x, v)."""
    x = grid_axis(0.0, relief.columns[-1] + 4.0, _STEP)
    v = grid_axis(ALA_DEPTHS[0] - 8.0, ALA_DEPTHS[-1] + 8.0, _STEP)
    upper = spline_surface(relief.columns, np.array(ALA_DEPTHS), relief.ala, x, v, is_even=True)
    return relief_chart(np.array([x[0], v[0]]), _STEP, upper)


def _lengths(relief: SacrumRelief) -> Vector:
    return grid_axis(-_BEYOND, float(relief.joints[-1]) + _BEYOND, _STEP)
