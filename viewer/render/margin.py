"""Legend, scale bar and orientation marker around the anatomy."""

from __future__ import annotations

import math

from vtkmodules.vtkRenderingCore import vtkRenderer

from viewer.model.viewpoint import Viewpoint
from viewer.render.camera import viewpoint_of
from viewer.render.cuts.section_handle import Handle, box_handles, handle_of
from viewer.render.labels.layer import LabelLayer
from viewer.render.labels.leaders import Leaders
from viewer.render.labels.page import Label
from viewer.render.labels.sheet import Box
from viewer.render.labels.sight import Sight
from viewer.render.painted.compass import paint_compass
from viewer.render.painted.ink import Picture, ink_on, letters
from viewer.render.painted.legend import legend_size, paint_legend
from viewer.render.painted.scale_bar import paint_scale_bar
from viewer.render.painted.shapes import Dot, Shape, Stroke
from viewer.render.painted.sticker import Sticker
from viewer.render.protocol import Box as SectionBox
from viewer.render.protocol import Cut, LabelWish, LegendRow, Ruler
from viewer.render.rulers import RulerLayer

MARGIN_POINTS = 8.0
MOST_TAKEN = 0.4
"""A legend may take no more of the width from the anatomy; in a narrow picture it lies over it."""
SMALLEST_LEGEND = 0.6
"""Letters of a legend in a narrow picture, as a share of their usual size; smaller ones nobody reads."""
HANDLE, HALO = (23, 90, 158, 255), (255, 255, 255, 220)
HANDLE_POINTS = 6.5
"""Radius of the knob at the end of a section's handle: large enough to hit."""
WIDEST_BAR = 0.18
"""Longest scale bar as a share of the picture's width."""


