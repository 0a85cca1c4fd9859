"""The shape of the sacrum beyond its measures: named numbers from `assets/anatomy/sacrum_shape.csv`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np

from meshes.anatomy.measures import Measures, read_measures
from meshes.anatomy.sources import load_sources
from meshes.assets import asset
from meshes.geometry.axes import Vector

SEGMENTS = ("S1", "S2", "S3", "S4", "S5")
PLACES = tuple((level, part) for level in SEGMENTS for part in ("upper", "middle")) + (("S5", "lower"),)
"""Stations of the relief along the bone: upper border and middle of each segment, and the apex."""
COLUMNS = (0.0, 7.0, 14.0, 21.0, 28.0, 36.0, 45.0, 54.0)
"""Distances from the median plane at which the surfaces are told, mm."""
DEPTHS = (-20.0, -10.0, 0.0, 10.0, 20.0)
"""Distances behind the curve of the bone at which its lateral border is told, mm."""
ALA_DEPTHS = (-24.0, -16.0, -8.0, 0.0, 8.0, 16.0, 22.0)
"""The same, for the upper surface of the ala."""

RELIEF_WIDTH, RELIEF_LENGTH = 108.4, 103.3
"""Greatest width and length of the bone that the numbers of the relief were brought to, mm."""


class ImpossibleSacrum(ValueError):
    """Sizes that cannot stand together; the message names level and measure."""


@dataclass(frozen=True, eq=False)
class SacrumRelief:
    """The mass of the fused segments: where its surfaces lie in coordinates bent along the bone, mm and
    radians.

    The coordinates are those of `meshes.sdf.bend.Bend`: x, the length s from the upper border of S1, and v
    behind the curve. `heights` and `tilts` tell the curve segment by segment; `pelvic` and `dorsal` (8,
    11) are v of the front and the back; `side` (5, 11) is x of the lateral border; `ala` (8, 7) is s of
    the upper surface lateral to the body.
    """

    start_y: float
    heights: Vector
    tilts: Vector
    columns: Vector
    pelvic: Vector
    dorsal: Vector
    side: Vector
    ala: Vector

    def stretched(self, across: float, along: float) -> SacrumRelief:
        """The same relief on a bone wider and longer by two ratios."""
        return replace(
            self, heights=self.heights * along, columns=self.columns * across, side=self.side * across
        )

    @property
    def joints(self) -> Vector:
        """Lengths of the borders of the segments, from 0 to the apex, (6,) mm."""
        return np.concatenate([[0.0], np.cumsum(self.heights)])

    @property
    def stations(self) -> Vector:
        """Lengths of `PLACES`, (11,) mm."""
        joints = self.joints
        return np.sort(np.concatenate([joints, (joints[1:] + joints[:-1]) / 2]))


@dataclass(frozen=True)
class CanalSection:
    """Sacral canal at the upper border of one segment: half width, wall in front and roof behind, as v,
    mm.
    """

    half_width: float
    floor_y: float
    roof_y: float


@dataclass(frozen=True)
class PassageShape:
    """Foramina below one segment: where the root leaves the canal and where both mouths lie along the
    bone, mm.

    `*_offset` are lengths below the joint of the fused segments.
    """

    fork_x: float
    fork_offset: float
    anterior_offset: float
    posterior_offset: float


ROUNDED_LIP = 1.5
"""How far the rounded lip of an anterior foramen widens it towards the middle, mm."""


@dataclass(frozen=True)
class ForaminaSize:
    """Measured mouths below one segment, mm; `*_line` is the bone between the two mouths of a pair."""

    anterior_foramen_width: float
    anterior_foramen_height: float
    posterior_foramen_width: float
    posterior_foramen_height: float
    pelvic_surface_transverse_line_length: float
    dorsal_surface_transverse_line_length: float

    @property
    def anterior_x(self) -> float:
        """Distance of the middle of the left anterior mouth from the median plane."""
        return (self.pelvic_surface_transverse_line_length + self.anterior_foramen_width) / 2 + ROUNDED_LIP

    @property
    def posterior_x(self) -> float:
        """Distance of the middle of the left posterior mouth from the median plane."""
        return (self.dorsal_surface_transverse_line_length + self.posterior_foramen_width) / 2

    @property
    def anterior_radius(self) -> float:
        """Radius of the passage to the anterior mouth: half the larger way across it, so that either fits."""
        return max(self.anterior_foramen_width, self.anterior_foramen_height) / 2

    @property
    def posterior_radius(self) -> float:
        """Radius of the passage to the posterior mouth."""
        return (self.posterior_foramen_width * self.posterior_foramen_height) ** 0.5 / 2


@dataclass(frozen=True)
class Tubercle:
    """A swelling or, on the lateral border, a pit: its place, its height or depth and its reach across and
    along, mm.

    `x` is the distance from the median plane, for a pit of the lateral border the depth v; `offset` counts
    from the lower border of the segment along the bone.
    """

    x: float
    offset: float
    rise: float
    reach_across: float
    reach_along: float


@dataclass(frozen=True)
class AuricularShape:
    """Auricular surface: a bent band on the lateral border, in the depth v and the length s, mm.

    `upper`, `corner` and `lower` are the ends of its two arms' middle lines; `rise` is how far it stands out.
    """

    upper_y: float
    upper_s: float
    corner_y: float
    corner_s: float
    lower_y: float
    lower_s: float
    half_width: float
    rise: float


@dataclass(frozen=True)
class FacetShape:
    """Superior articular process of S1, on the left: base and tip in bent coordinates, and the turn of its
    facet.
    """

    base_x: float
    base_s: float
    base_y: float
    tip_x: float
    tip_offset: float
    tip_y: float
    half_width: float
    half_thickness: float
    facing_deg: float
    cup: float


@dataclass(frozen=True)
class CornuShape:
    """A horn beside the hiatus, or of the coccyx: base and tip in bent coordinates, and its thickness."""

    base_x: float
    base_offset: float
    base_y: float
    tip_x: float
    tip_offset: float
    tip_y: float
    half_width: float
    half_thickness: float


@dataclass(frozen=True)
class CrestShape:
    """Spinous tubercle of one segment on the median crest: where it stands, how far back it reaches, the
    dip below it.
    """

    peak_offset: float
    peak_y: float
    dip_y: float
    half_thickness: float


@dataclass(frozen=True)
class SacrumSize:
    """Measured sizes of the whole bone, mm: see the measures of the same names in
    `assets/anatomy/sacrum.csv`.
    """

    sacrum_max_width: float
    sacrum_max_length: float
    body_width: float
    body_depth: float
    hiatus_length: float
    intercornual_distance: float
    foramina: tuple[ForaminaSize, ...]


@dataclass(frozen=True, eq=False)
class SacrumShape:
    """All of it; see the parts. `lamina_top` is a length s in the median plane, mm."""

    size: SacrumSize
    relief: SacrumRelief
    canal: tuple[CanalSection, ...]
    passages: tuple[PassageShape, ...]
    intermediate: tuple[Tubercle, ...]
    lateral: tuple[Tubercle, ...]
    lines: tuple[Tubercle, ...]
    pits: tuple[Tubercle, ...]
    crest: tuple[CrestShape, ...]
    auricular: AuricularShape
    facet: FacetShape
    cornu: CornuShape
    lamina_top: float


@cache
def load_sacrum_shape() -> SacrumShape:
    """Size and shape in the tables.

    Raises
    ------
    meshes.anatomy.tables.TableFault
        If the table has a wrong unit, certainty or source.
    meshes.anatomy.measures.UnknownMeasure
        If a number is missing; the message names it.
    """
    tables = [asset("anatomy", name) for name in ("sacrum.csv", "sacrum_shape.csv")]
    return sacrum_shape_from(read_measures(tables, load_sources()))


def sacrum_shape_from(table: Measures) -> SacrumShape:
    """A shape from a table of its numbers."""
    upper = SEGMENTS[:4]
    size = size_from(table)
    shape = SacrumShape(
        size=size,
        relief=relief_from(table).stretched(
            size.sacrum_max_width / RELIEF_WIDTH, size.sacrum_max_length / RELIEF_LENGTH
        ),
        canal=tuple(CanalSection(*_record(table, level, "canal", CanalSection)) for level in SEGMENTS),
        passages=tuple(PassageShape(*_record(table, level, "passage", PassageShape)) for level in upper),
        intermediate=tuple(Tubercle(*_record(table, level, "intermediate", Tubercle)) for level in upper),
        lateral=tuple(Tubercle(*_record(table, level, "lateral", Tubercle)) for level in upper),
        lines=tuple(Tubercle(*_record(table, level, "line", Tubercle)) for level in upper),
        pits=tuple(Tubercle(*_record(table, level, "pit", Tubercle)) for level in SEGMENTS[:3]),
        crest=tuple(CrestShape(*_record(table, level, "crest", CrestShape)) for level in SEGMENTS[:3]),
        auricular=AuricularShape(*_record(table, "S1", "auricular", AuricularShape)),
        facet=FacetShape(*_record(table, "S1", "facet", FacetShape)),
        cornu=CornuShape(*_record(table, "S5", "cornu", CornuShape)),
        lamina_top=table.value("S1", "lamina_top_s"),
    )
    _require_room(shape)
    return shape


def _require_room(shape: SacrumShape) -> None:
    """Refuse numbers that would close the canal or let neighbouring foramina run into each other."""
    for level, canal in zip(SEGMENTS, shape.canal, strict=True):
        if canal.roof_y - canal.floor_y < 3.0:
            raise ImpossibleSacrum(f"canal_roof_y and canal_floor_y of {level} leave no canal")
    spans = zip(
        SEGMENTS, shape.relief.heights[1:4], shape.size.foramina, shape.size.foramina[1:], strict=False
    )
    for level, height, upper, lower in spans:
        if upper.anterior_radius + lower.anterior_radius > height:
            raise ImpossibleSacrum(
                f"anterior_foramen_height of {level} leaves no bone above the next foramen"
            )


def size_from(table: Measures) -> SacrumSize:
    """The sizes from a table of measures."""
    return SacrumSize(
        sacrum_max_width=table.value("S1-S5", "sacrum_max_width"),
        sacrum_max_length=table.value("S1-S5", "sacrum_max_length"),
        body_width=table.value("S1", "S1_body_transverse_width"),
        body_depth=table.value("S1", "S1_body_AP_width"),
        hiatus_length=table.value("S4-S5", "sacral_hiatus_length"),
        intercornual_distance=table.value("S5", "intercornual_distance"),
        foramina=tuple(
            ForaminaSize(*(table.value(level, number.name) for number in fields(ForaminaSize)))
            for level in SEGMENTS[:4]
        ),
    )


def relief_from(table: Measures) -> SacrumRelief:
    """The relief from a table of its numbers."""
    return SacrumRelief(
        start_y=table.value("S1", "start_y"),
        heights=np.array([table.value(level, "segment_height") for level in SEGMENTS]),
        columns=np.array(COLUMNS),
        tilts=np.radians([table.value(*place) for place in tilt_names()]),
        pelvic=_grid(table, "pelvic", COLUMNS, "y"),
        dorsal=_grid(table, "dorsal", COLUMNS, "y"),
        side=_grid(table, "side", DEPTHS, "x"),
        ala=np.array([[table.value("S1", ala_name(x, v)) for v in ALA_DEPTHS] for x in COLUMNS]),
    )


def tilt_names() -> tuple[tuple[str, str], ...]:
    """Level and measure of the direction of the curve at each joint."""
    return (*((level, "tilt_upper") for level in SEGMENTS), ("S5", "tilt_lower"))


def grid_name(surface: str, column: float, part: str, axis: str) -> str:
    """Name of one number of the relief, such as ``pelvic_21_upper_y``."""
    return f"{surface}_{_signed(column)}_{part}_{axis}"


def ala_name(column: float, depth: float) -> str:
    """Name of one number of the upper surface of the ala, such as ``ala_36_front8_z``."""
    return f"ala_{column:g}_{_signed(depth)}_z"


def _signed(distance: float) -> str:
    return f"front{-distance:g}" if distance < 0 else f"{distance:g}"


def _grid(table: Measures, surface: str, columns: tuple[float, ...], axis: str) -> Vector:
    names = [[(level, grid_name(surface, c, part, axis)) for level, part in PLACES] for c in columns]
    return np.array([[table.value(*name) for name in row] for row in names])


def _record(table: Measures, level: str, part: str, kind: type) -> tuple[float, ...]:
    return tuple(table.value(level, f"{part}_{number.name}") for number in fields(kind))
