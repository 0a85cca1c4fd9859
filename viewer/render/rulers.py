"""Measurements drawn over the anatomy: lines, end points, and the value beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from vtkmodules.vtkRenderingCore import vtkRenderer

from viewer.model.viewpoint import Viewpoint
from viewer.render.labels.leaders import Leaders
from viewer.render.painted.ink import Colour, Ink, letters, picture, sheet
from viewer.render.painted.shapes import Dot, Panel, Shape, Stroke, Words, moved, paint
from viewer.render.painted.sticker import Sticker
from viewer.render.painted.typeface import text_width
from viewer.render.projection import projected
from viewer.render.protocol import Ruler

LINE_POINTS, DOT_POINTS, HALO_POINTS = 1.6, 3.0, 1.6
LINE: Colour = (214, 40, 57, 255)
"""A red that no group of veins has, with a halo in the colour of panels."""
LINE_ON_DARK: Colour = (255, 112, 122, 255)
"""The same where it would sink into a dark ground."""
APART_POINTS = 2.0


def line_shapes(
    rulers: Sequence[Ruler], viewpoint: Viewpoint, size: tuple[int, int], ink: Ink, scale: float
) -> list[Shape]:
    """Lines and points in pixels of a picture from its upper left corner; those behind the eye left out."""
    paths = [path for ruler in rulers if (path := _places(ruler, viewpoint, size))]
    shapes: list[Shape] = []
    for grown, colour in ((HALO_POINTS, (*ink.panel[:3], 230)), (0.0, _line_on(ink))):
        for path in paths:
            if len(path) > 1:
                shapes.append(Stroke(path, (LINE_POINTS + grown) * scale, colour))
            # Of a way along veins only the ends: it has a point every few millimetres.
            marked = path if len(path) <= 3 else (path[0], path[-1])
            shapes += [Dot(x, y, (DOT_POINTS + grown / 2) * scale, colour) for x, y in marked]
    return shapes


def value_shapes(
    rulers: Sequence[Ruler], viewpoint: Viewpoint, size: tuple[int, int], ink: Ink, scale: float
) -> list[tuple[Shape, ...]]:
    """The values, each on its panel: beside the middle of a distance or way, or the corner of an angle.

    None lies on another as long as the picture has room above or below.
    """
    values: list[tuple[Shape, ...]] = []
    taken: list[Extent] = []
    for ruler in rulers:
        path = _places(ruler, viewpoint, size)
        if ruler.text and path:
            x, y = np.mean(path, axis=0) if len(path) == 2 else path[len(path) // 2]
            width, height = _extent(ruler.text, scale)
            left = min(max(float(x) + 6 * scale, 0.0), size[0] - width)
            top = min(max(float(y) - height - 4 * scale, 0.0), size[1] - height)
            top = _free_top((left, top, left + width, top + height), taken, size[1], APART_POINTS * scale)
            taken.append((left, top, left + width, top + height))
            values.append(moved(_value(ruler.text, ink, scale), left, top))
    return values


Extent = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _free_top(box: Extent, taken: Sequence[Extent], foot: float, gap: float) -> float:
    """The upper edge nearest to where a box would like to be, at which it lies on none of those taken."""
    left, wanted, right, bottom = box
    height = bottom - wanted
    beside = [each for each in taken if each[0] < right + gap and left < each[2] + gap]
    tops = [wanted, *(each[1] - height - gap for each in beside), *(each[3] + gap for each in beside)]
    free = [
        top
        for top in tops
        if 0.0 <= top <= foot - height
        and all(top >= each[3] + gap - 1e-6 or top + height + gap <= each[1] + 1e-6 for each in beside)
    ]
    return min(free, key=lambda top: abs(top - wanted), default=wanted)


def _line_on(ink: Ink) -> Colour:
    return LINE_ON_DARK if sum(ink.line[:3]) > sum(ink.panel[:3]) else LINE


class RulerLayer:
    """Measurements over a renderer's picture, following the camera."""

    def __init__(self, renderer: vtkRenderer, scale: float) -> None:
        self._renderer, self.scale = renderer, scale
        self.rulers: tuple[Ruler, ...] = ()
        self._lines = Leaders(renderer)
        self._stickers: list[Sticker] = []

    def freshen(self, viewpoint: Viewpoint, size: tuple[int, int], ink: Ink) -> None:
        """Draw all anew for where the camera is."""
        self._lines.show(line_shapes(self.rulers, viewpoint, size, ink, self.scale), size[1])
        values = value_shapes(self.rulers, viewpoint, size, ink, self.scale)
        while len(self._stickers) < len(values):
            self._stickers.append(Sticker(self._renderer, is_right=False, is_top=False))
        for shapes, sticker in zip(values, self._stickers, strict=False):
            panel = shapes[0]
            assert isinstance(panel, Panel)
            width, height = math.ceil(panel.right - panel.left) + 1, math.ceil(panel.bottom - panel.top) + 1
            image, _ = sheet(width, height)
            paint(moved(shapes, -panel.left, -panel.top), image)
            sticker.show(picture(image))
            sticker.put(round(panel.left), size[1] - round(panel.top) - height)
        for sticker in self._stickers[len(values) :]:
            sticker.show(None)


def _places(ruler: Ruler, viewpoint: Viewpoint, size: tuple[int, int]) -> tuple[tuple[float, float], ...]:
    width, height = size
    places, _ = projected(np.array(ruler.points, float), viewpoint)
    if not np.isfinite(places).all():
        return ()
    return tuple((width / 2 + x * height, height / 2 - y * height) for x, y in places.tolist())


def _extent(text: str, scale: float) -> tuple[float, float]:
    size = letters(1.25 * scale)
    return text_width(text, size) + size, 1.6 * size


def _value(text: str, ink: Ink, scale: float) -> tuple[Shape, ...]:
    width, height = _extent(text, scale)
    size = letters(1.25 * scale)
    panel = Panel(0, 0, width, height, size / 3, (*ink.panel[:3], 235), _line_on(ink))
    return panel, Words(width / 2, height / 2, text, size, ink.line, "middle")
