"""Landmarks of the cervical levels, C1 to C7, as veins and soft tissue see them.

Widths and depths are those the bones are built to; the remaining places are read off the built bones
(`segments.csv`), whose forms are free.
"""

from __future__ import annotations

import numpy as np

from meshes.anatomy.measures import Measures, load_measures
from meshes.column.landmarks.surveyor import LevelTable, basivertebral_foramen
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
from meshes.column.shapes.atlas_shape import AtlasShape, atlas_size
from meshes.column.shapes.axis_shape import AxisShape, axis_size
from meshes.column.shapes.cervical_shape import CervicalShape, CervicalSize, cervical_size
from meshes.column.shapes.following import following
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.axes import Vector

_WAIST = 0.94
"""Width and depth of a cervical body at its waist, as shares of those of its faces."""
_FORAMEN_WIDTH_MM = 6.0
_TYPICAL, _ROUND = (0.2, 1.4), (0.45, 2.2)
"""Where the canal is widest, in depths, and the roundness of its back: C3 to C7, and C1 and C2."""
_ROUNDER = {"C3": 1.6, "C4": 1.55, "C7": 1.5}
"""Roundness of the back, fitted to the built bones, where it is not the usual."""
_NO_FORAMEN = BasivertebralLandmarks(np.zeros(3), 3.0, 2.0, 4.0)


def neck_landmarks(level: str, measures: Measures, scale: float = 1.0) -> VertebraLandmarks:
    """Landmarks of one cervical level.

    Those of the atlas stand in a frame behind the dens and the ligament that holds it: for the veins this
    wall takes the place of a body. `atlas_origin` tells where it lies in the bone.

    Parameters
    ----------
    level : str
        C1 to C7.
    measures : Measures
        The tables.
    scale : float
        Global scale.
    """
    table = LevelTable(level, measures, scale)
    if level == "C1":
        return _assembled(table, *_of_atlas(table), shift=-atlas_origin(measures, scale))
    size = _size(level, measures)
    middle, back = _ROUND if level == "C2" else _TYPICAL
    return _assembled(
        table,
        _body(size, scale),
        _canal(size, scale, middle, _ROUNDER.get(level, back)),
        _pedicle(table, size),
    )


def atlas_origin(measures: Measures, scale: float = 1.0) -> Vector:
    """The origin of the atlas' landmarks in the frame of its bone, (3,) mm."""
    return np.array([0.0, scale * measures.value("C1", "dens_back_y"), 0.0])


def artery_bed(measures: Measures, scale: float = 1.0) -> Vector:
    """Where the left vertebral artery lies on the atlas, in the frame of its bone, (6, 3) mm.

    From the lower mouth of the transverse foramen through it, backwards round the lateral mass and along the
    groove of the posterior arch to where it enters the canal.
    """
    shape = following(tabled(AtlasShape, "atlas_shape.csv", "C1"), "C1", measures)
    foramen, groove = shape.foramen, shape.groove
    start = np.array([groove.start_x, groove.start_y, groove.start_z])
    end = np.array([groove.end_x, groove.end_y, groove.end_z])

    def in_foramen(z: float) -> Vector:
        return np.array([foramen.x + foramen.lean_x * z, foramen.y + foramen.lean_y * z, z])

    mouth = in_foramen(6.5)
    knee = 0.5 * (mouth + start) + np.array([1.0, 1.0, 1.5])
    return scale * np.array([in_foramen(-6.0), mouth, knee, start, 0.5 * (start + end), end])


def _size(level: str, measures: Measures) -> CervicalSize:
    if level == "C2":
        return axis_size(tabled(AxisShape, "axis_shape.csv", "C2"), measures)[0]
    return cervical_size(level, tabled(CervicalShape, "cervical_shape.csv", level), measures)


def _body(size: CervicalSize, scale: float) -> BodyLandmarks:
    width, depth = (size.width_upper + size.width_lower) / 2, (size.depth_upper + size.depth_lower) / 2
    return BodyLandmarks(
        half_width_upper=scale * size.width_upper / 2,
        half_width_waist=scale * _WAIST * width / 2,
        half_width_lower=scale * size.width_lower / 2,
        depth_upper=scale * size.depth_upper,
        depth_waist=scale * _WAIST * depth,
        depth_lower=scale * size.depth_lower,
        height_posterior=scale * size.height_back,
        wedge=0.0,
    )


