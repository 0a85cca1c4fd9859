"""The edges of the section box, drawn among the anatomy: what stands before them hides them."""

from __future__ import annotations

from itertools import product

import numpy as np
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkRenderer

from meshes.geometry.axes import Vector
from viewer.render.appearance import rgb
from viewer.render.protocol import Box

WIDTH_POINTS = 1.4


def edges_of(box: Box) -> Vector:
    """Both ends of each of the twelve edges, (12, 2, 3) mm."""
    reach = np.array([[box.sides[2 * axis + upper][0][axis] for upper in (0, 1)] for axis in range(3)])
    edges = []
    for axis in range(3):
        others = [each for each in range(3) if each != axis]
        for ends in product((0, 1), repeat=2):
            edge = np.empty((2, 3))
            edge[:, axis] = reach[axis]
            for other, end in zip(others, ends, strict=True):
                edge[:, other] = reach[other, end]
            edges.append(edge)
    return np.array(edges)


class BoxOutline:
    """Twelve lines without light or shade, while there is a box."""

    def __init__(self, renderer: vtkRenderer) -> None:
        self._mapper = vtkPolyDataMapper()
        self.actor = vtkActor()
        self.actor.SetMapper(self._mapper)
        self.actor.PickableOff()
        self.actor.VisibilityOff()
        self.actor.GetProperty().LightingOff()
        renderer.AddActor(self.actor)

    def show(self, box: Box | None) -> None:
        """Draw the edges of a box in its colour, or none."""
        self.actor.SetVisibility(box is not None)
        if box is not None:
            self._mapper.SetInputData(_lines(edges_of(box)))
            self.actor.GetProperty().SetColor(*(channel / 255.0 for channel in rgb(box.colour)))

    def set_letters(self, scale: float) -> None:
        """Be as thick as so many pixels a point call for."""
        self.actor.GetProperty().SetLineWidth(WIDTH_POINTS * scale)


def _lines(edges: Vector) -> vtkPolyData:
    points, cells = vtkPoints(), vtkCellArray()
    for number, (start, end) in enumerate(edges):
        points.InsertNextPoint(*start)
        points.InsertNextPoint(*end)
        cells.InsertNextCell(2, [2 * number, 2 * number + 1])
    lines = vtkPolyData()
    lines.SetPoints(points)
    lines.SetLines(cells)
    return lines
