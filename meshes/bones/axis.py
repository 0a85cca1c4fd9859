"""The axis, C2: a cervical vertebra whose body carries the dens and two shoulders for the atlas."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.bones.cervical import pillar
from meshes.bones.cervical_body import cervical_body
from meshes.bones.passages import cervical_canal
from meshes.bones.processes import knob
from meshes.bones.vertebral_arch import plate
from meshes.column.shapes.axis_shape import AxisShape, ChannelShape, DensShape, DensSize, axis_size
from meshes.column.shapes.cervical_shape import CervicalSize
from meshes.column.shapes.following import following
from meshes.column.shapes.shape_numbers import tabled
from meshes.sdf.blend import smooth_union, subtract
from meshes.sdf.loft import Loft, loft
from meshes.sdf.primitives import round_cone
from meshes.sdf.solid import Solid
from meshes.sdf.warp import folded

_UP = (0.0, 0.0, 1.0)
_BACK = (0.0, 1.0, 0.0)


def axis(measures: Measures | None = None, shape: AxisShape | None = None) -> Solid:
    """The bone in its own frame: origin on the posterior wall of body and dens, which is upright.

    Parameters
    ----------
    measures : Measures, optional
        Measures in place of the tables'.
    shape : AxisShape, optional
        Shape in place of the tabled one.
    """
    shape = shape or tabled(AxisShape, "axis_shape.csv", "C2")
    return shaped_axis(*axis_size(shape, measures), following(shape, "C2", measures))


def shaped_axis(size: CervicalSize, dens_size: DensSize, shape: AxisShape) -> Solid:
    """The bone from its sizes and its shape."""
    front = smooth_union(
        cervical_body(size, shape.body),
        (dens(dens_size, shape.dens), shape.dens.melt),
        (plate(shape.shoulder, _BACK), shape.shoulder.melt),
        (plate(shape.root, _UP), shape.root.melt),
    )
    whole = smooth_union(
        front,
        (_arch(shape), shape.pillar.melt),
        (_transverse_process(shape), shape.transverse.melt),
    )
    hollowed = subtract(whole, vertebral_channel(shape.channel), radius_mm=1.0)
    canal = cervical_canal(size.canal_width, size.canal_depth, shape.canal)
    return folded(subtract(hollowed, canal, radius_mm=1.5))


def dens(size: DensSize, shape: DensShape) -> Solid:
    """The peg on the body: waisted at its neck, domed at its apex."""
    stations = np.array(
        [
            [shape.base_z, shape.base_y, shape.base_half_x, shape.base_half_y],
            [shape.neck_z, shape.neck_y, size.neck_width / 2, shape.neck_half_y],
            [shape.head_z, shape.head_y, size.head_width / 2, size.head_depth / 2],
            [shape.crown_z, shape.crown_y, shape.crown_half_x, shape.crown_half_y],
        ]
    )
    return loft(Loft(stations, shape.dome, shape.rim, shape.squareness))


def vertebral_channel(shape: ChannelShape) -> Solid:
    """The transverse foramen, which turns sideways under the shoulder."""
    below = np.array([shape.below_x, shape.below_y, shape.below_z])
    knee = np.array([shape.knee_x, shape.knee_y, shape.knee_z])
    out = np.array([shape.out_x, shape.out_y, shape.out_z])
    r = shape.radius
    return smooth_union(round_cone(below, knee, r * 1.05, r), (round_cone(knee, out, r, r * 1.05), 0.5))


def _arch(shape: AxisShape) -> Solid:
    return smooth_union(
        pillar(shape.pillar),
        (plate(shape.isthmus, _UP), shape.isthmus.melt),
        (plate(shape.lamina, _UP), shape.lamina.melt),
        (plate(shape.spinous, _UP), shape.spinous.melt),
        (plate(shape.fork, _UP), shape.fork.melt),
        (knob(shape.crest), shape.crest.melt),
    )


def _transverse_process(shape: AxisShape) -> Solid:
    return smooth_union(
        plate(shape.transverse, _UP),
        (plate(shape.posterior_root, _UP), shape.posterior_root.melt),
    )
