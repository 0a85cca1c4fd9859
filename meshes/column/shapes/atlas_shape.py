"""The shape of the atlas, C1, beyond its measures. Lengths in mm, left side, the bone's own frame."""

from __future__ import annotations

from dataclasses import dataclass

from meshes.anatomy.measures import Measures, load_measures
from meshes.column.shapes.cervical_shape import CervicalCanalShape, ForamenShape
from meshes.column.shapes.shape import BladeShape, KnobShape


@dataclass(frozen=True)
class MassShape:
    """Lateral mass before its facets are cut: ovals below, amid and above, turned about z (yaw) and y (roll).

    `*_y` is how far the oval's middle stands behind the axis through (x, y).
    """

    x: float
    y: float
    yaw_deg: float
    roll_deg: float
    low_z: float
    low_y: float
    low_half_x: float
    low_half_y: float
    middle_z: float
    middle_y: float
    middle_half_x: float
    middle_half_y: float
    high_z: float
    high_y: float
    high_half_x: float
    high_half_y: float
    squareness: float
    dome: float
    rim: float


@dataclass(frozen=True)
class HollowShape:
    """An ellipsoid to be cut out: its middle, half axes, and turns about z (yaw) and y (roll)."""

    x: float
    y: float
    z: float
    half_x: float
    half_y: float
    half_z: float
    yaw_deg: float
    roll_deg: float


@dataclass(frozen=True)
class FaceShape:
    """A flat face through (x, y, z) that looks down, tilted inwards (roll) and forwards (pitch)."""

    x: float
    y: float
    z: float
    roll_deg: float
    pitch_deg: float
    rim: float


@dataclass(frozen=True)
class GrooveShape:
    """Groove of the vertebral artery on the posterior arch: a tube from the mass towards the mid-line."""

    start_x: float
    start_y: float
    start_z: float
    end_x: float
    end_y: float
    end_z: float
    radius: float


@dataclass(frozen=True)
class AtlasShape:
    """All of it."""

    canal: CervicalCanalShape
    anterior_arch: BladeShape
    anterior_tubercle: KnobShape
    mass: MassShape
    superior_facet: HollowShape
    inferior_facet: FaceShape
    ligament_tubercle: KnobShape
    anterior_root: BladeShape
    posterior_root: BladeShape
    transverse: BladeShape
    posterior_arch: BladeShape
    posterior_middle: BladeShape
    posterior_tubercle: KnobShape
    groove: GrooveShape
    foramen: ForamenShape


@dataclass(frozen=True)
class AtlasSize:
    """Measured sizes of the atlas, mm, ratios applied."""

    canal_width: float
    canal_depth: float


def atlas_size(shape: AtlasShape, measures: Measures | None = None) -> AtlasSize:
    """Width and depth of the canal: the measures of C1 times the ratios of the shape."""
    table = measures or load_measures()
    return AtlasSize(
        canal_width=table.value("C1", "SCW") * shape.canal.width_ratio,
        canal_depth=table.value("C1", "SCD") * shape.canal.depth_ratio,
    )
