"""What VTK draws of one structure: its surface, the faces that close it, the band along their edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyvista as pv
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from viewer.model.viewpoint import Triple
from viewer.render.appearance import rgb
from viewer.render.cuts.opened import Opened
from viewer.render.cuts.rough import cut_roughly, make_whole
from viewer.render.materials import dress, dress_flat
from viewer.render.protocol import Appearance, Cut

_NO_SHIFT_OR_SCALE = 0

NOTHING = pv.PolyData()
"""Shared by all that is not cut; nobody writes into it."""

GLOWING_AMBIENT = 0.4
"""Light of its own that a structure has when it glows as much as can be."""


class Actors:
    """Three actors that are painted, moved and switched together.

    Parameters
    ----------
    kind
        What the structure is made of.
    surface
        What is drawn of it at first, with normals; the other two are empty.
    """

    def __init__(self, kind: str, surface: pv.PolyData) -> None:
        self.surface, self.cap, self.rim = _actor(surface), _actor(NOTHING), _actor(NOTHING)
        dress(self.surface, kind)
        # Surfaces are closed and their cuts capped: backs are never seen, but would cost a third of a frame.
        self.surface.GetProperty().BackfaceCullingOn()
        self._ambient = self.surface.GetProperty().GetAmbient()
        dress_flat(self.cap, kind)
        dress_flat(self.rim)

    def __iter__(self) -> Iterator[vtkActor]:
        """Surface, cut faces and band."""
        return iter((self.surface, self.cap, self.rim))

    def paint(self, appearance: Appearance) -> None:
        """Take on colours, opacity and glow."""
        _colour(self.surface, appearance.colour, appearance.opacity)
        self.surface.GetProperty().SetAmbient(self._ambient + GLOWING_AMBIENT * appearance.glow)
        # A faded bone keeps readable cut faces: they are what the section is made for.
        _colour(self.cap, appearance.cut_colour, appearance.opacity**0.5)
        _colour(self.rim, appearance.rim_colour, appearance.opacity**0.5)

    def place(self, shift_mm: Triple) -> None:
        """Stand so far from where they belong."""
        for actor in self:
            actor.SetPosition(*shift_mm)

    def take(self, opened: Opened) -> None:
        """Draw these surfaces from now on."""
        for actor, surface in zip(self, opened, strict=True):
            mapper = actor.GetMapper()
            if mapper.GetInput() is not surface:
                mapper.SetInputData(surface)

    def cut_roughly(self, cuts: Sequence[Cut], shift_mm: Triple) -> None:
        """Let the graphics card cut the surface (:mod:`viewer.render.cuts.rough`), or draw all of it."""
        if cuts:
            cut_roughly(self.surface, cuts, shift_mm, self.cap.GetProperty())
        else:
            make_whole(self.surface)

    def switch(self, is_on: bool) -> None:
        """Draw what is not empty, or nothing."""
        for actor in self:
            actor.SetVisibility(is_on and actor.GetMapper().GetInput().GetNumberOfCells() > 0)


def _colour(actor: vtkActor, colour: str, opacity: float) -> None:
    surface = actor.GetProperty()
    surface.SetColor(*(channel / 255.0 for channel in rgb(colour)))
    surface.SetOpacity(opacity)


def _actor(surface: pv.PolyData) -> vtkActor:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(surface)
    mapper.ScalarVisibilityOff()
    # The grain of cut bone is in millimetres: its shader needs the corners as they are.
    mapper.SetVBOShiftScaleMethod(_NO_SHIFT_OR_SCALE)
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.VisibilityOff()
    return actor
