"""Which structure lies under a pixel."""

from __future__ import annotations

from collections.abc import Iterable

import pyvista as pv
from vtkmodules.vtkRenderingCore import vtkCellPicker

from viewer.model.viewpoint import Triple

TOLERANCE = 0.002
"""Reach of the pointer, as a share of the picture's diagonal."""


class Picker:
    """Finds the nearest of the surfaces it is told about.

    Parameters
    ----------
    plotter
        Whose picture is asked.
    """

    def __init__(self, plotter: pv.BasePlotter) -> None:
        self._plotter = plotter
        self._picker = vtkCellPicker()
        self._picker.SetTolerance(TOLERANCE)
        self._picker.PickFromListOn()

    def nearest(self, x: float, y: float, actors: Iterable[pv.Actor]) -> pv.Actor | None:
        """The actor nearest to the eye at a pixel counted from the lower left, or ``None``."""
        self._picker.InitializePickList()
        for actor in actors:
            self._picker.AddPickList(actor)
        found = self._picker.Pick(x, y, 0.0, self._plotter.renderer)
        return self._picker.GetActor() if found else None

    def place(self) -> Triple:
        """Where the surface found last was met, mm."""
        x, y, z = (round(float(value), 4) for value in self._picker.GetPickPosition())
        return x, y, z