class Margin:
    """Paints the aids and keeps them in their corners, whoever moves the camera.

    Parameters
    ----------
    renderer
        What they lie over; the aids are brought up to date each time it starts a picture.
    scale
        Pixels a point.
    """

    def __init__(self, renderer: vtkRenderer, scale: float) -> None:
        self._renderer = renderer
        self._scale = scale
        self._ink = ink_on("#ffffff")
        self._legend_rows: tuple[LegendRow, ...] = ()
        self.has_scale_bar = False
        self.has_compass = False
        self._labels = LabelLayer(renderer, scale)
        self._handle = Leaders(renderer)
        self._rulers = RulerLayer(renderer, scale)
        self._cut: Cut | None = None
        self._box: SectionBox | None = None
        self._legend = Sticker(renderer, is_right=False, is_top=True)
        self._bar = Sticker(renderer, is_right=True, is_top=False)
        self._compass = Sticker(renderer, is_right=False, is_top=False)
        self._painted: object = None
        self._legend_painted: object = None
        self._compass_painted: object = None
        renderer.AddObserver("StartEvent", lambda *_: self._freshen())

    def set_backdrop(self, colour: str) -> None:
        """Choose ink that is readable on ``#rrggbb``."""
        self._ink = ink_on(colour)
        rows, self._legend_rows = self._legend_rows, ()
        self.set_legend(rows)

    def set_letters(self, scale: float) -> None:
        """Write everything at so many pixels a point."""
        self._scale = self._labels.scale = self._rulers.scale = scale
        rows, self._legend_rows = self._legend_rows, ()
        self.set_legend(rows)
        self._painted = None

    def set_legend(self, rows: tuple[LegendRow, ...]) -> None:
        """Name these colours; no rows, no legend."""
        if rows == self._legend_rows:
            return
        self._legend_rows = rows
        self._fit_legend(self._renderer.GetSize()[0])
        self._painted = None

    def set_labels(self, wishes: tuple[LabelWish, ...]) -> None:
        """Write these names, as far as there is room for them."""
        self._labels.wishes = wishes
        self._painted = None

    def set_rulers(self, rulers: tuple[Ruler, ...]) -> None:
        """Draw these measurements."""
        self._rulers.rulers = rulers
        self._painted = None

    def set_sight(self, sight: Sight) -> None:
        """What there is to point at from now on."""
        self._labels.sight = sight
        self._painted = None

    def set_cut(self, cut: Cut | None) -> None:
        """Show the handle of this cut, or of none."""
        self._cut = cut
        self._painted = None

    def set_box(self, box: SectionBox | None) -> None:
        """Show the handles of this box, or of none."""
        self._box = box
        self._painted = None

    @property
    def has_labels(self) -> bool:
        """Whether names are to be written."""
        return bool(self._labels.wishes)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The names as they stood in the last picture."""
        return self._labels.labels

    def taken_left(self, width: int) -> float:
        """Share of a picture `width` pixels wide that the legend and the room round it, or names, take."""
        self._fit_legend(width)
        # Names stand below the legend: they need the room anyway, and about as much.
        if self.has_labels or not self._legend_rows:
            return self._labels.taken_sides(width)[0]
        return min((self._legend.width + 2 * MARGIN_POINTS * self._scale) / max(width, 1), MOST_TAKEN)

    def _fit_legend(self, width: int) -> None:
        """Paint the legend with letters so small that in a narrow picture it leaves most to the anatomy."""
        rows, scale = self._legend_rows, self._scale
        if rows and width > 0:
            room = MOST_TAKEN * width - 2 * MARGIN_POINTS * scale
            scale = max(min(scale, scale * room / legend_size(rows, scale)[0]), SMALLEST_LEGEND * scale)
        wanted = (rows, self._ink, letters(scale))
        if wanted != self._legend_painted:
            self._legend_painted = wanted
            self._legend.show(paint_legend(rows, self._ink, scale) if rows else None)

    def taken_right(self, width: int) -> float:
        """Share of a picture `width` pixels wide that names take at the right."""
        return self._labels.taken_sides(width)[1]

    def _freshen(self) -> None:
        size = self._renderer.GetSize()
        viewpoint = viewpoint_of(self._renderer.GetActiveCamera())
        wanted = (viewpoint, size, self._ink, self.has_scale_bar, self.has_compass)
        if wanted == self._painted:
            return
        self._painted = wanted
        self._fit_legend(size[0])
        self._turn_compass(viewpoint)
        self._bar.show(self._paint_bar(viewpoint, size) if self.has_scale_bar else None)
        for sticker in (self._legend, self._bar, self._compass):
            sticker.place(size, round(MARGIN_POINTS * self._scale))
        self._labels.freshen(viewpoint, size, self._ink, self._taken(size))
        self._rulers.freshen(viewpoint, size, self._ink)
        self._handle.show(self._handle_shapes(viewpoint, size), size[1])

    def _turn_compass(self, viewpoint: Viewpoint) -> None:
        """Paint the orientation marker anew if it is seen from elsewhere."""
        wanted = (viewpoint.direction, viewpoint.up, self._ink, self._scale) if self.has_compass else None
        if wanted != self._compass_painted:
            self._compass_painted = wanted
            self._compass.show(paint_compass(viewpoint, self._ink, self._scale) if wanted else None)

    def _handle_shapes(self, viewpoint: Viewpoint, size: tuple[int, int]) -> list[Shape]:
        handles = [] if self._cut is None else [handle_of(self._cut, viewpoint)]
        handles += [] if self._box is None else box_handles(self._box, viewpoint)
        return [shape for handle in handles for shape in self._arrow_shapes(handle, size)]

    def _arrow_shapes(self, handle: Handle, size: tuple[int, int]) -> list[Shape]:
        width, height = size
        foot, tip = (
            (width / 2 + right * height, height / 2 - up * height) for right, up in (handle.foot, handle.tip)
        )
        shapes: list[Shape] = []
        if not all(math.isfinite(value) for value in (*foot, *tip)):
            return shapes
        for grown, colour in ((1.6, HALO), (0.0, HANDLE)):
            shapes.append(Stroke((foot, tip), (2.2 + grown) * self._scale, colour))
            shapes.append(Dot(*foot, (2.4 + grown / 2) * self._scale, colour))
            shapes.append(Dot(*tip, (HANDLE_POINTS + grown / 2) * self._scale, colour))
        return shapes

    def _taken(self, size: tuple[int, int]) -> list[Box]:
        """Boxes of the other aids, in pixels from the upper left corner."""
        return [box for sticker in (self._legend, self._bar, self._compass) if (box := sticker.box(size))]

    def _paint_bar(self, viewpoint: Viewpoint, size: tuple[int, int]) -> Picture:
        mm_per_pixel = (viewpoint.height_mm or 1.0) / max(size[1], 1)
        return paint_scale_bar(
            mm_per_pixel, WIDEST_BAR * size[0], viewpoint.is_parallel, self._ink, self._scale
        )
