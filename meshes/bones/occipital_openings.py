"""What is cut out of the skull base: foramen magnum, jugular foramen, canals and the grooves of the
sinuses.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from meshes.column.landmarks.occipital import Canal, jugular_frame, sigmoid_floor
from meshes.column.landmarks.occipital_surface import bowl_normal
from meshes.column.shapes.occipital_shape import OccipitalShape
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_union
from meshes.sdf.polar import cosine_series, radius
from meshes.sdf.primitives import round_cone
from meshes.sdf.solid import Solid

_OVAL = np.array([1.0, 1.02, 1.0, 0.96, 1.0])
"""Outline of the foramen magnum from the opisthion over the side to the basion: broader behind."""
_BEVEL = 0.35
"""How much a mm above the plane of the foramen its rim widens towards the brain."""


def foramen_magnum(shape: OccipitalShape, bounds: Vector) -> Solid:
    """The oval opening, as wide and long as measured at its lower rim."""
    a, b = shape.size.foramen_magnum_transverse / 2, shape.size.foramen_magnum_AP / 2
    series = cosine_series(_OVAL)

    def distance(points: Vector) -> Vector:
        x, y, z = points.T
        wider = _BEVEL * np.clip(z - 3.0, 0.0, 30.0)
        px, py = x / (a + wider), y / (b + wider)
        rho = np.sqrt(px * px + py * py) + 1e-6
        steep = np.sqrt((px / (a + wider)) ** 2 + (py / (b + wider)) ** 2) / rho
        value = (rho - radius(py / rho, series)) / np.maximum(steep, 0.5 / b)
        # Near the axis a polar distance jumps from one side to the other: there it is held level.
        return np.maximum(value, -0.7 * a)

    return Solid(distance, bounds, 1.4)


def jugular_foramen(shape: OccipitalShape) -> Solid:
    """The left jugular foramen: an oval tube that widens outwards to its fossa."""
    middle, axis, long = jugular_frame(shape)
    across = np.cross(axis, long)
    a, b = shape.size.jugular_foramen_length / 2, shape.size.jugular_foramen_width / 2
    reach = shape.size.jugular_canal_depth + 4.0

    def distance(points: Vector) -> Vector:
        rel = points - middle
        out = rel @ axis
        wider = 0.18 * np.clip(out - 1.0, 0.0, reach)
        px, py = rel @ long / (a + wider), rel @ across / (b + wider)
        rho = np.sqrt(px * px + py * py) + 1e-6
        steep = np.sqrt((px / (a + wider)) ** 2 + (py / (b + wider)) ** 2) / rho
        value = np.maximum((rho - 1.0) / np.maximum(steep, 0.5 / a), -0.7 * b)
        return np.maximum(value, np.abs(out) - reach)

    room = np.array([a + 4.0, a + 4.0, a + 4.0]) + np.abs(axis) * reach
    return Solid(distance, np.array([middle - room, middle + room]), 1.4)


def tunnel(canal: Canal) -> Solid:
    """A canal, prolonged beyond both of its ends so that it opens whatever the relief."""
    way = canal.outer - canal.inner
    way = way / np.linalg.norm(way)
    return round_cone(
        canal.inner - way * canal.inner_bore * 0.8,
        canal.outer + way * canal.outer_bore * 0.8,
        canal.inner_bore / 2,
        canal.outer_bore / 2,
    )


def sigmoid_groove(shape: OccipitalShape) -> Solid:
    """The left sigmoid groove: a rod along its floor, lifted by its radius towards the brain."""
    floor, radius_mm = sigmoid_floor(shape), shape.opening.groove_radius
    axis = floor - bowl_normal(shape.bowl, floor) * radius_mm
    rods = [round_cone(a, b, radius_mm, radius_mm) for a, b in pairwise(axis)]
    return smooth_union(rods[0], *((rod, radius_mm / 2) for rod in rods[1:]))
