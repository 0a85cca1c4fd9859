"""The shape of one vertebra beyond its measures: named numbers, one set a level, from `shape.csv`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.assets import asset
from meshes.column.shapes.number_table import SIZE, read_number_table


@dataclass(frozen=True)
class BodyShape:
    """Vertebral body beyond its widths, depths and heights; lengths are mm.

    Parameters
    ----------
    waist_side, waist_front : float
        How far the walls draw in at mid-height.
    rim_back : float
        How far the hind rims stand behind mid-height.
    front_corner, back_corner_upper, back_corner_lower : float
        Radius of the section half-way between its axes; 1 is a true ellipse.
    back_dip : float
        How far the posterior wall is flattened (about 0.1) or hollow, in half depths.
    dish_upper, dish_lower, dish_span, dish_shift : float
        Depth of the endplates' hollows, their reach in radii, and how much deeper they are behind the centre.
    lip_upper, lip_lower : float
        How far the hind rims rise above the rest of the endplate.
    lip_side : float
        How far the sides of the upper rim rise above it, as the unci of the neck do; 0 below T3.
    rim_radius, flare : float
        Rounding of the rims; power by which the waist widens towards them, 2 a parabola.
    """

    waist_side: float
    waist_front: float
    rim_back: float
    front_corner: float
    back_corner_upper: float
    back_corner_lower: float
    back_dip: float
    dish_upper: float
    dish_lower: float
    dish_span: float
    dish_shift: float
    lip_upper: float
    lip_lower: float
    lip_side: float
    rim_radius: float
    flare: float


@dataclass(frozen=True)
class CanalShape:
    """Vertebral canal: its section is a rounded triangle or ellipse that leans back as it descends."""

    widest: float
    roof: float
    lean: float


@dataclass(frozen=True)
class PedicleShape:
    """Pedicle: an oval bar from the body, `reach` in front of its posterior wall, to the articular pillar.

    `flare` is its height at the front end over that of its isthmus.
    """

    reach: float
    flare: float
    front_z: float
    back_x: float
    back_y: float
    back_z: float
    melt: float


@dataclass(frozen=True)
class BladeShape:
    """A plate on the left side, mm and degrees in the vertebra's own frame; see `meshes.sdf.sweep.Blade`."""

    start_x: float
    start_y: float
    start_z: float
    end_x: float
    end_y: float
    end_z: float
    width_start: float
    width_middle: float
    width_end: float
    thickness_start: float
    thickness_middle: float
    thickness_end: float
    roll_deg: float
    twist_deg: float
    bow_broad: float
    bow_thin: float
    cup: float
    corner: float
    lens: float
    melt: float


@dataclass(frozen=True)
class KnobShape:
    """A small swelling: an ellipsoid on the left side, mm."""

    x: float
    y: float
    z: float
    half_x: float
    half_y: float
    half_z: float
    melt: float


@dataclass(frozen=True)
class TubercleShape:
    """A round tubercle on the left side: its middle and its radius, mm; a radius of 0 means none."""

    x: float
    y: float
    z: float
    size: float
    melt: float


@dataclass(frozen=True)
class SpinousShape:
    """Spinous process: a plate in the median plane with an outline.

    The axis runs from the base back and down at `slope_deg` for `length`; `top_*` and `bottom_*` are the
    heights of the outline above and below the axis at its start, thirds and end; the half thicknesses are
    those at base, middle, tip and along the lower edge.
    """

    base_y: float
    base_z: float
    length: float
    slope_deg: float
    top_0: float
    top_1: float
    top_2: float
    top_3: float
    bottom_0: float
    bottom_1: float
    bottom_2: float
    bottom_3: float
    tip_round: float
    half_base: float
    half_middle: float
    half_tip: float
    lower_edge: float
    melt: float


@dataclass(frozen=True)
class CostalShape:
    """Facets for the ribs: place on the body's side wall and depth of the hollow, mm.

    A depth of 0 means none; `pedicle_depth` is that of the single facet of the lowest levels, on the pedicle.
    """

    upper_y: float
    upper_z: float
    upper_depth: float
    lower_y: float
    lower_z: float
    lower_depth: float
    pedicle_depth: float
    transverse_depth: float
    transverse_up_deg: float


@dataclass(frozen=True)
class VertebraShape:
    """All of it, for one level."""

    body: BodyShape
    canal: CanalShape
    pedicle: PedicleShape
    lamina: BladeShape
    superior: BladeShape
    inferior: BladeShape
    transverse: BladeShape
    mammillary: KnobShape
    accessory: TubercleShape
    spinous: SpinousShape
    costal: CostalShape

    def flat(self) -> dict[str, float]:
        """Every number by its dotted name."""
        return {
            f"{part.name}.{number.name}": getattr(getattr(self, part.name), number.name)
            for part in fields(self)
            for number in fields(getattr(self, part.name))
        }

    def changed(self, values: Mapping[str, float]) -> VertebraShape:
        """The shape with some numbers replaced, by dotted name.

        Raises
        ------
        KeyError
            If there is no such number.
        """
        by_part: dict[str, dict[str, float]] = {}
        for name, value in values.items():
            part, _, number = name.partition(".")
            if name not in self.flat():
                raise KeyError(name)
            by_part.setdefault(part, {})[number] = float(value)
        return replace(
            self, **{part: replace(getattr(self, part), **given) for part, given in by_part.items()}
        )


PARTS = {
    "body": BodyShape,
    "canal": CanalShape,
    "pedicle": PedicleShape,
    "lamina": BladeShape,
    "superior": BladeShape,
    "inferior": BladeShape,
    "transverse": BladeShape,
    "mammillary": KnobShape,
    "accessory": TubercleShape,
    "spinous": SpinousShape,
    "costal": CostalShape,
}


def shape_from(flat: Mapping[str, float]) -> VertebraShape:
    """A shape from all its numbers by dotted name; others are passed over."""
    parts = {
        part: kind(**{number.name: float(flat[f"{part}.{number.name}"]) for number in fields(kind)})
        for part, kind in PARTS.items()
    }
    return VertebraShape(**parts)


@functools.cache
def load_shapes() -> Mapping[str, VertebraShape]:
    """The shape of every built level."""
    return {level: shape_from(numbers) for level, numbers in shape_rows().items()}


@functools.cache
def shape_rows() -> Mapping[str, Mapping[str, float]]:
    """Every row of `shape.csv`: numbers by dotted name, by level."""
    return read_shape_rows(asset("anatomy", "shape.csv"))


def read_shape_rows(path: Path) -> Mapping[str, Mapping[str, float]]:
    """Every row of a table of shapes: numbers by dotted name, by level.

    Raises
    ------
    TableFault
        If a row is missing, unknown or stands twice, a level has no column, a cell holds no number, or a
        number that must be positive is not. The message names row and column.
    """
    return read_number_table(path, TRUNK_LEVELS, _required())


def _required() -> tuple[str, ...]:
    return tuple(f"{part}.{number.name}" for part, kind in PARTS.items() for number in fields(kind))


def size_ratios(level: str) -> Mapping[str, float]:
    """Ratio to apply to a measure of the tables, by the measure's name."""
    rows = shape_rows().get(level, {})
    return {name.partition(".")[2]: value for name, value in rows.items() if name.startswith(SIZE + ".")}
