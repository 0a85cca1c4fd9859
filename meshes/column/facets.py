"""The upper joint faces of every bone but the skull, for the left side, in the frame of the bone."""

from __future__ import annotations

import numpy as np

from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.column.landmarks.vertebra import FacetLandmarks
from meshes.column.parameters import Parameters, scale_of
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.axis_shape import AxisShape
from meshes.column.shapes.cervical_shape import CervicalShape
from meshes.column.shapes.level_shape import level_shape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector

_SEAT = np.radians(30.0)
_ATLAS_FACET_MM = (11.36, 20.8)
"""Width and length of the superior facets of the atlas (patel-2013)."""


def superior_facet(level: str, column: ColumnFrame) -> FacetLandmarks:
    """The left superior articular facet of C1 to S1: of the atlas its hollow, of the axis its shoulder."""
    if level in column.landmarks:
        return column.landmarks[level].superior_facet
    facet = _unscaled(level, column.parameters)
    scale = scale_of(column.parameters)
    return FacetLandmarks(scale * facet.centre, facet.normal, scale * facet.width, scale * facet.height)


def _unscaled(level: str, parameters: Parameters) -> FacetLandmarks:
    match level:
        case "C1":
            return _atlas(parameters)
        case "C2":
            return _axis(parameters)
        case "S1":
            return _sacrum()
    return _pillar(level, parameters)


def _pillar(level: str, parameters: Parameters) -> FacetLandmarks:
    shape = level_shape(CervicalShape, level, parameters).pillar
    tip, foot = np.array([shape.tip_y, shape.tip_z]), np.array([shape.facet_y, shape.facet_z])
    along = (foot - tip) / np.linalg.norm(foot - tip)
    normal = np.array([0.0, -along[1], along[0]])
    middle = np.array([shape.middle_x, *((tip + foot) / 2)])
    return FacetLandmarks(
        middle, normal * np.sign(normal[1]), 2 * shape.half_high, float(np.linalg.norm(foot - tip))
    )


def _atlas(parameters: Parameters) -> FacetLandmarks:
    """Where the bowl the condyle rocks in is met by the direction it is loaded from: upwards and medially."""
    bowl = level_shape(AtlasShape, "C1", parameters).superior_facet
    turned, axes = _turn(bowl.yaw_deg, bowl.roll_deg), np.array([bowl.half_x, bowl.half_y, bowl.half_z])
    normal = np.array([-np.sin(_SEAT), 0.0, np.cos(_SEAT)])
    stretched = axes * (turned.T @ normal)
    deep = turned @ (axes * stretched) / np.linalg.norm(stretched)
    return FacetLandmarks(np.array([bowl.x, bowl.y, bowl.z]) - deep, normal, *_ATLAS_FACET_MM)


def _axis(parameters: Parameters) -> FacetLandmarks:
    """The middle of the shoulder's upper side: what the lateral mass of the atlas stands on."""
    shape = level_shape(AxisShape, "C2", parameters).shoulder
    start = np.array([shape.start_x, shape.start_y, shape.start_z])
    end = np.array([shape.end_x, shape.end_y, shape.end_z])
    along = (end - start) / np.linalg.norm(end - start)
    normal = np.cross(along, [0.0, -1.0, 0.0])
    normal /= np.linalg.norm(normal) * np.sign(normal[2])
    centre = start + 0.6 * (end - start) + normal * shape.thickness_middle
    return FacetLandmarks(centre, normal, shape.width_middle, shape.width_middle)


def _sacrum() -> FacetLandmarks:
    marks, form = sacrum_landmarks(), load_sacrum_shape().facet
    return FacetLandmarks(marks.facet_centre, marks.facet_normal, 2 * form.half_width, 2 * form.half_width)


def _turn(yaw_deg: float, roll_deg: float) -> Vector:
    """The matrix of a turn about y, then about z."""
    (c, s), (d, e) = ((np.cos(angle), np.sin(angle)) for angle in np.radians([roll_deg, yaw_deg]))
    return np.array([[d, -e, 0.0], [e, d, 0.0], [0.0, 0.0, 1.0]]) @ np.array(
        [[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]]
    )
