"""Landmarks from the tables: one short function a part."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

import numpy as np

from meshes.anatomy.levels import region
from meshes.anatomy.measures import Measures
from meshes.column.landmarks.vertebra import (
    BasivertebralLandmarks,
    BodyLandmarks,
    CanalLandmarks,
    FacetLandmarks,
    ForamenLandmarks,
    LaminaLandmarks,
    PedicleLandmarks,
    VertebraLandmarks,
)
from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose

BACK_EXPONENT = {"cervical": 1.5, "thoracic": 2.0, "lumbar": 1.5, "sacral": 1.5}
"""Roundness of the back of the canal: nearly circular in the thorax, three-cornered elsewhere."""


LOWEST_FORAMEN_MM = 12.0
"""Height of the foramen under the lowest vertebra, whose floor is not built; illustrative."""


@dataclass(frozen=True)
class LevelTable:
    """The measures of one level, lengths times the global scale."""

    level: str
    measures: Measures
    scale: float

    def mm(self, name: str) -> float:
        """A length."""
        return self.measures.value(self.level, name) * self.scale

    def rad(self, name: str) -> float:
        """An angle."""
        return radians(self.measures.value(self.level, name))

    def ratio(self, name: str) -> float:
        """A pure number."""
        return self.measures.value(self.level, name)

    def point(self, name: str) -> Vector:
        """The point with coordinates ``name_x`` (0 where there is none), ``name_y`` and ``name_z``."""
        x = self.mm(f"{name}_x") if self.measures.has(self.level, f"{name}_x") else 0.0
        return np.array([x, self.mm(f"{name}_y"), self.mm(f"{name}_z")])


def survey(
    table: LevelTable,
    relative: Pose | None,
    under: LevelTable | None,
    lowest_foramen_mm: float = LOWEST_FORAMEN_MM,
) -> VertebraLandmarks:
    """Landmarks of one level.

    Parameters
    ----------
    table : LevelTable
        Its measures.
    relative : Pose or None
        From the frame of the next lower vertebra to this one's; None where none is built below.
    under : LevelTable or None
        Measures of that vertebra.
    lowest_foramen_mm : float
        Height of the foramen where there is none, before the scale.
    """
    gap = table.mm("facet_gap")
    foramen = _foramen(table, relative, under, lowest_foramen_mm)
    return VertebraLandmarks(
        level=table.level,
        body=_body(table),
        canal=_canal(table),
        pedicle=_pedicle(table),
        lamina=_lamina(table),
        superior_facet=_superior_facet(table),
        inferior_facet=_inferior_facet(table, relative, under, gap),
        facet_gap=gap,
        spinous_tip=table.point("spinous_tip"),
        spinous_height=table.mm("spinous_height"),
        transverse_tip=np.array([table.mm("TPW") / 2, *table.point("transverse_tip")[1:]]),
        foramen=foramen,
        basivertebral=basivertebral_foramen(table),
        outlet=_outlet(_pedicle(table), foramen),
    )


def _body(table: LevelTable) -> BodyLandmarks:
    width, depth = table.ratio("waist_width_ratio"), table.ratio("waist_depth_ratio")
    return BodyLandmarks(
        half_width_upper=table.mm("EPWu") / 2,
        half_width_waist=width * (table.mm("EPWu") + table.mm("EPWl")) / 4,
        half_width_lower=table.mm("EPWl") / 2,
        depth_upper=table.mm("EPDu"),
        depth_waist=depth * (table.mm("EPDu") + table.mm("EPDl")) / 2,
        depth_lower=table.mm("EPDl"),
        height_posterior=table.mm("VBHp"),
        wedge=table.rad("body_wedge"),
    )


def _canal(table: LevelTable) -> CanalLandmarks:
    depth = table.mm("SCD")
    return CanalLandmarks(table.mm("SCW") / 2, depth, 0.42 * depth, BACK_EXPONENT[region(table.level)])


def _pedicle(table: LevelTable) -> PedicleLandmarks:
    width, height, length = table.mm("PDW"), table.mm("PDH"), table.mm("pedicle_length")
    top = table.mm("VBHp") / 2 - table.mm("pedicle_drop")
    # The medial walls of the pedicles are what the width of the canal was measured between.
    centre = np.array([(table.mm("SCW") + width) / 2, length / 2, top - height / 2])
    return PedicleLandmarks(centre, width, height, length, table.rad("PDIt"), table.rad("PDIs"))


def _lamina(table: LevelTable) -> LaminaLandmarks:
    return LaminaLandmarks(
        front=table.mm("SCD"),
        top=table.mm("lamina_top"),
        bottom=table.mm("lamina_bottom"),
        thickness=table.mm("lamina_thickness"),
        slope=table.rad("lamina_slope"),
    )


def facet_normal(azimuth: float, card: float) -> Vector:
    """Direction a left superior facet looks into.

    Parameters
    ----------
    azimuth : float
        Turn from straight backwards, positive to the side, negative to the midline.
    card : float
        Angle between the facet and the transverse plane.
    """
    return np.array([np.sin(azimuth) * np.sin(card), np.cos(azimuth) * np.sin(card), np.cos(card)])


def _superior_facet(table: LevelTable) -> FacetLandmarks:
    normal = facet_normal(table.rad("superior_facet_azimuth"), table.rad("facet_card_x"))
    return FacetLandmarks(
        table.point("superior_facet"), normal, table.mm("facet_width"), table.mm("facet_height")
    )


def _inferior_facet(
    table: LevelTable, relative: Pose | None, under: LevelTable | None, gap: float
) -> FacetLandmarks:
    """The face opposite the superior facet of the next vertebra, a joint gap away from it."""
    if relative is None or under is None:
        normal = -facet_normal(table.rad("inferior_facet_azimuth"), table.rad("facet_card_x"))
        return FacetLandmarks(
            table.point("inferior_facet"), normal, table.mm("facet_width"), table.mm("facet_height")
        )
    facet = _superior_facet(under)
    normal = relative.apply_direction(facet.normal[None])[0]
    centre = relative.apply(facet.centre[None])[0] + gap * normal
    return FacetLandmarks(centre, -normal, facet.width, facet.height)


def _foramen(
    table: LevelTable, relative: Pose | None, under: LevelTable | None, lowest_mm: float
) -> ForamenLandmarks:
    roof = _pedicle(table)
    width = 0.55 * (under or table).point("superior_facet")[1]
    start = np.array([roof.centre[0], width / 2, roof.bottom])
    end = start - np.array([0.0, 0.0, lowest_mm * table.scale])
    if relative is not None and under is not None:
        floor = _pedicle(under)
        end = relative.apply(np.array([[floor.centre[0], width / 2, floor.top]]))[0]
    return ForamenLandmarks((start + end) / 2, float(np.linalg.norm(end - start)), width)


def _outlet(pedicle: PedicleLandmarks, foramen: ForamenLandmarks) -> Vector:
    """Lateral to the foramen, a little above its middle."""
    return np.array(
        [
            pedicle.centre[0] + pedicle.width / 2 + 3.0,
            max(foramen.centre[1] - 1.5, 0.5),
            pedicle.bottom - 0.42 * foramen.height,
        ]
    )


def basivertebral_foramen(table: LevelTable) -> BasivertebralLandmarks:
    """The mouth in the back of the body, as its rows place and size it."""
    centre = np.array([0.0, 0.0, table.mm("basivertebral_foramen_z")])
    width, height, depth = (
        table.mm(f"basivertebral_foramen_{side}") for side in ("width", "height", "depth")
    )
    return BasivertebralLandmarks(centre, width, height, depth)
