"""Names and leaders over the view, following the camera."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vtkmodules.vtkRenderingCore import vtkRenderer

from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.leaders import Leaders
from viewer.render.labels.page import Label, label_scale, label_shapes, name_shapes, taken_sides, written
from viewer.render.labels.sheet import Box, Placed
from viewer.render.labels.sight import NOTHING, Sight
from viewer.render.painted.ink import Ink, Picture, picture, sheet
from viewer.render.painted.shapes import moved, paint
from viewer.render.painted.sticker import Sticker
from viewer.render.protocol import LabelWish


class LabelLayer:
    """Writes names round the anatomy of a renderer.

    What is in sight is looked at when things rest and told through :attr:`sight`; meanwhile the same points
    are followed, wherever the camera puts them.
    """

    def __init__(self, renderer: vtkRenderer, scale: float) -> None:
        self._renderer, self.scale = renderer, scale
        self.wishes: tuple[LabelWish, ...] = ()
        self.sight: Sight = NOTHING
        self.labels: tuple[Label, ...] = ()
        """The names as they stand now, in pixels from the upper left corner."""
        self._leaders = Leaders(renderer)
        self._stickers: list[Sticker] = []

    def taken_sides(self, width: int) -> tuple[float, float]:
        """Shares of a picture `width` pixels wide that names need at the left and at the right."""
        return taken_sides(width, self.scale) if self.wishes else (0.0, 0.0)

    def freshen(self, viewpoint: Viewpoint, size: tuple[int, int], ink: Ink, taken: Sequence[Box]) -> None:
        """Write the names anew for where the camera is."""
        sight = self.sight if self.wishes else NOTHING
        self.labels = written(self.wishes, sight, viewpoint, size, self.scale, taken)
        scale = label_scale(size[0], self.scale)
        self._leaders.show(label_shapes(self.labels, ink, scale), size[1])
        while len(self._stickers) < len(self.labels):
            self._stickers.append(Sticker(self._renderer, is_right=False, is_top=False))
        for label, sticker in zip(self.labels, self._stickers, strict=False):
            left, top, right, bottom = label.placed.box
            extent = (right - left, bottom - top)
            sticker.show(
                _painted(label.lines, label.placed.is_left, label.is_note, extent, ink, scale * label.shrink)
            )
            sticker.put(round(left), size[1] - round(top) - round(extent[1]))
        for sticker in self._stickers[len(self.labels) :]:
            sticker.show(None)


@lru_cache(maxsize=256)
def _painted(
    lines: tuple[tuple[str, bool], ...],
    is_left: bool,
    is_note: bool,
    extent: tuple[float, float],
    ink: Ink,
    scale: float,
) -> Picture:
    box = (0.0, 0.0, extent[0], extent[1])
    image, _ = sheet(*extent)
    label = Label("", lines, Placed("", is_left, box, ((0.0, 0.0),) * 3), is_note)
    paint(moved(name_shapes(label, ink, scale), 0.0, 0.0), image)
    return picture(image)
