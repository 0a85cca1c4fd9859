"""Draws structures with PyVista, on screen or off."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

import pyvista as pv
from vtkmodules.vtkCommonSystem import vtkTimerLog

from meshes.geometry.trimesh import TriMesh
from viewer.model.viewpoint import Triple, Viewpoint
from viewer.render.bodies import Bodies
from viewer.render.camera import place, viewpoint_of
from viewer.render.cuts.box_outline import BoxOutline
from viewer.render.finishing import Finishing
from viewer.render.labels.page import Label
from viewer.render.labels.sight import Cloud
from viewer.render.lights import light
from viewer.render.margin import Margin
from viewer.render.pace import Pace
from viewer.render.protocol import Appearance, Box, Cut, LabelWish, LegendRow, Quality, Ruler


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
        Whether rings and exact cuts may wait for spare time (:class:`~viewer.render.finishing.Finishing`).
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
        self._cut: Cut | None = None
        self._box: Box | None = None
        self._quality = Quality.REST
        self._taken_left, self._taken_right, self._aspect = taken_left, taken_right, aspect
        self._has_handle = has_handle
        self._resize, self._share, self._letters = resize, 1.0, scale
        self._pace, self._began_at = Pace(), 0.0
        plotter.render_window.AddObserver("StartEvent", self._on_start)
        plotter.render_window.AddObserver("EndEvent", self._on_end)
        plotter.disable_anti_aliasing()
        light(plotter)
        self._margin = Margin(plotter.renderer, scale) if has_margin else None
        polish = partial(self._ask_for_picture, is_smooth=True)
        self.finishing = Finishing(self.bodies, self._margin, self.draw, polish, is_patient)
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
            self.finishing.forget_sight()

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
        self.finishing.rest(quality is Quality.REST)

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
        self._size()
        cuts = (*((self._cut,) if self._cut else ()), *(self._box.cuts() if self._box else ()))
        self.finishing.begin(cuts, lambda: (self.viewpoint(), self.aspect()))
        self._ask_for_picture(is_smooth=False)

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
        self.finishing.picture_s = time.perf_counter() - self._began_at
        if self._resize is not None and self._quality is Quality.MOVING:
            self._pace.note(self.finishing.picture_s)

    def _ask_for_picture(self, is_smooth: bool) -> None:
        self._plotter.renderer.SetUseFXAA(is_smooth)
        self._ask()
