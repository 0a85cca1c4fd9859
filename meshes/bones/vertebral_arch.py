"""The arch: pedicles and laminae around the canal.

Everything here is the left half; the vertebra folds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from meshes.column.shapes.shape import BladeShape, CanalShape, PedicleShape
from meshes.geometry.axes import Vector
from meshes.sdf.polar import cosine_series, radius
from meshes.sdf.solid import Solid
from meshes.sdf.sweep import Blade, blade


@dataclass(frozen=True)
class PedicleMeasures:
    """Isthmus of a pedicle: its centre (x, y, z), half width and half height, mm."""

    centre: tuple[float, float, float]
    half_width: float
    half_height: float


_MEDIAL_MM = 2.0
"""How far a pedicle is made to reach into the canal before the canal is cut."""


@lru_cache(maxsize=256)
def plate(shape: BladeShape, broad: tuple[float, float, float]) -> Solid:
    """A process or lamina from its numbers; `broad` is the direction of its breadth before the roll."""
    start = np.array([shape.start_x, shape.start_y, shape.start_z])
    end = np.array([shape.end_x, shape.end_y, shape.end_z])
    form = Blade(
        start=start,
        end=end,
        broad=_rolled(np.array(broad), end - start, np.radians(shape.roll_deg)),
        half_width=np.array([shape.width_start, shape.width_middle, shape.width_end]),
        half_thickness=np.array([shape.thickness_start, shape.thickness_middle, shape.thickness_end]),
        bow_broad_mm=shape.bow_broad,
        bow_thin_mm=shape.bow_thin,
        twist=np.radians(shape.twist_deg),
        cup_mm=shape.cup,
        corner=shape.corner,
        lens=shape.lens,
    )
    return blade(form)


@lru_cache(maxsize=64)
def pedicle(measures: PedicleMeasures, shape: PedicleShape) -> Solid:
    """The bar from the body to the articular pillar, as wide and high as measured at its isthmus."""
    # Its medial wall is left to the canal, which is cut out of it: it starts a little inside.
    isthmus = np.array(measures.centre) - np.array([_MEDIAL_MM / 2, 0.0, 0.0])
    back = np.array([shape.back_x, shape.back_y, shape.back_z])
    # The bar continues the line from the pillar through the isthmus well into the body, where the union
    # hides its end.
    front = isthmus + (isthmus - back) * (isthmus[1] + shape.reach) / (back[1] - isthmus[1])
    front[2] = shape.front_z
    height, width = measures.half_height, measures.half_width + _MEDIAL_MM / 2
    form = Blade(
        start=front,
        end=back,
        broad=np.array([0.0, 0.0, 1.0]),
        half_width=np.array([height * shape.flare, height, height]),
        half_thickness=np.array([width * 1.1, width, width * 1.1]),
        corner=0.3,
        lens=0.3,
    )
    return blade(form)


def canal(half_width: float, depth: float, shape: CanalShape, height: float) -> Solid:
    """The space of the canal as a leaning prism to be cut out of the arch, open in front."""
    centre = depth * shape.widest
    behind = depth - centre
    before = centre + 3.0
    series = cosine_series(np.array([1.0, shape.roof, 1.0, 1.05, 1.0]))

    def distance(points: Vector) -> Vector:
        y = points[:, 1] - centre + shape.lean * points[:, 2]
        px = points[:, 0] / half_width
        py = y / np.where(y > 0, behind, before)
        rho = np.sqrt(px * px + py * py) + 1e-9
        gradient = np.sqrt((px / half_width) ** 2 + (py / np.where(y > 0, behind, before)) ** 2) / rho
        return (rho - radius(py / rho, series)) / gradient

    lean = abs(shape.lean) * height
    bounds = np.array(
        [[-half_width * 1.1, -4.0 - lean, -height], [half_width * 1.1, depth + 1.0 + lean, height]]
    )
    return Solid(distance, bounds, 1.3)


def _rolled(broad: Vector, axis: Vector, angle: float) -> Vector:
    """The direction turned about an axis."""
    axis = axis / np.linalg.norm(axis)
    broad = broad - axis * (broad @ axis)
    return broad * np.cos(angle) + np.cross(axis, broad) * np.sin(angle)
