"""The skull base around the foramen magnum as a solid in its own frame."""

from __future__ import annotations

import numpy as np

from meshes.bones.occipital_openings import foramen_magnum, jugular_foramen, sigmoid_groove, tunnel
from meshes.column.landmarks.occipital import (
    clivus_ends,
    condylar_canal,
    condyle_breadth,
    condyle_ends,
    hypoglossal_canal,
)
from meshes.column.landmarks.occipital_surface import above_rim, bowl_distance, bowl_normal, shell_chart
from meshes.column.shapes.occipital_shape import OccipitalShape, load_occipital_shape
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_maximum, smooth_union, subtract
from meshes.sdf.primitives import round_cone
from meshes.sdf.solid import Solid
from meshes.sdf.sweep import Blade, blade
from meshes.sdf.warp import folded

GENUS = 7
"""Handles: foramen magnum, and a hypoglossal canal, a condylar canal and a jugular foramen on each side."""

_CUT_EDGE = 4.0
"""Roundness of the edge where the basilar part is cut off, mm."""
_FADE_MM = 12.0
"""How far below its rim the shell begins to grow thin."""
_RIM_HALF_MM, _RIM_SHARE = 1.2, 0.3
"""Half the thickness at the rim, and how much of what it is more below is kept there."""


def occipital(shape: OccipitalShape | None = None) -> Solid:
    """The floor of the posterior cranial fossa: occipital bone, with the petrous rim of the jugular foramina.

    The origin is the middle between basion and opisthion, y runs from the one to the other, z stands
    perpendicular to the plane of the foramen magnum. The model ends above in a rim that lies in a plane.

    Parameters
    ----------
    shape : OccipitalShape, optional
        Size and shape; those of the tables by default.

    Notes
    -----
    A shell between two surfaces of a bowl; foramen magnum, condyles, canals and jugular foramina have the
    sizes of the tables, the rest of the relief is illustrative.
    """
    shape = shape or load_occipital_shape()
    bounds = occipital_bounds(shape)
    walls = smooth_union(shell(shape, bounds), (clivus(shape), 12.0), (_pharyngeal_tubercle(shape), 4.0))
    ring = subtract(walls, foramen_magnum(shape, bounds), radius_mm=3.0)
    bone = smooth_union(ring, (condyle(shape), 4.0))
    hollowed = subtract(bone, sigmoid_groove(shape), radius_mm=1.8)
    canals = (tunnel(hypoglossal_canal(shape)), tunnel(condylar_canal(shape)))
    return folded(subtract(hollowed, jugular_foramen(shape), *canals, radius_mm=1.6))


def shell(shape: OccipitalShape, bounds: Vector) -> Solid:
    """The bowl between its outer and inner surface; above it grows thin and ends in a round rim."""
    bowl, chart = shape.bowl, shell_chart(shape)
    up = np.array([0.0, -bowl.cut_rise, 1.0]) / np.hypot(1.0, bowl.cut_rise)

    def distance(points: Vector) -> Vector:
        outer, inner = chart(points[:, 0], points[:, 1])
        off = bowl_distance(bowl, points) - (outer - inner) / 2
        # How far the place amid both surfaces lies beyond the cut, along the bowl.
        slant = bowl_normal(bowl, points) @ up
        beyond = (above_rim(bowl, points) - slant * off) / np.sqrt(np.maximum(1.0 - slant**2, 0.3))
        half = _faded((outer + inner) / 2, beyond)
        return np.hypot(off, np.maximum(beyond + half, 0.0)) - half

    return Solid(distance, bounds, 1.8)


def _faded(half: Vector, beyond: Vector) -> Vector:
    """Half the thickness of the shell, less towards the cut."""
    share = np.clip(1.0 + beyond / _FADE_MM, 0.0, 1.0)
    share *= share * (3.0 - 2.0 * share)
    return np.asarray(half - share * (1.0 - _RIM_SHARE) * (half - _RIM_HALF_MM))


def clivus(shape: OccipitalShape) -> Solid:
    """The basilar part: a plate that thickens upwards, hollowed on its inner face."""
    form = shape.clivus
    low, high, _ = clivus_ends(shape)
    wide, thick = (
        (form.half_width_below, form.half_width_above),
        (
            form.half_thickness_below,
            form.half_thickness_above,
        ),
    )
    along = (high - low) / np.linalg.norm(high - low)
    plate = blade(
        Blade(
            start=low,
            # Longer than told, so that the rounded end falls to the cut.
            end=high + along * 12.0,
            broad=np.array([1.0, 0.0, 0.0]),
            half_width=np.array([wide[0], sum(wide) / 2, wide[1]]),
            half_thickness=np.array([thick[0], sum(thick) / 2, thick[1]]),
            cup_mm=form.cup,
            corner=0.3,
            lens=0.6,
        )
    )
    return Solid(
        lambda p: smooth_maximum(plate.distance(p), (p - high) @ along, _CUT_EDGE),
        plate.bounds,
        plate.lipschitz,
    )


def condyle(shape: OccipitalShape) -> Solid:
    """The left occipital condyle: a cushion bowed downwards, its outer edge higher."""
    form, size = shape.condyle, shape.size
    front, back = condyle_ends(shape)
    wide, thick = size.occipital_condyle_width / 2, form.half_thickness
    broad = condyle_breadth(shape, front, back)
    along = (back - front) / np.linalg.norm(back - front)
    # The blade's thin direction is along x broad; the bow must point down.
    down = -1.0 if np.cross(along, broad)[2] > 0 else 1.0
    return blade(
        Blade(
            start=front,
            end=back,
            broad=broad,
            half_width=np.array([wide * 0.8, wide, wide * 0.9]),
            half_thickness=np.array([thick, thick, thick]),
            bow_thin_mm=down * form.bow,
            cup_mm=-down * form.cup,
            corner=0.9,
            lens=0.2,
        )
    )


def _pharyngeal_tubercle(shape: OccipitalShape) -> Solid:
    form = shape.clivus
    low, high, inwards = clivus_ends(shape)
    along = (high - low) / np.linalg.norm(high - low)
    middle = low + along * form.tubercle_offset - inwards * (form.half_thickness_below + 0.5)
    return round_cone(middle - along, middle + along, form.tubercle_radius * 0.9, form.tubercle_radius * 0.7)


def occipital_bounds(shape: OccipitalShape) -> Vector:
    """A box around the bone and its mirror image."""
    bowl = shape.bowl
    highest = bowl.cut_z + max(bowl.cut_rise, 0.0) * (bowl.centre_y + bowl.half_y)
    _, tip, _ = clivus_ends(shape)
    front = min(bowl.centre_y - bowl.half_y, tip[1]) - 8.0
    return np.array(
        [
            [-bowl.half_x - 6.0, front, -18.0],
            [bowl.half_x + 6.0, bowl.centre_y + bowl.half_y + 8.0, max(highest, tip[2]) + 8.0],
        ]
    )
