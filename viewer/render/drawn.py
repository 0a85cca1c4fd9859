"""One structure as VTK has it: full surface, stand-ins, cut faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyvista as pv
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import MeshEnd
from viewer.model.pattern import Pattern
from viewer.model.viewpoint import Triple
from viewer.render.appearance import rgb
from viewer.render.course import course_mm
from viewer.render.cuts.opened import Opened, OpenedSurfaces
from viewer.render.cuts.rough import are_left_by, cut_roughly, make_whole
from viewer.render.cuts.section_cut import met_by
from viewer.render.materials import RIM_MM, dress, dress_flat
from viewer.render.open_ends import CLOSED, Ends, TubeEnds
from viewer.render.protocol import Appearance, Cut
from viewer.render.rings import add_rings, colour_rings, remove_rings, space_rings
from viewer.render.surfaces import COURSE, HOLLOW, deepen, spread_over, stand_in

_NO_SHIFT_OR_SCALE = 0

_NOTHING = pv.PolyData()
"""Shared by all that is not cut; nobody writes into it."""

View = tuple[float, tuple[Cut, ...], Ends]
"""What is drawn of a structure: share of its triangles, cuts, and what of its ends."""

GLOWING_AMBIENT = 0.4
"""Light of its own that a structure has when it glows as much as can be."""

SIGHT_POINTS = 4000
FEW_POINTS = 300

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
        self._full = surface
        # Asked for every structure in every moving picture: PyVista takes longer to count them.
        self.triangles = int(surface.n_cells)
        self.bounds: tuple[float, ...] = surface.GetBounds()
        self.is_deep = HOLLOW not in surface.point_data
        self._lighter: dict[float, pv.PolyData] = {}
        # Which of the surfaces have a course, told by share: asked for thousands of times while they get one.
        self._laid: set[float] = set()
        self.ends = TubeEnds(ends)
        self._shown: View | None = None
        self._rough: View | None = None
        self._rough_cuts: tuple[Cut, ...] = ()
        self._opened_by = OpenedSurfaces(RIM_MM.get(kind, 0.0))
        self.shift_mm: Triple = (0.0, 0.0, 0.0)
        self._is_gathered = False
        self._loaded: pv.PolyData | None = None
        self._input = surface
        self.surface = _actor(surface)
        self.cap = _actor(_NOTHING)
        self.rim = _actor(_NOTHING)
        self._pattern: Pattern | None = None
        self._wanted: Pattern | None = None
        self._pitch_mm = 0.0
        dress(self.surface, kind)
        # Surfaces are closed and their cuts capped: backs are never seen, but would cost a third of a frame.
        self.surface.GetProperty().BackfaceCullingOn()
        self._ambient = self.surface.GetProperty().GetAmbient()
        dress_flat(self.cap, kind)
        dress_flat(self.rim)

    @property
    def actors(self) -> tuple[vtkActor, vtkActor, vtkActor]:
        """Surface, cut faces and the band along their edges."""
        return self.surface, self.cap, self.rim

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
        if share >= 1.0:
            return True
        return share in self._lighter and (self._pattern is None or share in self._laid)

    def deepen(self) -> None:
        """Darken the hollows; a surface is drawn without until there is time for it."""
        if self.is_deep:
            return
        deepen(self._full)
        self.is_deep = True
        self._lighter.clear()
        self._laid &= {1.0}
        self._show_anew()

    def prepare(self, share: float) -> None:
        """Make the stand-in of a share."""
        if not self.has_stand_in(share):
            if share not in self._lighter:
                self._lighter[share] = stand_in(self._full, share)
            if self._pattern is not None:
                self._lay(share, self._lighter[share])

    def paint(self, appearance: Appearance) -> None:
        """Take on an appearance."""
        self.appearance = appearance
        self._colour(self.surface, appearance.colour, appearance.opacity)
        self._wanted = appearance.pattern
        if not self.lacks_course:
            self._ring(appearance.pattern)
        self.surface.GetProperty().SetAmbient(self._ambient + GLOWING_AMBIENT * appearance.glow)
        # A faded bone keeps readable cut faces: they are what the section is made for.
        self._colour(self.cap, appearance.cut_colour, appearance.opacity**0.5)
        self._colour(self.rim, appearance.rim_colour, appearance.opacity**0.5)
        self._switch()

    def shift(self, shift_mm: Triple) -> None:
        """Stand so far from where it belongs."""
        self.shift_mm = shift_mm
        for actor in self.actors:
            actor.SetPosition(*shift_mm)
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
            self._rough, self._rough_cuts = None, ()
            make_whole(self.surface)
        self._set_input(*self._cut(view))

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
        self._set_input(surface, _NOTHING, _NOTHING)
        self.cut_roughly(met)
        return False

    def cut_roughly(self, cuts: tuple[Cut, ...]) -> None:
        """Let the graphics card cut what is drawn (:mod:`viewer.render.cuts.rough`), or draw all of it."""
        self._rough_cuts = cuts
        if not cuts:
            make_whole(self.surface)
            return
        cut_roughly(self.surface, cuts, self.shift_mm, self.cap.GetProperty())

    @property
    def rough_cuts(self) -> tuple[Cut, ...]:
        """The planes by which the graphics card cuts what is drawn; none where it is cut exactly."""
        return self._rough_cuts

    def _view(self, share: float, cuts: Sequence[Cut]) -> View:
        cuts = tuple(cut for cut in cuts if self.id not in cut.spared)
        if not self.has_stand_in(share):
            share = 1.0
        if cuts or share in self._lighter:
            return share, cuts, CLOSED
        is_clear = self.appearance is not None and self.appearance.opacity < 1.0
        return share, cuts, self.ends.wanted(is_clear)

    def _of(self, view: View) -> pv.PolyData:
        share, _, ends = view
        return self.ends.of(self._full, ends)[0] if ends != CLOSED else self._lighter.get(share, self._full)

    def _cut(self, view: View) -> Opened:
        share, cuts, ends = view
        surface = self._of(view)
        if cuts:
            return self._opened_by.of(share, cuts, surface)
        return surface, self.ends.of(self._full, ends)[1] if ends != CLOSED else _NOTHING, _NOTHING

    def _set_input(self, *opened: pv.PolyData) -> None:
        for actor, surface in zip(self.actors, opened, strict=True):
            mapper = actor.GetMapper()
            if mapper.GetInput() is not surface:
                mapper.SetInputData(surface)
        self._input = opened[0]
        self._switch()

    def _show_anew(self) -> None:
        """What is drawn is drawn no longer as it was."""
        self._shown = self._rough = None
        self._opened_by.forget()

    def sight_points(self) -> tuple[Vector, Vector]:
        """Points close enough on what is drawn of it to tell whether it hides something, (N, 3) mm, and which
        way its surface faces at each, (N, 3); zeros where that is not known."""
        surface, cap = (pv.wrap(actor.GetMapper().GetInput()) for actor in (self.surface, self.cap))
        is_coarse = surface.n_points < FEW_POINTS and surface.n_cells > 0
        normals = None if is_coarse else surface.point_data.active_normals
        points = spread_over(surface) if is_coarse else np.asarray(surface.points, float)
        facing = np.zeros(points.shape) if normals is None else np.asarray(normals, float)
        every = max(1, len(points) // SIGHT_POINTS)
        is_left = are_left_by(points[::every], self._rough_cuts)
        points, facing = points[::every][is_left], facing[::every][is_left]
        if cap.n_cells:
            flat = spread_over(cap)
            points, facing = np.concatenate([points, flat]), np.concatenate([facing, np.zeros(flat.shape)])
        return points + np.array(self.shift_mm), facing

    @property
    def is_ringed(self) -> bool:
        """Whether it shows rings."""
        return self._pattern is not None

    @property
    def lacks_course(self) -> bool:
        """Whether it is to show rings and cannot yet: :meth:`lay_course` takes a moment."""
        return self._wanted is not None and 1.0 not in self._laid

    def lay_course(self) -> None:
        """Reckon how its vessels run, and show the rings it is to show."""
        if self.lacks_course:
            self._lay(1.0, self._full)
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
        self._loaded = _NOTHING
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

    def _lay(self, share: float, surface: pv.PolyData) -> None:
        # A surface of few triangles is its own stand-in.
        if share not in self._laid and COURSE not in surface.point_data:
            surface.point_data[COURSE] = course_mm(surface).astype(np.float32)
        self._laid.add(share)

    def _colour(self, actor: vtkActor, colour: str, opacity: float) -> None:
        surface = actor.GetProperty()
        surface.SetColor(*(channel / 255.0 for channel in rgb(colour)))
        surface.SetOpacity(opacity)

    def _switch(self) -> None:
        visible = self.is_visible and not self._is_gathered
        for actor in self.actors:
            actor.SetVisibility(visible and actor.GetMapper().GetInput().GetNumberOfCells() > 0)


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
