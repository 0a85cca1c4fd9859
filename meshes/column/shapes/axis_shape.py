"""The shape of the axis, C2, beyond its measures. Lengths in mm, left side, the bone's own frame."""

from __future__ import annotations

from dataclasses import dataclass

from meshes.anatomy.measures import Measures, load_measures
from meshes.column.shapes.cervical_shape import (
    CervicalBodyShape,
    CervicalCanalShape,
    CervicalSize,
    PillarShape,
)
from meshes.column.shapes.shape import BladeShape, KnobShape


@dataclass(frozen=True)
class DensShape:
    """Dens: ovals at base, neck, head and crown. Ratios multiply measures; `*_y` is the middle of an oval."""

    neck_ratio: float
    head_ratio: float
    depth_ratio: float
    base_z: float
    base_y: float
    base_half_x: float
    base_half_y: float
    neck_z: float
    neck_y: float
    neck_half_y: float
    head_z: float
    head_y: float
    crown_z: float
    crown_y: float
    crown_half_x: float
    crown_half_y: float
    squareness: float
    dome: float
    rim: float
    melt: float


@dataclass(frozen=True)
class ChannelShape:
    """Transverse foramen of the axis: up to a knee under the superior facet, then out to the side."""

    below_x: float
    below_y: float
    below_z: float
    knee_x: float
    knee_y: float
    knee_z: float
    out_x: float
    out_y: float
    out_z: float
    radius: float


@dataclass(frozen=True)
class AxisShape:
    """All of it."""

    body: CervicalBodyShape
    canal: CervicalCanalShape
    dens: DensShape
    shoulder: BladeShape
    isthmus: BladeShape
    pillar: PillarShape
    root: BladeShape
    transverse: BladeShape
    posterior_root: BladeShape
    lamina: BladeShape
    spinous: BladeShape
    fork: BladeShape
    crest: KnobShape
    channel: ChannelShape


@dataclass(frozen=True)
class DensSize:
    """Measured sizes of the dens, mm, ratios applied."""

    neck_width: float
    head_width: float
    head_depth: float


def axis_size(shape: AxisShape, measures: Measures | None = None) -> tuple[CervicalSize, DensSize]:
    """Sizes of body and canal, and of the dens: the measures of C2 times the ratios of the shape."""
    table = measures or load_measures()
    body, dens = shape.body, shape.dens
    size = CervicalSize(
        width_upper=table.value("C2", "EPWu") * body.width_ratio_upper,
        width_lower=table.value("C2", "EPWl") * body.width_ratio_lower,
        depth_upper=table.value("C2", "EPDu") * body.depth_ratio_upper,
        depth_lower=table.value("C2", "EPDl") * body.depth_ratio_lower,
        height_back=table.value("C2", "VBHp") * body.height_ratio,
        canal_width=table.value("C2", "SCW") * shape.canal.width_ratio,
        canal_depth=table.value("C2", "SCD") * shape.canal.depth_ratio,
        pedicle_width=0.0,
        pedicle_height=0.0,
    )
    return size, DensSize(
        neck_width=table.value("C2", "dens_neck_width") * dens.neck_ratio,
        head_width=table.value("C2", "dens_width") * dens.head_ratio,
        head_depth=table.value("C2", "dens_depth") * dens.depth_ratio,
    )
