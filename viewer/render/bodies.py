"""The structures a renderer has been given: kept by id, found by pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyvista as pv

from meshes.geometry.trimesh import TriMesh
from viewer.model.viewpoint import Triple, Viewpoint
from viewer.render.drawn import Drawn
from viewer.render.flock import Flock
from viewer.render.labels.sight import Cloud
from viewer.render.materials import has_hollows
from viewer.render.picking import Picker
from viewer.render.protocol import Appearance
from viewer.render.rings import pitch_mm
from viewer.render.surfaces import polydata, with_room_for_hollows


class Bodies:
    """Puts structures into a plotter's picture and tells which lies under a pixel.

    Parameters
    ----------
    plotter
        Whose picture it is.
    """

    def __init__(self, plotter: pv.BasePlotter) -> None:
        self._plotter = plotter
        self._picker = Picker(plotter)
        self.flock = Flock(plotter.renderer)
        self.by_id: dict[str, Drawn] = {}
        self._by_actor: dict[object, str] = {}
        self._seen: list[Drawn] | None = None

    @property
    def visible(self) -> list[Drawn]:
        """Those that are drawn."""
        if self._seen is None:
            self._seen = [one for one in self.by_id.values() if one.is_visible]
            shown = frozenset(one.id for one in self._seen)
            for one in self._seen:
                one.ends.meet(shown)
        return self._seen

    def add(self, structure_id: str, mesh: TriMesh, kind: str) -> None:
        """Take a structure's surface (world frame, mm), or replace the one of that id; it starts hidden."""
        if structure_id in self.by_id:
            self.remove(structure_id)
        surface = polydata(mesh)
        surface = with_room_for_hollows(surface) if has_hollows(kind) else surface
        drawn = Drawn(structure_id, kind, surface, mesh.ends)
        self.by_id[structure_id], self._seen = drawn, None
        for actor in drawn.actors:
            self._by_actor[actor] = structure_id
            self._plotter.renderer.AddActor(actor)

    def remove(self, structure_id: str) -> None:
        """Forget a structure; KeyError when it is unknown."""
        self._seen = None
        for actor in self.by_id.pop(structure_id).actors:
            del self._by_actor[actor]
            self._plotter.renderer.RemoveActor(actor)

    def paint(self, structure_id: str, appearance: Appearance) -> None:
        """Paint a structure that was added before; KeyError otherwise."""
        self.by_id[structure_id].paint(appearance)
        self._seen = None

    def shift(self, structure_id: str, shift_mm: Triple) -> None:
        """Draw a structure so far from where it belongs; KeyError when it is unknown."""
        self.by_id[structure_id].shift(shift_mm)

    def space_rings(self, viewpoint: Callable[[], Viewpoint]) -> None:
        """Lay rings as far apart as the view calls for; without rings nobody is asked for it."""
        ringed = [one for one in self.visible if one.is_ringed]
        if ringed and (height_mm := viewpoint().height_mm):
            for one in ringed:
                one.space_rings(pitch_mm(height_mm))

    def note_drawn(self) -> None:
        """A picture of what is visible was made."""
        for one in self.visible:
            one.note_drawn()

    def deepening(self) -> Iterator[None]:
        """Darken all hollows and lay all rings, for a picture that waits for no spare time, with pauses."""
        for one in self.visible:
            one.deepen()
            yield
            if one.lacks_course:
                one.lay_course()
                yield

    def pick(self, x: float, y: float) -> str | None:
        """Id of the structure at a pixel: the nearest solid one, else the nearest faded one."""
        found = self._nearest(x, y)
        return self._by_actor[found] if found is not None else None

    def pick_surface(self, x: float, y: float) -> tuple[Triple, str] | None:
        """Where that structure's surface is met, mm, and whose it is."""
        found = self._nearest(x, y)
        return None if found is None else (self._picker.place(), self._by_actor[found])

    def clouds(self) -> Iterator[tuple[str, Cloud]]:
        """Points on everything that is drawn, cut faces included, and whose they are."""
        for one in self.visible:
            if one.appearance is not None:
                points, facing = one.sight_points()
                yield one.id, Cloud(points, one.appearance.opacity, facing)

    def _nearest(self, x: float, y: float) -> pv.Actor | None:
        with self.flock.parted():
            for is_faded in (False, True):
                actors = [
                    actor for one in self.visible if one.is_faded == is_faded for actor in one.visible_actors
                ]
                found = self._picker.nearest(x, y, actors) if actors else None
                if found is not None:
                    return found
        return None
