"""The coccyx as a solid in its own frame."""

from __future__ import annotations

import numpy as np

from meshes.bones.sacral_processes import horn
from meshes.column.shapes.coccyx_shape import CoccyxShape, load_coccyx_shape
from meshes.geometry.axes import Vector
from meshes.geometry.spline import spline
from meshes.sdf.bend import Bend
from meshes.sdf.blend import smooth_maximum, smooth_union
from meshes.sdf.relief import Chart
from meshes.sdf.solid import Solid
from meshes.sdf.sweep import Blade, blade
from meshes.sdf.warp import folded

GENUS = 0
"""No hole."""
_GROOVE = 1.1
"""Half the height of the groove that marks a fused joint, mm."""
_NOTCH = np.array([0.4, 0.3])
"""Depth of that groove at the side and in front and behind, mm."""
_TIP = 6.0
"""Length of the rounded tip, mm."""
_HOLLOW = 0.8
"""How far the margins stand forwards of the middle, mm: the pelvic surface is hollow, the back rounded."""
_SQUARE = 1.7
"""Weight of the mixed term of the section: with 2 it is an ellipse, with less flatter in front and behind."""
_RIM = 1.4
"""Rounding of the rim of the upper face, mm."""


def coccyx(shape: CoccyxShape | None = None) -> Solid:
    """Four tapering segments fused to one bone, with transverse processes and cornua on the first.

    The origin is the middle of the upper face of Co1, z stands perpendicular to it; the tip points forwards.

    Parameters
    ----------
    shape : CoccyxShape, optional
        Size and shape; those of the table by default.
    """
    shape = shape or load_coccyx_shape()
    bend, bounds = shape.bend(), coccyx_bounds(shape)
    core = coccygeal_core(shape, bend.chart(bounds), bounds)
    return folded(smooth_union(core, (_wing(shape, bend), 4.0), (horn(shape.cornu, 0.0, bend), 3.5)))


def coccygeal_core(shape: CoccyxShape, place: Chart, bounds: Vector) -> Solid:
    """The fused bodies: a flat rod, hollow in front, narrowing in each segment, with a line at each joint."""
    stations, ovals = _ovals(shape)
    grooves, tip = shape.joints[1:-1], stations[-1] - _TIP

    def distance(points: Vector) -> Vector:
        s, v = place(points[:, 1], points[:, 2])
        groove = np.exp(-(((s[:, None] - grooves) / _GROOVE) ** 2)).sum(axis=1)
        wide, thick = np.maximum(spline(stations, ovals, s).T - _NOTCH[:, None] * groove, 0.8)
        px = points[:, 0] / wide
        py = (v + _HOLLOW * np.minimum(px * px, 1.5)) / thick
        beyond = np.maximum(s - tip, 0.0) / _TIP
        oval = np.sqrt(px**4 + py**4 + _SQUARE * (px * py) ** 2)
        rho = np.sqrt(oval + beyond * beyond) + 1e-6
        steep = np.sqrt((px / wide) ** 2 + (py / thick) ** 2 + (beyond / _TIP) ** 2) / rho
        value = (rho - 1.0) / np.maximum(steep, 1.0 / wide)
        # Near the axis a polar distance jumps from one side to the other: there it is held level.
        value = np.maximum(value, -0.7 * np.minimum(wide, thick))
        return smooth_maximum(value, -s, _RIM)

    return Solid(distance, bounds, 1.6)


def _ovals(shape: CoccyxShape) -> tuple[Vector, Vector]:
    """Stations along the bone and half width and half thickness there."""
    first, last = shape.segments[0], shape.segments[-1]
    stations, ovals = [0.0], [(first.half_width * 0.94, first.half_thickness)]
    for top, segment in zip(shape.joints, shape.segments, strict=False):
        stations += [top + segment.height * segment.broadest, top + segment.height]
        ovals += [
            (segment.half_width, segment.half_thickness),
            (segment.half_width_joint, segment.half_thickness_joint),
        ]
    ovals[-1] = (last.half_width_joint, last.half_thickness_joint)
    return np.array(stations), np.array(ovals)


def _wing(shape: CoccyxShape, bend: Bend) -> Solid:
    """The left transverse process of Co1."""
    form = shape.wing
    root, tip = bend.place(
        np.array([form.root_x, form.tip_x]), np.array([form.root_s, form.tip_s]), np.array([0.0, form.tip_y])
    )
    return blade(
        Blade(
            start=root,
            end=tip,
            broad=np.array([0.0, 0.0, 1.0]),
            half_width=np.array([form.half_width * 1.5, form.half_width, form.half_width * 0.6]),
            half_thickness=np.array(
                [form.half_thickness * 1.3, form.half_thickness, form.half_thickness * 0.7]
            ),
        )
    )


def coccyx_bounds(shape: CoccyxShape) -> Vector:
    """A box around the bone."""
    wide = max(shape.wing.tip_x, max(segment.half_width for segment in shape.segments)) + 3.0
    thick = max(segment.half_thickness for segment in shape.segments) + 3.0
    axis = shape.bend().curve()[1]
    back = max(shape.cornu.base_y, shape.cornu.tip_y) + 4.0
    top = max(-shape.cornu.tip_offset, 0.0) + 4.0
    return np.array(
        [[-wide, axis[:, 0].min() - thick, axis[:, 1].min() - thick], [wide, max(back, thick), top]]
    )