def _canal(size: CervicalSize, scale: float, middle: float, back: float) -> CanalLandmarks:
    depth = scale * size.canal_depth
    return CanalLandmarks(scale * size.canal_width / 2, depth, middle * depth, back)


def _pedicle(table: LevelTable, size: CervicalSize) -> PedicleLandmarks:
    """The bar beside the canal; of the axis the root of its arch."""
    is_axis = table.level == "C2"
    width = table.mm("pedicle_width") if is_axis else table.scale * size.pedicle_width
    height = table.mm("pedicle_height") if is_axis else table.scale * size.pedicle_height
    x = (table.scale * size.canal_width + width) / 2
    centre = np.array([x, table.mm("pedicle_centre_y"), table.mm("pedicle_centre_z")])
    return PedicleLandmarks(centre, width, height, width, 0.0, 0.0)


def _of_atlas(table: LevelTable) -> tuple[BodyLandmarks, CanalLandmarks, PedicleLandmarks]:
    """Dens and arch in place of a body, the canal behind them, the lateral mass in place of a pedicle."""
    size = atlas_size(tabled(AtlasShape, "atlas_shape.csv", "C1"), table.measures)
    front, height = table.mm("dens_back_y"), table.mm("stretch_height")
    side, depth = table.mm("canal_side"), table.scale * size.canal_depth - front
    body = BodyLandmarks(side, side, side, front + 6.0, front + 6.0, front + 6.0, height, 0.0)
    middle, back = _ROUND
    width = table.mm("mass_width")
    centre = np.array([side + width / 2, table.mm("pedicle_centre_y"), table.mm("pedicle_centre_z")])
    mass = PedicleLandmarks(centre, width, table.mm("mass_height"), width, 0.0, 0.0)
    return body, CanalLandmarks(side, depth, middle * depth, back), mass


def _assembled(
    table: LevelTable,
    body: BodyLandmarks,
    canal: CanalLandmarks,
    pedicle: PedicleLandmarks,
    shift: Vector | None = None,
) -> VertebraLandmarks:
    move = np.zeros(3) if shift is None else shift
    lamina = LaminaLandmarks(
        front=table.mm("lamina_front_y") + float(move[1]),
        top=table.mm("lamina_top"),
        bottom=table.mm("lamina_bottom"),
        thickness=table.mm("lamina_thickness"),
        slope=0.0,
    )
    outlet = table.point("outlet") + move
    facet = FacetLandmarks(table.point("inferior_facet") + move, np.array([0.0, -0.7, -0.7]), 10.0, 10.0)
    height = 2.0 * (pedicle.bottom - float(outlet[2]))
    middle = np.array([pedicle.centre[0], outlet[1], outlet[2]])
    if table.level != "C1":  # elsewhere the way out runs obliquely forwards, past the pillar below
        middle[1] = (middle[1] + pedicle.centre[1]) / 2
    has_marrow = table.measures.has(table.level, "basivertebral_foramen_z")
    return VertebraLandmarks(
        level=table.level,
        body=body,
        canal=CanalLandmarks(canal.half_width, lamina.front, canal.widest_y, canal.back_exponent),
        pedicle=PedicleLandmarks(pedicle.centre + move, pedicle.width, pedicle.height, pedicle.length, 0, 0),
        lamina=lamina,
        superior_facet=facet,
        inferior_facet=facet,
        facet_gap=1.6 * table.scale,
        spinous_tip=_spinous_tip(table) + move,
        spinous_height=table.mm("spinous_height"),
        transverse_tip=table.point("transverse_tip") + move,
        foramen=ForamenLandmarks(middle, height, _FORAMEN_WIDTH_MM * table.scale),
        basivertebral=basivertebral_foramen(table) if has_marrow else _NO_FORAMEN,
        outlet=outlet,
    )


def _spinous_tip(table: LevelTable) -> Vector:
    """The tip, as much further from the hind rim of the upper endplate as the length is set to."""
    tip = table.point("spinous_tip")
    if not table.measures.has(table.level, "SPL"):
        return tip
    along = tip - np.array([0.0, 0.0, table.mm("VBHp") / 2])
    longer = table.mm("SPL") - table.scale * load_measures().value(table.level, "SPL")
    return np.asarray(tip + longer * along / np.linalg.norm(along))
