"""A painted picture laid over the anatomy in a corner of the view."""

from __future__ import annotations

import numpy as np
import pyvista as pv
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkRenderingCore import vtkPolyDataMapper2D, vtkRenderer, vtkTexture, vtkTexturedActor2D

from viewer.render.painted.ink import Picture


class Sticker:
    """One picture in one corner, pixel for pixel.

    Parameters
    ----------
    renderer
        What it lies over.
    is_right, is_top
        Its corner.
    """

    def __init__(self, renderer: vtkRenderer, is_right: bool, is_top: bool) -> None:
        self._is_right, self._is_top = is_right, is_top
        self._size = (0, 0)
        self._shown: Picture | None = None
        # A texture stays with the graphics card; VTK's mapper for images brings them there for every picture.
        self._mapper = vtkPolyDataMapper2D()
        self._texture = vtkTexture()
        self._actor = vtkTexturedActor2D()
        self._actor.SetMapper(self._mapper)
        self._actor.SetTexture(self._texture)
        self._actor.VisibilityOff()
        renderer.AddViewProp(self._actor)

    def show(self, pixels: Picture | None) -> None:
        """Lay a picture there, or with ``None`` nothing."""
        self._actor.SetVisibility(pixels is not None)
        if pixels is not None:
            size = (pixels.shape[1], pixels.shape[0])
            if size != self._size:
                self._size = size
                self._mapper.SetInputData(_sheet(*size))
            if pixels is not self._shown:
                self._texture.SetInputData(_image(pixels))
        self._shown = pixels

    @property
    def width(self) -> int:
        """Pixels across."""
        return self._size[0]

    def put(self, x: int, y: int) -> None:
        """Lay its lower left corner on a pixel, whatever its corner of the view."""
        self._actor.SetPosition(x, y)

    def box(self, view_size: tuple[int, int]) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom from the view's upper left corner; ``None`` when nothing is shown."""
        if self._shown is None:
            return None
        x, y = self._actor.GetPosition()
        bottom = view_size[1] - y
        return x, bottom - self._size[1], x + self._size[0], bottom

    def place(self, view_size: tuple[int, int], margin: int) -> None:
        """Keep it in its corner of a view of (width, height) pixels."""
        x = view_size[0] - self._size[0] - margin if self._is_right else margin
        y = view_size[1] - self._size[1] - margin if self._is_top else margin
        self._actor.SetPosition(max(x, 0), max(y, 0))


def _sheet(width: int, height: int) -> pv.PolyData:
    """The rectangle that a picture fills, in pixels."""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    points = np.column_stack([corners * (width, height), np.zeros(4)])
    sheet = pv.PolyData.from_regular_faces(points, np.array([[0, 1, 2, 3]]))
    sheet.active_texture_coordinates = corners
    return sheet


def _image(pixels: Picture) -> vtkImageData:
    height, width = pixels.shape[:2]
    image = vtkImageData()
    image.SetDimensions(width, height, 1)
    # VTK's first row is the lowest.
    rows = np.ascontiguousarray(pixels[::-1]).reshape(-1, 4)
    image.GetPointData().SetScalars(numpy_to_vtk(rows, deep=True))
    return image
