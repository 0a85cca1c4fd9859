"""Surfaces that look alike, drawn as one body while things move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyvista as pv
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkAppendPolyData
from vtkmodules.vtkRenderingCore import vtkRenderer

from viewer.model.viewpoint import Triple
from viewer.render.drawn import Drawn
from viewer.render.protocol import Appearance, Cut

Look = tuple[str, Appearance, Triple, tuple[Cut, ...]]
"""What surfaces share to be drawn as one: kind, appearance, where they are shifted to, who is cut roughly."""


class Flock:
    """Gathers what looks alike: each body by itself costs a moving picture as much as a thousand triangles.

    Parameters
    ----------
    renderer
        Where everything is drawn.
    """

    def __init__(self, renderer: vtkRenderer) -> None:
        self._renderer = renderer
        self._looks: list[Look] = []
        self._surfaces: list[vtkPolyData] = []
        self._gathered: list[Drawn] = []
        self._bodies: list[Drawn] = []
        self._is_together = False

    def gather(self, visible: Sequence[Drawn]) -> None:
        """Draw these together, if they look as they did when it was asked last.

        What changes from picture to picture, as while a section is pulled, is sooner drawn one by one.
        """
        looks, surfaces = [_look(one) for one in visible], [_surface(one) for one in visible]
        if looks != self._looks or list(map(id, surfaces)) != list(map(id, self._surfaces)):
            self._forget()
            self._looks, self._surfaces = looks, surfaces
            return
        if not self._bodies:
            self._make(visible)
        self._set_together(True)

    def part(self) -> None:
        """Draw each by itself again."""
        self._set_together(False)

    def _set_together(self, is_together: bool) -> None:
        if is_together == self._is_together:
            return
        self._is_together = is_together
        for one in self._gathered:
            one.set_gathered(is_together)
        for body in self._bodies:
            body.surface.SetVisibility(is_together)

    def _forget(self) -> None:
        self.part()
        for body in self._bodies:
            self._renderer.RemoveActor(body.surface)
        self._gathered, self._bodies = [], []

    def _make(self, visible: Sequence[Drawn]) -> None:
        alike: dict[Look, list[Drawn]] = {}
        for one, look in zip(visible, self._looks, strict=True):
            if not one.is_ringed:
                alike.setdefault(look, []).append(one)
        for (kind, appearance, shift_mm, cuts), members in alike.items():
            if len(members) > 1:
                body = Drawn("", kind, _together([_surface(one) for one in members]))
                body.paint(replace(appearance, pattern=None))
                body.shift(shift_mm)
                if cuts:
                    body.cut_roughly(cuts)
                self._renderer.AddActor(body.surface)
                self._bodies.append(body)
                self._gathered += members


def _look(one: Drawn) -> Look:
    if one.appearance is None:
        raise ValueError(f"{one.id} was never painted")
    return one.kind, one.appearance, one.shift_mm, one.rough_cuts


def _surface(one: Drawn) -> vtkPolyData:
    return one.surface.GetMapper().GetInput()


def _together(surfaces: Sequence[vtkPolyData]) -> pv.PolyData:
    append = vtkAppendPolyData()
    for surface in surfaces:
        append.AddInputData(surface)
    append.Update()
    return pv.wrap(append.GetOutput())
