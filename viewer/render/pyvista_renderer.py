"""Draws structures with PyVista, on screen or off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pyvista as pv
from vtkmodules.vtkCommonSystem import vtkTimerLog

from meshes.geometry.trimesh import TriMesh
from viewer.model.viewpoint import Triple, Viewpoint
from viewer.render.bodies import Bodies
from viewer.render.camera import place, viewpoint_of
from viewer.render.closing import Closing
from viewer.render.cuts.box_outline import BoxOutline
from viewer.render.labels.lookout import Lookout
from viewer.render.labels.page import Label
from viewer.render.labels.sight import Cloud, Sight, looking
from viewer.render.lights import light
from viewer.render.margin import Margin
from viewer.render.pace import Pace
from viewer.render.protocol import Appearance, Box, Cut, LabelWish, LegendRow, Quality, Ruler
from viewer.render.ringing import Ringing
from viewer.render.stand_ins import lightness, prepare

LOOKED_AT_ONCE_S = 0.1
"""How long a picture waits to know what there is to name; what takes longer is seen in spare time."""

POLISH_AFTER_S = 0.3
"""How long nothing must have happened before edges are smoothed."""


class PyVistaRenderer:
    """A renderer (see :class:`viewer.render.protocol.Renderer`) on any PyVista plotter.

    While things move, lighter stand-ins are drawn and clear bodies are blended in any order; at rest come the
    full surfaces and order-independent blending, and once nothing has happened for a moment, smoothed edges.

    Parameters
    ----------
    plotter
        An off-screen plotter or a Qt interactor; its lights and anti-aliasing are replaced.
    draw
        What asks for a new picture; a Qt interactor's ``update`` draws once where its ``render`` draws twice.
        Without it, the plotter's ``render``.
    scale
        Pixels a point, for letters: 1 on a plain screen, 2 on a fine one.
    has_margin
        Whether legend, scale bar and orientation marker are drawn when asked for; pictures on disk lay them
        over the finished anatomy instead.
    taken_left, taken_right
        Shares of the width that are to stay clear at the sides where `has_margin` is false.
    aspect
        Width by height that everything is framed for; without it, that of the plotter's picture.
    has_handle
        Whether a section shows the handle that a mouse may pull.
    resize
        Makes the plotter's picture a share of its size in each direction, to be enlarged to fill the same
        place; it is asked while things move on a machine that draws slowly.
    is_patient
        Whether rings and exact cuts may wait for spare time (:meth:`prepare`): those of a whole column take
        seconds.
    """

    def __init__(
        self,
        plotter: pv.BasePlotter,
        draw: Callable[[], object] | None = None,
        scale: float = 1.25,
        has_margin: bool = True,
        taken_left: float = 0.0,
        taken_right: float = 0.0,
        aspect: float | None = None,
        has_handle: bool = False,
        resize: Callable[[float], object] | None = None,
        is_patient: bool = False,
    ) -> None:
        # VTK keeps a log of its own times, and asks the system for them twice a frame.
        vtkTimerLog.LoggingOff()
        self._plotter = plotter
        self._ask = draw or plotter.render_window.Render
        self.bodies = Bodies(plotter)
        self.closing = Closing(self.bodies.flock)
        self.ringing = Ringing()
        self._lookout = Lookout()
        self.wants_time: Callable[[], object] = _nothing
        """Called when a resting picture needs spare time to be finished."""
        self._cut: Cut | None = None
        self._box: Box | None = None
        self._quality = Quality.REST
        self._is_polished = False
        self._taken_left, self._taken_right, self._aspect = taken_left, taken_right, aspect
        self._has_handle, self._is_patient = has_handle, is_patient
        self._drawn_at = 0.0
        self._resize, self._share, self._letters = resize, 1.0, scale
        self._pace, self._began_at, self._took_s = Pace(), 0.0, 0.0
        plotter.render_window.AddObserver("StartEvent", self._on_start)
        plotter.render_window.AddObserver("EndEvent", self._on_end)
        plotter.disable_anti_aliasing()
        light(plotter)
        self._margin = Margin(plotter.renderer, scale) if has_margin else None
        self.box_outline = BoxOutline(plotter.renderer) if has_handle else None
        self.set_letters(scale)
        self.set_quality(Quality.REST)

    # -- structures

    def add(self, structure_id: str, mesh: TriMesh, kind: str) -> None:
        """Take a structure's surface (world frame, mm), or replace the one of that id; it starts hidden."""
        self.bodies.add(structure_id, mesh, kind)

    def remove(self, structure_id: str) -> None:
        """Forget a structure; KeyError when it is unknown."""
        self.bodies.remove(structure_id)

    def set_appearance(self, structure_id: str, appearance: Appearance) -> None:
        """Paint a structure that was added before; KeyError otherwise."""
        self.bodies.paint(structure_id, appearance)

    def set_shift(self, structure_id: str, shift_mm: Triple) -> None:
        """Draw a structure so far from where it belongs; KeyError when it is unknown."""
        self.bodies.shift(structure_id, shift_mm)

    def set_cut(self, cut: Cut | None) -> None:
        """Cut everything open and close the cut faces, or make all whole again."""
        self._cut = cut
        if self._margin and self._has_handle:
            self._margin.set_cut(cut)

    @property
    def cut(self) -> Cut | None:
        """The cut it was told last."""
        return self._cut

    def set_box(self, box: Box | None) -> None:
        """Show only what lies in a box, with closed faces, or all again."""
        self._box = box
        if self.box_outline:
            self.box_outline.show(box)
        if self._margin and self._has_handle:
            self._margin.set_box(box)

    @property
    def box(self) -> Box | None:
        """The box it was told last."""
        return self._box

    # -- eye and surroundings

    def set_viewpoint(self, viewpoint: Viewpoint) -> None:
        """Move the eye; ValueError on a fitted viewpoint."""
        # Asked for a camera that is not set yet, PyVista frames everything and draws twice first.
        self._plotter.camera_set = True
        place(self._plotter.camera, viewpoint)
        self._plotter.renderer.ResetCameraClippingRange()

    def viewpoint(self) -> Viewpoint:
        """Where the eye is now."""
        return viewpoint_of(self._plotter.camera)

    def taken_left(self) -> float:
        """Share of the picture's width that the legend takes at the left."""
        return self._margin.taken_left(self._plotter.window_size[0]) if self._margin else self._taken_left

    def taken_right(self) -> float:
        """Share of the picture's width that names take at the right."""
        return self._margin.taken_right(self._plotter.window_size[0]) if self._margin else self._taken_right

    def aspect(self) -> float:
        """Width of the picture divided by its height."""
        if self._aspect is not None:
            return self._aspect
        width, height = self._plotter.window_size
        return float(width) / max(float(height), 1.0)

    def set_backdrop(self, bottom: str, top: str) -> None:
        """Colours behind the anatomy, ``#rrggbb``."""
        # An even backdrop is cleared, a graded one painted: on software OpenGL that is 10 ms of a frame's 40.
        self._plotter.set_background(bottom, top=top if top != bottom else None)
        if self._margin:
            self._margin.set_backdrop(bottom)

    def set_letters(self, scale: float) -> None:
        """Write legend, names and the other aids at so many pixels a point."""
        self._letters = scale
        if self.box_outline:
            self.box_outline.set_letters(scale * self._share)
        if self._margin:
            self._margin.set_letters(scale * self._share)

    def set_legend(self, rows: Sequence[LegendRow]) -> None:
        """Name the colours in a corner; no rows, no legend."""
        if self._margin:
            self._margin.set_legend(tuple(rows))

    def set_labels(self, wishes: Sequence[LabelWish]) -> None:
        """Write names with leader lines beside the anatomy, as many as there is room for."""
        if self._margin:
            self._margin.set_labels(tuple(wishes))
            self._lookout.forget()

    def set_rulers(self, rulers: Sequence[Ruler]) -> None:
        """Draw measurements over the anatomy."""
        if self._margin:
            self._margin.set_rulers(tuple(rulers))

    def set_scale_bar(self, is_on: bool) -> None:
        """Show the length of a bar that lies in the plane through the centre of the view."""
        if self._margin:
            self._margin.has_scale_bar = is_on

    def set_orientation_marker(self, is_on: bool) -> None:
        """Show where left, back and head are."""
        if self._margin:
            self._margin.has_compass = is_on

    # -- pictures

    def set_quality(self, quality: Quality) -> None:
        """Say whether things move or rest from the next drawing on."""
        self._quality = quality
        self._plotter.renderer.SetUseOIT(quality is not Quality.MOVING)
        self._is_polished = False

    def prepare(self, seconds: float) -> bool:
        """Use spare time, for about that long; whether there is nothing left to do.

        Cuts exactly what was cut roughly; makes stand-ins for moving pictures (until then full surfaces are
        drawn while moving), and at last draws the resting picture once more with smoothed edges, which takes
        several times longer.
        """
        if not self.closing.is_over:
            if self.is_closing and self.closing.go_on(seconds):
                self.draw()
            return False
        if self._lookout.is_looking:
            self._look_on(seconds)
            return False
        if self.is_ringing:
            if self.ringing.go_on(seconds, self._took_s):
                self.draw()
            return False
        if not prepare(self.bodies.visible, seconds):
            return False
        if self._quality is Quality.MOVING or self._is_polished:
            return True
        if time.perf_counter() - self._drawn_at < POLISH_AFTER_S:
            return False
        self._is_polished = True
        self._ask_for_picture()
        return True

    @property
    def is_closing(self) -> bool:
        """Whether spare time goes into cutting bodies exactly now."""
        return not self.closing.is_over and self._quality is Quality.REST

    def call_off_closing(self) -> None:
        """Leave what is not cut exactly yet as it is drawn, until the section or box is another."""
        self.closing.call_off()
        self.draw()

    @property
    def is_ringing(self) -> bool:
        """Whether spare time goes into rings now."""
        return self.closing.is_over and self.ringing.left > 0 and self._quality is Quality.REST

    def call_off_ringing(self) -> None:
        """Leave vessels that have no rings yet without, until they are to have none or others."""
        self.ringing.call_off()
        self.draw()

    def deepening(self) -> Iterator[None]:
        """Darken all hollows and lay all rings, for a picture that waits for no spare time, with pauses."""
        for one in self.bodies.visible:
            one.deepen()
            yield
            if one.lacks_course:
                one.lay_course()
                yield

    def pick(self, x: float, y: float) -> str | None:
        """Id of the structure at a pixel: the nearest solid one, else the nearest faded one."""
        return self.bodies.pick(x, y)

    def pick_point(self, x: float, y: float) -> Triple | None:
        """Where that structure's surface is met, mm; of a faded one too if nothing solid lies there."""
        found = self.pick_surface(x, y)
        return found and found[0]

    def pick_surface(self, x: float, y: float) -> tuple[Triple, str] | None:
        """Both at once: where a surface is met, and whose it is."""
        return self.bodies.pick_surface(x, y)

    def clouds(self) -> dict[str, Cloud]:
        """Points on everything that is drawn, cut faces included, by id."""
        return dict(self.bodies.clouds())

    @property
    def labels(self) -> tuple[Label, ...]:
        """The names as they stood in the last picture, in pixels from the upper left corner."""
        return self._margin.labels if self._margin else ()

    @property
    def picture_height(self) -> int:
        """Pixels of the picture from top to bottom, in which labels are told."""
        return int(self._plotter.render_window.GetSize()[1])

    def draw(self) -> None:
        """Make the picture show what was asked."""
        self._is_polished = False
        self._size()
        self._freshen()
        self._look()
        self._drawn_at = time.perf_counter()
        self._ask_for_picture()

    def _size(self) -> None:
        """Draw fewer pixels while things move if that is what it takes."""
        share = self._pace.share if self._quality is Quality.MOVING else 1.0
        if self._resize is None or share == self._share:
            return
        self._share = share
        self._resize(share)
        self.set_letters(self._letters)

    def _on_start(self, *_: object) -> None:
        self.bodies.space_rings(self.viewpoint)
        self._began_at = time.perf_counter()

    def _on_end(self, *_: object) -> None:
        self.bodies.note_drawn()
        self._took_s = time.perf_counter() - self._began_at
        if self._resize is not None and self._quality is Quality.MOVING:
            self._pace.note(self._took_s)

    def _ask_for_picture(self) -> None:
        self._plotter.renderer.SetUseFXAA(self._is_polished)
        self._ask()

    def _freshen(self) -> None:
        visible = self.bodies.visible
        is_moving = self._quality is Quality.MOVING
        cuts = (*((self._cut,) if self._cut else ()), *(self._box.cuts() if self._box else ()))
        step = lightness(visible)
        if is_moving:
            self.closing.show_moving(visible, step.share, cuts)
        elif self._is_patient:
            self.closing.show_resting(visible, step.share, cuts)
            self.ringing.look_at(visible)
        else:
            self.bodies.flock.part()
            for one in visible:
                one.lay_course()
                one.show(1.0, cuts)
        if self.is_closing or self.is_ringing:
            self.wants_time()

    def _look(self) -> None:
        """See what there is to name, when things rest and something has changed that matters."""
        if self._margin is None or not self._margin.has_labels or self._quality is Quality.MOVING:
            self._lookout.pause()
            return
        if not self.closing.is_over:
            return
        opacities = tuple((one.id, one.appearance.opacity) for one in self.bodies.visible if one.appearance)
        shifts = tuple(one.shift_mm for one in self.bodies.visible)
        now = (self.viewpoint(), self.aspect(), self._cut, self._box, opacities, shifts)
        look = partial(looking, self.bodies.clouds(), self.viewpoint(), self.aspect())
        self._lookout.turn_to(now, look)
        self._show_sight(self._lookout.go_on(LOOKED_AT_ONCE_S if self._is_patient else float("inf")))
        if self._lookout.is_looking:
            self.wants_time()

    def _look_on(self, seconds: float) -> None:
        if self._show_sight(self._lookout.go_on(seconds)):
            self.draw()

    def _show_sight(self, sight: Sight | None) -> bool:
        if sight is not None and self._margin is not None:
            self._margin.set_sight(sight)
        return sight is not None


def _nothing() -> None:
    """Nobody has time to spare."""
