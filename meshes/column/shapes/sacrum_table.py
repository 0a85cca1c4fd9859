"""Reading the sacrum from `assets/anatomy/sacrum.csv` (measures) and `sacrum_shape.csv` (shape numbers)."""

from __future__ import annotations

from functools import cache

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.column.shapes.number_table import record, shape_from_measures
from meshes.column.shapes.sacrum_shape import (
    ALA_DEPTHS,
    COLUMNS,
    DEPTHS,
    PLACES,
    SEGMENTS,
    AuricularShape,
    CanalSection,
    CornuShape,
    CrestShape,
    FacetShape,
    ForaminaSize,
    PassageShape,
    SacrumRelief,
    SacrumShape,
    SacrumSize,
    Tubercle,
)
from meshes.geometry.axes import Vector

RELIEF_WIDTH, RELIEF_LENGTH, RELIEF_DEPTH = 108.4, 107.2, 28.3
"""Greatest width, length and depth of the first body of the bone that the numbers of the relief make, mm."""


class ImpossibleSacrum(ValueError):
    """Sizes that cannot stand together; the message names level and measure."""


@cache
def load_sacrum_shape() -> SacrumShape:
    """Size and shape in the tables.

    Raises
    ------
    meshes.anatomy.tables.TableFault
        If a table is faulty; see `meshes.column.shapes.number_table.shape_from_measures`.
    """
    return shape_from_measures(("sacrum.csv", "sacrum_shape.csv"), sacrum_shape_from)


def sacrum_shape_from(table: Measures) -> SacrumShape:
    """A shape from a table of its numbers."""
    upper = SEGMENTS[:4]
    size = size_from(table)
    shape = SacrumShape(
        size=size,
        relief=relief_from(table).stretched(
            size.sacrum_max_width / RELIEF_WIDTH,
            size.sacrum_max_length / RELIEF_LENGTH,
            size.body_depth / RELIEF_DEPTH,
        ),
        canal=tuple(record(table, level, CanalSection, "canal") for level in SEGMENTS),
        passages=tuple(record(table, level, PassageShape, "passage") for level in upper),
        intermediate=tuple(record(table, level, Tubercle, "intermediate") for level in upper),
        lateral=tuple(record(table, level, Tubercle, "lateral") for level in upper),
        lines=tuple(record(table, level, Tubercle, "line") for level in upper),
        pits=tuple(record(table, level, Tubercle, "pit") for level in SEGMENTS[:3]),
        crest=tuple(record(table, level, CrestShape, "crest") for level in SEGMENTS[:3]),
        auricular=record(table, "S1", AuricularShape, "auricular"),
        facet=record(table, "S1", FacetShape, "facet"),
        cornu=record(table, "S5", CornuShape, "cornu"),
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
    """The sizes from a table of measures, those of the whole bone times the ratio it is built by."""
    return SacrumSize(
        sacrum_max_width=_built(table, "S1-S5", "sacrum_max_width"),
        sacrum_max_length=_built(table, "S1-S5", "sacrum_max_length"),
        body_width=_built(table, "S1", "S1_body_transverse_width"),
        body_depth=_built(table, "S1", "S1_body_AP_width"),
        hiatus_length=table.value("S4-S5", "sacral_hiatus_length"),
        intercornual_distance=table.value("S5", "intercornual_distance"),
        foramina=tuple(record(table, level, ForaminaSize) for level in SEGMENTS[:4]),
    )


def _built(table: Measures, place: str, measure: str) -> float:
    return table.value(place, measure) * table.value(place, f"size_{measure}")


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
