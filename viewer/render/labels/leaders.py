"""Leader lines over the anatomy in the window: smooth edges without multisampling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor2D, vtkPolyDataMapper2D, vtkRenderer

from viewer.render.painted.shapes import Dot, Shape, Stroke

_CORNERS = 20
_FEATHER = 1.0
"""Pixels over which an edge fades out."""


class Leaders:
    """Strokes and dots as one flat actor."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._mapper = vtkPolyDataMapper2D()
        self._mapper.SetInputData(vtkPolyData())
        self._actor = vtkActor2D()
        self._actor.SetMapper(self._mapper)
        self._actor.VisibilityOff()
        renderer.AddViewProp(self._actor)

    def show(self, shapes: Sequence[Shape], height: int) -> None:
        """Draw the strokes and dots among `shapes`, whose pixels count from the top of so high a view."""
        pieces = [piece for shape in shapes for piece in _pieces(shape)]
        self._actor.SetVisibility(bool(pieces))
        if pieces:
            self._mapper.SetInputData(_flat(pieces, height))


Piece = tuple[NDArray[np.float64], NDArray[np.float64], tuple[int, int, int, int]]
"""Corners of a convex outline, those of the same outline grown by the feather, colour."""


def _pieces(shape: Shape) -> list[Piece]:
    if isinstance(shape, Dot):
        angles = np.arange(_CORNERS) * 2.0 * np.pi / _CORNERS
        ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        middle = np.array([shape.x, shape.y])
        half = _FEATHER / 2.0
        inner, outer = max(shape.radius - half, 0.1), shape.radius + half
        return [(middle + inner * ring, middle + outer * ring, shape.colour)]
    if isinstance(shape, Stroke):
        return [_bar(a, b, shape) for a, b in zip(shape.points, shape.points[1:], strict=False) if a != b]
    return []


def _bar(start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> Piece:
    a, b = np.array(start), np.array(end)
    along = (b - a) / np.linalg.norm(b - a)
    aside = np.array([-along[1], along[0]])
    inner = max(stroke.width / 2.0 - _FEATHER / 2.0, 0.05) * aside
    outer = (stroke.width / 2.0 + _FEATHER / 2.0) * aside
    ends = 0.25 * _FEATHER * along
    return (
        np.array([a + inner, b + inner, b - inner, a - inner]),
        np.array([a + outer - ends, b + outer + ends, b - outer + ends, a - outer - ends]),
        stroke.colour,
    )


def _flat(pieces: Sequence[Piece], height: int) -> vtkPolyData:
    corners, colours, triangles = [], [], []
    count = 0
    for inner, outer, colour in pieces:
        number = len(inner)
        corners += [inner, outer]
        colours += [np.tile(colour, (number, 1)), np.tile((*colour[:3], 0), (number, 1))]
        triangles.append(_fan_and_rim(number) + count)
        count += 2 * number
    places = np.concatenate(corners)
    points = vtkPoints()
    points.SetData(
        numpy_to_vtk(np.column_stack([places[:, 0], height - places[:, 1], np.zeros(len(places))]), deep=True)
    )
    flat = vtkPolyData()
    flat.SetPoints(points)
    flat.SetPolys(_cells(np.concatenate(triangles)))
    flat.GetPointData().SetScalars(numpy_to_vtk(np.concatenate(colours).astype(np.uint8), deep=True))
    return flat


@lru_cache(maxsize=8)
def _fan_and_rim(number: int) -> NDArray[np.int64]:
    here = np.arange(number)
    ahead = (here + 1) % number
    fan = np.stack([np.zeros(number - 2, int), here[1:-1], here[2:]], axis=1)
    rim = np.concatenate(
        [
            np.stack([here, here + number, ahead + number], axis=1),
            np.stack([here, ahead + number, ahead], axis=1),
        ]
    )
    return np.concatenate([fan, rim])


def _cells(triangles: NDArray[np.int64]) -> vtkCellArray:
    cells = vtkCellArray()
    offsets = np.arange(0, 3 * len(triangles) + 1, 3)
    cells.SetData(
        numpy_to_vtkIdTypeArray(offsets, deep=True),
        numpy_to_vtkIdTypeArray(triangles.ravel().copy(), deep=True),
    )
    return cells
