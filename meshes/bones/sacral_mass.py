"""The fused mass of the sacrum: bodies and lateral parts between pelvic, dorsal, lateral and upper
surfaces.
"""

from __future__ import annotations

from meshes.column.landmarks.sacral_surface import ala_chart, faces_chart, side_chart
from meshes.column.shapes.sacrum_shape import SacrumShape
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.relief import Chart
from meshes.sdf.solid import Solid

_EDGE = 4.0
"""Roundness of the borders where two surfaces meet, mm."""


def sacral_mass(shape: SacrumShape, place: Chart, bounds: Vector) -> Solid:
    """The left half of the mass as a solid in the ordinary frame.

    `place` looks up bent coordinates within `bounds`, a box around the whole half.
    """
    relief = shape.relief
    faces, side, ala = faces_chart(shape), side_chart(shape), ala_chart(relief)
    apex = float(relief.joints[-1])

    def distance(points: Vector) -> Vector:
        x = points[:, 0]
        s, v = place(points[:, 1], points[:, 2])
        front, front_cosine, back, back_cosine = faces(x, s)
        lateral, lateral_cosine = side(v, s)
        upper, upper_cosine = ala(x, v)
        value = smooth_maximum((front - v) * front_cosine, (v - back) * back_cosine, _EDGE)
        value = smooth_maximum(value, (x - lateral) * lateral_cosine, 0.9 * _EDGE)
        value = smooth_maximum(value, (upper - s) * upper_cosine, _EDGE)
        return smooth_maximum(value, s - apex, _EDGE)

    return Solid(distance, bounds, 1.35)
