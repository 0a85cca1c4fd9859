"""The hollows of the sacrum: its canal, the hiatus, and the passages to the anterior and posterior
foramina.
"""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.sacrum import passage_points
from meshes.column.shapes.sacrum_shape import SacrumShape
from meshes.geometry.axes import Vector
from meshes.geometry.spline import spline
from meshes.sdf.bend import Bend
from meshes.sdf.blend import smooth_union
from meshes.sdf.polar import cosine_series, radius
from meshes.sdf.primitives import polygon_distance, round_cone
from meshes.sdf.relief import Chart
from meshes.sdf.solid import Solid

_GRAIN_MM = 0.12
"""How much wider a passage is cut than measured: a mesh is narrower than the round hole it stands for."""

_GUTTER, _FLARE = (1.0, 0.2, -1.4), 1.3
"""Where the funnel of an anterior foramen ends, from its mouth in bent coordinates, and how wide, in radii of
the passage; illustrative.
"""

_LOW = np.array([1.0, 0.93, 1.0, 1.06, 1.0])
"""Section of the canal: a triangle rounded at its three corners, its base in front."""


def sacral_canal(shape: SacrumShape, place: Chart, bounds: Vector) -> Solid:
    """The canal as one space from above S1 to below the hiatus."""
    joints = shape.relief.joints[:5]
    sections = np.array([[c.half_width, c.floor_y, c.roof_y] for c in shape.canal])
    series = cosine_series(_LOW)

    def distance(points: Vector) -> Vector:
        s, v = place(points[:, 1], points[:, 2])
        half, floor, roof = spline(joints, sections, s).T
        centre = floor + 0.4 * (roof - floor)
        deep = np.where(v > centre, roof - centre, centre - floor)
        px, py = points[:, 0] / half, (v - centre) / deep
        rho = np.sqrt(px * px + py * py) + 1e-6
        steep = np.sqrt((px / half) ** 2 + (py / deep) ** 2) / rho
        value = (rho - radius(py / rho, series)) / np.maximum(steep, 1.0 / half)
        # Near the axis a polar distance jumps from one side to the other: there it is held level.
        return np.maximum(value, -0.7 * np.minimum(half, 0.4 * (roof - floor)))

    return Solid(distance, bounds, 1.6)


def hiatus(shape: SacrumShape, place: Chart, bounds: Vector) -> Solid:
    """What is missing from the back wall of the canal: above the lamina of S1 and below the hiatus' apex."""
    top, end = shape.lamina_top, float(shape.relief.joints[-1])
    apex = end - shape.size.hiatus_length
    wide, low = shape.canal[0].half_width * 0.8, shape.size.intercornual_distance / 2
    # Both are arches: half an ellipse each, and straight on from its foot.
    turn = np.linspace(0.0, np.pi / 2, 7)
    arch = np.stack([np.sin(turn), 1.0 - np.cos(turn)], axis=1)
    above = np.vstack([[-1.0, top], [0.0, top] + arch * [wide, -12.0], [wide + 1.0, -20.0], [-1.0, -20.0]])
    below = np.vstack([[-1.0, apex], [0.0, apex] + arch * [low, 9.0], [low, end + 20.0], [-1.0, end + 20.0]])
    floors = np.array([(c.floor_y + c.roof_y) / 2 for c in shape.canal])

    def distance(points: Vector) -> Vector:
        s, v = place(points[:, 1], points[:, 2])
        flat = np.stack([points[:, 0], s], axis=1)
        rim = np.minimum(polygon_distance(flat, above), polygon_distance(flat, below))
        return np.maximum(rim, spline(shape.relief.joints[:5], floors, s) - v)

    return Solid(distance, bounds, 1.6)


def passage(shape: SacrumShape, index: int, bend: Bend, faces: Chart) -> tuple[Solid, Solid]:
    """What is cut out below segment `index`, left: the forked channel from the canal to both foramina, and
    the funnel in front of the anterior one.

    Parameters
    ----------
    faces : Chart
        Depths v of the pelvic and the dorsal surface over (x, s).
    """
    points = passage_points(shape, index, faces)
    size = shape.size.foramina[index]
    front, back = size.anterior_radius + _GRAIN_MM, size.posterior_radius + _GRAIN_MM
    # A root leaves a foramen sideways and downwards: the mouth is a funnel that runs out into its gutter.
    lip = points.anterior + front * np.array(_GUTTER)
    behind = points.posterior + np.array([0.5, 0.5, 4.0])
    root, fork, mouth, gutter, rear, outside = bend.place(
        *np.stack([points.root, points.fork, points.anterior, lip, points.posterior, behind]).T
    )
    channel = smooth_union(
        round_cone(root, fork, front, front),
        (round_cone(fork, mouth, front, front), 1.0),
        (round_cone(fork, rear, back, back), 1.0),
        (round_cone(rear, outside, back, back + 0.8), 1.0),
    )
    return channel, round_cone(mouth, gutter, front, _FLARE * front)
