"""The shape of a typical cervical vertebra, C3 to C7, beyond its measures: mm, left side, its own frame."""

from __future__ import annotations

from dataclasses import dataclass

from meshes.anatomy.measures import Measures, load_measures
from meshes.column.shapes.shape import BladeShape, KnobShape


@dataclass(frozen=True)
class CervicalBodyShape:
    """Body with uncinate processes.

    `*_ratio` multiply the measures of the tables. `*_breadth` is how far the section reaches beside the
    endplate (above, the foot of the uncus). `*_tilt` is how much an endplate falls towards the front, a mm
    a mm; `*_bulge` how far its middle stands above (upper) or is hollowed (lower) along the mid-line;
    `uncus_*` tell height, where it begins along the depth (-1 front, 1 back), how softly, and how much lower
    it ends behind; `lower_bevel` lifts the sides of the lower face.
    """

    width_ratio_upper: float
    width_ratio_lower: float
    depth_ratio_upper: float
    depth_ratio_lower: float
    height_ratio: float
    upper_breadth: float
    lower_breadth: float
    upper_back: float
    lower_back: float
    waist_side: float
    waist_front: float
    waist_back: float
    flare: float
    front_corner_upper: float
    front_corner_lower: float
    back_corner_upper: float
    back_corner_lower: float
    back_dip: float
    front_point: float
    upper_tilt: float
    upper_bulge: float
    lower_tilt: float
    lower_bulge: float
    lower_bevel: float
    uncus_height: float
    uncus_front: float
    uncus_soft: float
    uncus_back: float
    uncus_power: float
    rim_radius: float


@dataclass(frozen=True)
class CervicalCanalShape:
    """Vertebral canal: a rounded triangle, leaning back as it descends."""

    width_ratio: float
    depth_ratio: float
    widest: float
    roof: float
    floor: float
    lean: float


@dataclass(frozen=True)
class CervicalPedicleShape:
    """Pedicle: a short bar from the body obliquely back to the pillar; the ratios multiply the measures."""

    width_ratio: float
    height_ratio: float
    start_x: float
    start_y: float
    start_z: float
    end_x: float
    end_y: float
    end_z: float
    melt: float


@dataclass(frozen=True)
class PillarShape:
    """Articular pillar: a block with an oblique hexagon for its side view.

    Corners: `tip` above, `facet` at the lower end of the superior facet, `heel` behind below, `toe` the
    lowest point, `arm` at the upper end of the inferior facet, `front`.
    """

    tip_y: float
    tip_z: float
    facet_y: float
    facet_z: float
    heel_y: float
    heel_z: float
    toe_y: float
    toe_z: float
    arm_y: float
    arm_z: float
    front_y: float
    front_z: float
    middle_x: float
    half_low: float
    half_middle: float
    half_high: float
    shear_y: float
    shear_z: float
    round: float
    rim: float
    crown: float
    melt: float


@dataclass(frozen=True)
class ForamenShape:
    """Transverse foramen: an oval passage at (x, y), leaning with height."""

    x: float
    y: float
    half_x: float
    half_y: float
    lean_x: float
    lean_y: float
    turn_deg: float


@dataclass(frozen=True)
class CervicalShape:
    """All of it, for one level."""

    body: CervicalBodyShape
    canal: CervicalCanalShape
    pedicle: CervicalPedicleShape
    pillar: PillarShape
    lamina: BladeShape
    spinous: BladeShape
    fork: BladeShape
    anterior_bar: BladeShape
    lamella: BladeShape
    posterior_bar: BladeShape
    anterior_tubercle: KnobShape
    foramen: ForamenShape


@dataclass(frozen=True)
class CervicalSize:
    """Widths, depths, heights in mm as defined by Panjabi, with the level's own ratios applied."""

    width_upper: float
    width_lower: float
    depth_upper: float
    depth_lower: float
    height_back: float
    canal_width: float
    canal_depth: float
    pedicle_width: float
    pedicle_height: float


def cervical_size(level: str, shape: CervicalShape, measures: Measures | None = None) -> CervicalSize:
    """The measures of a level times the ratios of its shape."""
    table = measures or load_measures()
    body, canal, pedicle = shape.body, shape.canal, shape.pedicle
    return CervicalSize(
        width_upper=table.value(level, "EPWu") * body.width_ratio_upper,
        width_lower=table.value(level, "EPWl") * body.width_ratio_lower,
        depth_upper=table.value(level, "EPDu") * body.depth_ratio_upper,
        depth_lower=table.value(level, "EPDl") * body.depth_ratio_lower,
        height_back=table.value(level, "VBHp") * body.height_ratio,
        canal_width=table.value(level, "SCW") * canal.width_ratio,
        canal_depth=table.value(level, "SCD") * canal.depth_ratio,
        pedicle_width=table.value(level, "PDW") * pedicle.width_ratio,
        pedicle_height=table.value(level, "PDH") * pedicle.height_ratio,
    )
