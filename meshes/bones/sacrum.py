"""The sacrum as a solid in its own frame."""

from __future__ import annotations

import numpy as np

from meshes.bones.sacral_body import sacral_body
from meshes.bones.sacral_canal import hiatus, passage, sacral_canal
from meshes.bones.sacral_mass import sacral_mass
from meshes.bones.sacral_processes import articular_process, cornu, facet_room, median_crest
from meshes.column.landmarks.sacral_surface import faces_chart
from meshes.column.landmarks.sacrum import bend_of
from meshes.column.shapes.sacrum_shape import SacrumShape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector
from meshes.sdf.blend import smooth_union, subtract
from meshes.sdf.solid import Solid
from meshes.sdf.warp import folded

GENUS = 17
"""Handles: the canal and its passages join 18 openings: above, the hiatus, and four pairs in front and
behind.
"""

_CHANNEL_EDGE, _FUNNEL_EDGE, _GAP_EDGE = 2.2, 4.5, 3.5
"""Rounding of edges, mm: of the foramina, where bone is thin, of the funnels before them, of the laminae."""


def sacrum(shape: SacrumShape | None = None) -> Solid:
    """The five fused segments, without the coccyx.

    The frame is that of every vertebra: the origin is the middle of the posterior wall of the body of S1,
    z stands perpendicular to its upper endplate.

    Parameters
    ----------
    shape : SacrumShape, optional
        Size and shape; those of the tables by default.

    Notes
    -----
    The mass lies between four surfaces told in coordinates bent along the bone, after a real sacrum
    brought to the mean width of the table. Foramina, lines between them, the body of S1, hiatus and cornua
    have the sizes of the tables.
    """
    shape = shape or load_sacrum_shape()
    bend, bounds = bend_of(shape), sacrum_bounds(shape)
    place, faces = bend.chart(bounds), faces_chart(shape)
    bone = smooth_union(
        sacral_mass(shape, place, bounds),
        (sacral_body(shape), 8.0),
        (median_crest(shape, place, bounds), 6.0),
        (articular_process(shape, bend), 9.0),
    )
    canal, gap = sacral_canal(shape, place, bounds), hiatus(shape, place, bounds)
    faced = subtract(bone, facet_room(shape, bend), radius_mm=1.5)
    arched = subtract(subtract(faced, canal, radius_mm=2.0), gap, radius_mm=_GAP_EDGE)
    horned = smooth_union(arched, (cornu(shape, bend), 2.5))
    channels, funnels = zip(*(passage(shape, index, bend, faces) for index in range(4)), strict=True)
    pierced = subtract(horned, *channels, radius_mm=_CHANNEL_EDGE)
    return folded(subtract(pierced, *funnels, radius_mm=_FUNNEL_EDGE))


def sacrum_bounds(shape: SacrumShape) -> Vector:
    """A box around the bone and its mirror image."""
    joints = shape.relief.joints
    below = bend_of(shape).place(0.0, joints[-1], 0.0)[0]
    top = joints[1] / 2 + 14.0
    wide = shape.size.sacrum_max_width / 2 + 6.0
    return np.array([[-wide, min(-38.0, below[1] - 22.0), below[2] - 14.0], [wide, 42.0, top]])
