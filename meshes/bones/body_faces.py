"""The faces of bodies that discs lie on, from C2 to S1, each in the frame of its bone."""

from __future__ import annotations

from functools import partial

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.cervical_body import lower_face, rim_distance, upper_face
from meshes.bones.sacral_body import endplate_height
from meshes.bones.sacral_body import rim_distance as sacral_rim
from meshes.column.frame import ColumnFrame, unscaled_frame
from meshes.column.landmarks.body_face import BodyFace, face_of
from meshes.column.landmarks.body_form import body_form
from meshes.column.landmarks.size import size_of
from meshes.column.parameters import measures_with, scale_of
from meshes.column.shapes.axis_shape import AxisShape, axis_size
from meshes.column.shapes.cervical_shape import CervicalBodyShape, CervicalShape, CervicalSize, cervical_size
from meshes.column.shapes.level_shape import level_shape, trunk_shape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.geometry.axes import Vector


def body_face(level: str, column: ColumnFrame, is_upper: bool) -> BodyFace:
    """The upper or lower face of the body of one level.

    Parameters
    ----------
    level : str
        C2 (its lower face) to S1 (its upper face).
    column : ColumnFrame
        Landmarks and parameters.
    is_upper : bool
        Which face.
    """
    if level in TRUNK_LEVELS:
        size = size_of(unscaled_frame(column).landmarks[level])
        face = face_of(body_form(size, trunk_shape(level, column.parameters)), is_upper)
    else:
        face = _sacral() if level == "S1" else _cervical(*_cervical_form(level, column), is_upper)
    return face.scaled(scale_of(column.parameters))


def _cervical_form(level: str, column: ColumnFrame) -> tuple[CervicalSize, CervicalBodyShape]:
    measures = measures_with(column.parameters)
    if level == "C2":
        axis = level_shape(AxisShape, level, column.parameters)
        return axis_size(axis, measures)[0], axis.body
    shape = level_shape(CervicalShape, level, column.parameters)
    return cervical_size(level, shape, measures), shape.body


def _cervical(size: CervicalSize, shape: CervicalBodyShape, is_upper: bool) -> BodyFace:
    height = upper_face if is_upper else lower_face

    def over(x: Vector, y: Vector) -> Vector:
        return height(size, shape, np.abs(x), y)

    def rim(x: Vector, y: Vector) -> Vector:
        return rim_distance(size, shape, np.abs(x), y, is_upper)

    wide, deep = max(size.width_upper, size.width_lower) / 2 + 2.0, max(size.depth_upper, size.depth_lower)
    near, far = size.height_back / 4, size.height_back / 2 + 5.0
    low, high = (near, far) if is_upper else (-far, -near)
    return BodyFace(over, rim, np.array([[-wide, -deep * 1.15 - 2.0, low], [wide, 4.0, high]]))


def _sacral() -> BodyFace:
    shape = load_sacrum_shape()
    wide, deep, top = shape.size.body_width / 2, shape.size.body_depth, shape.relief.heights[0] / 2
    bounds = np.array([[-wide * 1.05, -deep * 1.05, top / 2], [wide * 1.05, 2.0, top + 1.0]])
    return BodyFace(partial(endplate_height, shape), partial(sacral_rim, shape), bounds)
