"""One structure as VTK has it: full surface, stand-ins, cut faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv
from vtkmodules.vtkRenderingCore import vtkActor

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import MeshEnd
from viewer.model.pattern import Pattern
from viewer.model.viewpoint import Triple
from viewer.render.actors import NOTHING, Actors
from viewer.render.cuts.opened import Opened, OpenedSurfaces
from viewer.render.cuts.section_cut import met_by
from viewer.render.materials import RIM_MM, dress
from viewer.render.open_ends import CLOSED, Ends, TubeEnds
from viewer.render.protocol import Appearance, Cut
from viewer.render.rings import add_rings, colour_rings, remove_rings, space_rings
from viewer.render.sight_points import sight_points
from viewer.render.versions import FULL, Versions

View = tuple[float, tuple[Cut, ...], Ends]
"""What is drawn of a structure: share of its triangles, cuts, and what of its ends."""

FADED_BELOW = 0.5
"""Opacity under which clicks pass through."""


class Drawn:
    """The actors of one structure: its surface and, while it is cut, the faces that close it.

    Parameters
    ----------
    structure_id, kind
        What it is.
    surface
        The full surface with normals.
    ends
        Where its tubes are cut off.
    """

    def __init__(
        self, structure_id: str, kind: str, surface: pv.PolyData, ends: Sequence[MeshEnd] = ()
    ) -> None:
        self.id, self.kind = structure_id, kind
        self.appearance: Appearance | None = None
        self.versions = Versions(surface)
        # Asked for every structure in every moving picture: PyVista takes longer to count them.
        self.triangles = int(surface.n_cells)
        self.bounds: tuple[float, ...] = surface.GetBounds()
        self.ends = TubeEnds(ends)
        self._shown: View | None = None
        self._rough: View | None = None
        self._rough_cuts: tuple[Cut, ...] = ()
        self._opened_by = OpenedSurfaces(RIM_MM.get(kind, 0.0))
        self.shift_mm: Triple = (0.0, 0.0, 0.0)
        self._is_gathered = False
        self._loaded: pv.PolyData | None = None
        self._input = surface
        self.actors = Actors(kind, surface)
        self.surface = self.actors.surface
        self._pattern: Pattern | None = None
        self._wanted: Pattern | None = None
        self._pitch_mm = 0.0

    @property
    def visible_actors(self) -> tuple[vtkActor, ...]:
        """Those of the actors that are drawn now."""
        return tuple(actor for actor in self.actors if actor.GetVisibility())

    @property
    def is_faded(self) -> bool:
        """Whether it is so clear that clicks should pass through to what lies behind."""
        return self.appearance is not None and self.appearance.opacity < FADED_BELOW

    @property
    def is_visible(self) -> bool:
        """Whether it was painted visible."""
        return self.appearance is not None and self.appearance.visible

    def has_stand_in(self, share: float) -> bool:
        """Whether the stand-in of a share is ready, with its course if there are rings to paint."""
        if share >= FULL:
            return True
        versions = self.versions
        return versions.has_stand_in(share) and (self._pattern is None or versions.has_course(share))

    @property
    def is_deep(self) -> bool:
        """Whether its hollows are dark, if it is to have any."""
        return self.versions.is_deep

    def deepen(self) -> None:
        """Darken the hollows; a surface is drawn without until there is time for it."""
        if not self.is_deep:
            self.versions.deepen()
            self._show_anew()

    def prepare(self, share: float) -> None:
        """Make the stand-in of a share."""
        if not self.has_stand_in(share):
            self.versions.make(share)
            if self._pattern is not None:
                self.versions.lay_course(share)

    def paint(self, appearance: Appearance) -> None:
        """Take on an appearance."""
        self.appearance = appearance
        self._wanted = appearance.pattern
        if not self.lacks_course:
            self._ring(appearance.pattern)
        # After a new dress, which knows no glow.
        self.actors.paint(appearance)
        self._switch()

    def shift(self, shift_mm: Triple) -> None:
        """Stand so far from where it belongs."""
        self.shift_mm = shift_mm
        self.actors.place(shift_mm)
        if self._rough_cuts:
            self.cut_roughly(self._rough_cuts)

    def set_gathered(self, is_gathered: bool) -> None:
        """Leave its part to a body that is drawn for many (`viewer.render.flock`), or draw it again."""
        if is_gathered != self._is_gathered:
            self._is_gathered = is_gathered
            self._switch()

    def note_drawn(self) -> None:
        """A picture was made, for which the graphics card was given what is drawn of it."""
        if not self._is_gathered:
            self._loaded = self._input

    @property
    def is_seen(self) -> bool:
        """Whether it was drawn by itself before, in whatever form."""
        return self._loaded is not None

    @property
    def is_loaded(self) -> bool:
        """Whether the graphics card has what is to be drawn."""
        return self._loaded is self._input

    def is_ready(self, share: float, cuts: Sequence[Cut]) -> bool:
        """Whether it can be drawn so, exactly cut, without further work and loading."""
        return self.is_loaded and self._shown == self._view(share, cuts)

    def is_current(self, share: float, cuts: Sequence[Cut]) -> bool:
        """The same, cut exactly or roughly."""
        return self.is_loaded and self._view(share, cuts) in (self._shown, self._rough)

    def light(self, share: float) -> pv.PolyData:
        """The stand-in of a share, not cut, or the full surface."""
        return self._of(self._view(share, ()))

    def show(self, share: float, cuts: Sequence[Cut]) -> None:
        """Draw the full surface or a stand-in that is ready, whole or cut; cutting takes milliseconds."""
        view = self._view(share, cuts)
        if self._shown == view:
            return
        self._shown = view
        if self._rough_cuts:
            self._rough = None
            self.cut_roughly(())
        self._take(self._cut(view))

    def show_roughly(self, share: float, cuts: Sequence[Cut]) -> bool:
        """The same at once, where need be cut by the graphics card; whether nothing is left to do."""
        view = self._view(share, cuts)
        if self._shown == view or self._rough == view:
            return self._shown == view
        surface = self._of(view)
        met = met_by(surface, view[1])
        if not met or self._opened_by.has(*view[:2]):
            self.show(share, cuts)
            return True
        self._shown, self._rough = None, view
        self._take((surface, NOTHING, NOTHING))
        self.cut_roughly(met)
        return False

    def cut_roughly(self, cuts: tuple[Cut, ...]) -> None:
        """Let the graphics card cut what is drawn (:mod:`viewer.render.cuts.rough`), or draw all of it."""
        self._rough_cuts = cuts
        self.actors.cut_roughly(cuts, self.shift_mm)

    @property
    def rough_cuts(self) -> tuple[Cut, ...]:
        """The planes by which the graphics card cuts what is drawn; none where it is cut exactly."""
        return self._rough_cuts

    def _view(self, share: float, cuts: Sequence[Cut]) -> View:
        cuts = tuple(cut for cut in cuts if self.id not in cut.spared)
        if not self.has_stand_in(share):
            share = FULL
        if cuts or self.versions.has_stand_in(share):
            return share, cuts, CLOSED
        is_clear = self.appearance is not None and self.appearance.opacity < 1.0
        return share, cuts, self.ends.wanted(is_clear)

    def _of(self, view: View) -> pv.PolyData:
        share, _, ends = view
        versions = self.versions
        return self.ends.of(versions.full, ends)[0] if ends != CLOSED else versions.of(share)

    def _cut(self, view: View) -> Opened:
        share, cuts, ends = view
        surface = self._of(view)
        if cuts:
            return self._opened_by.of(share, cuts, surface)
        return surface, self.ends.of(self.versions.full, ends)[1] if ends != CLOSED else NOTHING, NOTHING

    def _take(self, opened: Opened) -> None:
        self.actors.take(opened)
        self._input = opened[0]
        self._switch()

    def _show_anew(self) -> None:
        """What is drawn is drawn no longer as it was."""
        self._shown = self._rough = None
        self._opened_by.forget()

    def sight_points(self) -> tuple[Vector, Vector]:
        """Points close enough on what is drawn of it to tell whether it hides something, (N, 3) mm, and which
        way its surface faces at each, (N, 3); zeros where that is not known."""
        surface, cap = (pv.wrap(actor.GetMapper().GetInput()) for actor in (self.surface, self.actors.cap))
        points, facing = sight_points(surface, cap, self._rough_cuts)
        return points + np.array(self.shift_mm), facing

    @property
    def is_ringed(self) -> bool:
        """Whether it shows rings."""
        return self._pattern is not None

    @property
    def lacks_course(self) -> bool:
        """Whether it is to show rings and cannot yet: :meth:`lay_course` takes a moment."""
        return self._wanted is not None and not self.versions.has_course()

    def lay_course(self) -> None:
        """Reckon how its vessels run, and show the rings it is to show."""
        if self.lacks_course:
            self.versions.lay_course()
            self._ring(self._wanted)

    def space_rings(self, pitch_mm: float) -> None:
        """Let its rings come again so far apart."""
        if self._pattern is not None and pitch_mm != self._pitch_mm:
            self._pitch_mm = pitch_mm
            space_rings(self.surface, pitch_mm)

    def _ring(self, pattern: Pattern | None) -> None:
        if pattern == self._pattern:
            return
        before, self._pattern = self._pattern, pattern
        # Other shaders take the graphics card as long as another surface.
        self._loaded = NOTHING
        if pattern is None:
            remove_rings(self.surface)
            dress(self.surface, self.kind)
            return
        if before is None:
            # What is shown has no course yet.
            self._pitch_mm = 0.0
            self._show_anew()
            add_rings(self.surface)
        colour_rings(self.surface, pattern)

    def _switch(self) -> None:
        self.actors.switch(self.is_visible and not self._is_gathered)
