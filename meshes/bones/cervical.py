"""A typical cervical vertebra, C3 to C7, as a solid in its own frame."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.bones.cervical_body import cervical_body
from meshes.bones.passages import cervical_canal, transverse_foramen
from meshes.bones.processes import knob
from meshes.bones.vertebral_arch import plate
from meshes.column.shapes.cervical_shape import (
    CervicalPedicleShape,
    CervicalShape,
    CervicalSize,
    PillarShape,
    cervical_size,
)
from meshes.column.shapes.following import following
from meshes.column.shapes.shape_numbers import tabled
from meshes.sdf.blend import smooth_union, subtract
from meshes.sdf.prism import Prism, prism
from meshes.sdf.solid import Solid
from meshes.sdf.sweep import Blade, blade
from meshes.sdf.warp import folded

TYPICAL_LEVELS = ("C3", "C4", "C5", "C6", "C7")
"""Levels this recipe makes."""

_CANAL_EDGE_MM = 2.5
"""Rounding where the canal cuts the laminae, whose edges are blunt."""


def cervical_vertebra(
    level: str, measures: Measures | None = None, shape: CervicalShape | None = None
) -> Solid:
    """The bone of one level.

    Parameters
    ----------
    level : str
        One of `TYPICAL_LEVELS`.
    measures : Measures, optional
        Measures in place of the tables'.
    shape : CervicalShape, optional
        Shape in place of the tabled one.

    Raises
    ------
    ValueError
        If the level is not typical.
    """
    if level not in TYPICAL_LEVELS:
        raise ValueError(f"{level} is no typical cervical vertebra; these are {', '.join(TYPICAL_LEVELS)}")
    shape = shape or tabled(CervicalShape, "cervical_shape.csv", level)
    return typical_cervical(cervical_size(level, shape, measures), following(shape, level, measures))


def typical_cervical(size: CervicalSize, shape: CervicalShape) -> Solid:
    """The bone from its size and its shape."""
    arch = smooth_union(
        _pedicle(size, shape.pedicle),
        (_arch(shape), shape.pillar.melt),
        (_transverse_process(shape), shape.posterior_bar.melt),
    )
    opened = subtract(
        arch, cervical_canal(size.canal_width, size.canal_depth, shape.canal), radius_mm=_CANAL_EDGE_MM
    )
    whole = smooth_union(cervical_body(size, shape.body), (opened, shape.pedicle.melt))
    return folded(subtract(whole, transverse_foramen(shape.foramen), radius_mm=1.0))


@lru_cache(maxsize=64)
def pillar(shape: PillarShape) -> Solid:
    """The articular pillar with its two facets."""
    return prism(pillar_form(shape))


def pillar_form(shape: PillarShape) -> Prism:
    """The block it is cut from."""
    corners = ("tip", "facet", "heel", "toe", "arm", "front")
    outline = np.array([[getattr(shape, f"{name}_y"), getattr(shape, f"{name}_z")] for name in corners])
    breadth = np.array([shape.half_low, shape.half_middle, shape.half_high])
    return Prism(
        corners=outline,
        middle_x=shape.middle_x,
        half_breadth=breadth,
        shear_y=shape.shear_y,
        shear_z=shape.shear_z,
        round_mm=shape.round,
        rim_mm=shape.rim,
        crown_mm=shape.crown,
    )


def _arch(shape: CervicalShape) -> Solid:
    return smooth_union(
        pillar(shape.pillar),
        (plate(shape.lamina, (0.0, 0.0, 1.0)), shape.lamina.melt),
        (plate(shape.spinous, (0.0, 0.0, 1.0)), shape.spinous.melt),
        (plate(shape.fork, (0.0, 0.0, 1.0)), shape.fork.melt),
    )


def _transverse_process(shape: CervicalShape) -> Solid:
    return smooth_union(
        plate(shape.posterior_bar, (0.0, 0.0, 1.0)),
        (plate(shape.anterior_bar, (0.0, 0.0, 1.0)), shape.anterior_bar.melt),
        (plate(shape.lamella, (0.0, 0.0, 1.0)), shape.lamella.melt),
        (knob(shape.anterior_tubercle), shape.anterior_tubercle.melt),
    )


def _pedicle(size: CervicalSize, shape: CervicalPedicleShape) -> Solid:
    half_height, half_width = size.pedicle_height / 2, size.pedicle_width / 2
    form = Blade(
        start=np.array([shape.start_x, shape.start_y, shape.start_z]),
        end=np.array([shape.end_x, shape.end_y, shape.end_z]),
        broad=np.array([0.0, 0.0, 1.0]),
        half_width=np.full(3, half_height),
        half_thickness=np.full(3, half_width),
        corner=0.6,
        lens=0.3,
    )
    return blade(form)
