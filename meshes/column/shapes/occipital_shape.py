"""Size and shape of the skull base, from `assets/anatomy/occipital.csv` and `occipital_shape.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from meshes.anatomy.measures import Measures
from meshes.column.shapes.number_table import record, shape_from_measures
from meshes.geometry.axes import Vector

OUTER_SWELLINGS = (
    "external_crest",
    "protuberance",
    "nuchal_line",
    "condylar_fossa",
    "jugular_process",
    "petrous",
    "mastoid_edge",
    "condyle_neck",
)
"""Swellings and hollows of the outer surface."""
INNER_SWELLINGS = (
    "internal_crest",
    "median_groove",
    "internal_protuberance",
    "cerebellar_fossa",
    "foramen_rim",
    "jugular_tubercle",
    "petrous_face",
    "sulcus_lip",
)
"""Swellings and hollows of the inner surface."""


@dataclass(frozen=True)
class OccipitalSize:
    """Measured sizes, mm and degrees; see the measures of the same names in
    `assets/anatomy/occipital.csv`.
    """

    foramen_magnum_AP: float
    foramen_magnum_transverse: float
    occipital_condyle_length: float
    occipital_condyle_width: float
    occipital_condyle_angle_to_sagittal: float
    intercondylar_distance_anterior: float
    intercondylar_distance_posterior: float
    hypoglossal_canal_length: float
    hypoglossal_canal_intracranial_diameter: float
    hypoglossal_canal_extracranial_diameter: float
    hypoglossal_canal_angle_to_sagittal: float
    HC_to_basion: float
    HC_to_opisthion: float
    jugular_foramen_length: float
    jugular_foramen_width: float
    jugular_canal_depth: float
    condylar_canal_diameter: float


@dataclass(frozen=True)
class BowlShape:
    """Posterior cranial fossa: half axes and centre of its outer surface, thickness, and the plane of the
    cut.

    `cut_z` is the height of the cut over the origin; it rises backwards by `cut_rise`.
    """

    half_x: float
    half_y: float
    half_z: float
    centre_y: float
    centre_z: float
    thickness: float
    cut_z: float
    cut_rise: float


@dataclass(frozen=True)
class Swelling:
    """A smooth swelling over (x, y), or a hollow where `rise_z` is negative, mm; an axis may be turned."""

    x: float
    y: float
    rise_z: float
    reach_across: float
    reach_along: float
    turn_deg: float


@dataclass(frozen=True)
class ClivusShape:
    """Basilar part: its slope over the plane of the foramen, its length, and half width and half
    thickness, mm.
    """

    slope_deg: float
    length: float
    half_width_below: float
    half_width_above: float
    half_thickness_below: float
    half_thickness_above: float
    cup: float
    tubercle_offset: float
    tubercle_radius: float


@dataclass(frozen=True)
class CondyleShape:
    """Occipital condyle beyond its measures: place along y, heights of its ends, bow, thickness and
    outward roll.
    """

    middle_y: float
    front_z: float
    back_z: float
    bow: float
    half_thickness: float
    roll_deg: float
    cup: float


@dataclass(frozen=True)
class OpeningShape:
    """Where the jugular foramen and the condylar canal lie, and how the grooves run, mm and degrees."""

    jugular_x: float
    jugular_y: float
    jugular_turn_deg: float
    condylar_outer_x: float
    condylar_outer_y: float
    condylar_inner_x: float
    condylar_inner_y: float
    hypoglossal_rise_deg: float
    groove_radius: float
    groove_depth: float


@dataclass(frozen=True, eq=False)
class OccipitalShape:
    """All of it; `sigmoid` is the way (N, 2) of the sigmoid groove over (x, y), ending in the jugular
    foramen.
    """

    size: OccipitalSize
    bowl: BowlShape
    clivus: ClivusShape
    condyle: CondyleShape
    opening: OpeningShape
    outer: tuple[Swelling, ...]
    inner: tuple[Swelling, ...]
    sigmoid: Vector

    @property
    def protuberance(self) -> Swelling:
        """The external occipital protuberance."""
        return self.outer[OUTER_SWELLINGS.index("protuberance")]


@cache
def load_occipital_shape() -> OccipitalShape:
    """Size and shape in the tables.

    Raises
    ------
    meshes.anatomy.tables.TableFault
        If a table is faulty; see `meshes.column.shapes.number_table.shape_from_measures`.
    """
    return shape_from_measures(("occipital.csv", "occipital_shape.csv"), occipital_shape_from)


def occipital_shape_from(table: Measures) -> OccipitalShape:
    """A shape from a table of its numbers."""
    return OccipitalShape(
        size=record(table, "C0", OccipitalSize),
        bowl=record(table, "C0", BowlShape, "bowl"),
        clivus=record(table, "C0", ClivusShape, "clivus"),
        condyle=record(table, "C0", CondyleShape, "condyle"),
        opening=record(table, "C0", OpeningShape, "opening"),
        outer=tuple(record(table, "C0", Swelling, name) for name in OUTER_SWELLINGS),
        inner=tuple(record(table, "C0", Swelling, name) for name in INNER_SWELLINGS),
        sigmoid=np.array([[table.value("C0", f"sigmoid_{i}_{axis}") for axis in "xy"] for i in range(5)]),
    )
