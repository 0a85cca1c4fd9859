"""What aids are made of: a few plain shapes, to be painted in pixels or written into a vector file.

Lengths are pixels from the upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from viewer.render.painted.ink import LEAST_LETTERS, Colour
from viewer.render.painted.line_order import as_seen
from viewer.render.painted.typeface import runs, text_width

_FINE_LETTERS = 64
"""Letters are painted so high, or twice as high and so on, and reduced: small ones are not in proportion."""
BELOW_MIDDLE = 0.36
"""How far below the middle of a line of text its letters stand, in heights of the letters."""
_OVERSAMPLING = 4


@dataclass(frozen=True)
class Panel:
    """A filled rectangle with round corners; `edge` is the width of its outline."""

    left: float
    top: float
    right: float
    bottom: float
    radius: float
    fill: Colour
    outline: Colour | None = None
    edge: float = 1.0


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: Colour


@dataclass(frozen=True)
class Rule:
    """A level or upright line; painted, it has whole pixels."""

    left: float
    top: float
    right: float
    bottom: float
    width: float
    colour: Colour


@dataclass(frozen=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: Colour


@dataclass(frozen=True)
class Words:
    """One line of text.

    `place` says what `x` is: the ``start``, ``middle`` or ``end`` of the line; `y` is its middle, or with
    `is_on_line` the line the letters stand on.
    """

    x: float
    y: float
    text: str
    size: float
    colour: Colour
    place: str = "start"
    is_on_line: bool = False
    is_slanted: bool = False


_LENGTHS = frozenset(("left", "top", "right", "bottom", "radius", "edge", "width", "x", "y", "size"))
"""Fields of shapes that grow with the picture."""

Shape = Panel | Stroke | Rule | Dot | Words


def moved(shapes: Sequence[Shape], right: float, down: float) -> tuple[Shape, ...]:
    """The shapes somewhere else."""
    return tuple(_moved(shape, right, down) for shape in shapes)


def _moved(shape: Shape, right: float, down: float) -> Shape:
    match shape:
        case Panel() | Rule():
            return replace(
                shape, left=shape.left + right, right=shape.right + right, top=shape.top + down,
                bottom=shape.bottom + down,
            )  # fmt: skip
        case Stroke():
            return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)


def scaled(shapes: Sequence[Shape], factor: float) -> tuple[Shape, ...]:
    """The shapes of a picture that is so many times larger."""
    return tuple(_scaled(shape, factor) for shape in shapes)


def _scaled(shape: Shape, factor: float) -> Shape:
    if isinstance(shape, Stroke):
        points = tuple((factor * x, factor * y) for x, y in shape.points)
        return replace(shape, points=points, width=factor * shape.width)
    lengths = (field.name for field in fields(shape) if field.name in _LENGTHS)
    return replace(shape, **{name: factor * getattr(shape, name) for name in lengths})


def paint(shapes: Sequence[Shape], onto: Image.Image) -> None:
    """Paint shapes over a picture, in their order."""
    pen = ImageDraw.Draw(onto)
    for shape in shapes:
        match shape:
            case Panel():
                _paint_panel(shape, pen)
            case Rule():
                pen.rectangle(_whole_pixels(shape), fill=shape.colour)
            case Words():
                _paint_words(shape, onto)
            case Stroke() | Dot():
                _paint_smoothly(shape, onto)


def _paint_panel(panel: Panel, pen: ImageDraw.ImageDraw) -> None:
    (left, right), (top, bottom) = (
        _first_and_last(panel.left, panel.right), _first_and_last(panel.top, panel.bottom)
    )  # fmt: skip
    box, edge = (left, top, right, bottom), max(1, round(panel.edge))
    # Pillow cannot draw corners that leave nothing between them.
    radius = max(min(panel.radius, (right - left) / 2 - 1, (bottom - top) / 2 - 1), 0)
    pen.rounded_rectangle(box, radius=radius, fill=panel.fill, outline=panel.outline, width=edge)


def _whole_pixels(rule: Rule) -> tuple[int, int, int, int]:
    """The first and the last pixels a line covers, across and down."""
    half = max(1.0, rule.width) / 2.0
    aside, along = (0.0, half) if rule.top == rule.bottom else (half, 0.0)
    left, right = _first_and_last(rule.left - aside, rule.right + aside)
    top, bottom = _first_and_last(rule.top - along, rule.bottom + along)
    return left, top, right, bottom


def _first_and_last(start: float, end: float) -> tuple[int, int]:
    first = round(start)
    return first, first + max(1, round(end - start)) - 1


def _paint_words(words: Words, onto: Image.Image) -> None:
    """Paint a line fine and reduce it to its very width and place, so that every size is in proportion."""
    size = max(words.size, LEAST_LETTERS)
    high = _FINE_LETTERS * max(1, math.ceil(size / _FINE_LETTERS))
    parts = _placed_parts(as_seen(words.text), high, words.is_slanted)
    width = text_width(words.text, size, words.is_slanted)
    if not width:
        return
    last = parts[-1]
    across, down = width / (last.start + last.font.getlength(last.text)), size / high
    start = words.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[words.place] * width
    # Letters stand on whole pixels, which keeps small ones crisp.
    line = round(words.y if words.is_on_line else words.y + BELOW_MIDDLE * size)
    boxes = np.array([part.font.getbbox(part.text, anchor="ls") for part in parts], float)
    boxes[:, ::2] += np.array([[part.start] for part in parts])
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    box = (
        math.floor(start + left * across), math.floor(line + top * down),
        math.ceil(start + right * across), math.ceil(line + bottom * down),
    )  # fmt: skip
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    # In fine pixels, what the whole pixels of the box cover.
    covered = (
        (box[0] - start) / across,
        (box[1] - line) / down,
        (box[2] - start) / across,
        (box[3] - line) / down,
    )
    origin = math.floor(covered[0]), math.floor(covered[1])
    mask = Image.new("L", (math.ceil(covered[2]) - origin[0], math.ceil(covered[3]) - origin[1]))
    pen = ImageDraw.Draw(mask)
    for part in parts:
        place = part.start - origin[0], -origin[1]
        pen.text(place, part.text, fill=255, font=part.font, anchor="ls")
    within = (
        covered[0] - origin[0], covered[1] - origin[1], covered[2] - origin[0], covered[3] - origin[1]
    )  # fmt: skip
    mask = mask.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BOX, box=within)
    _lay(onto, mask, words.colour, box[:2])


class _Part(NamedTuple):
    text: str
    font: ImageFont.FreeTypeFont
    start: float


def _placed_parts(text: str, pixels: int, is_slanted: bool) -> list[_Part]:
    """A line from the left, in parts from one typeface each, so many pixels high."""
    parts, start = [], 0.0
    for run in runs(text):
        letters = run.font(pixels, is_slanted)
        parts.append(_Part(run.text, letters, start))
        start += letters.getlength(run.text)
    return parts


def _paint_smoothly(shape: Stroke | Dot, onto: Image.Image) -> None:
    left, top, right, bottom = _box(shape)
    k = _OVERSAMPLING
    mask = Image.new("L", ((right - left) * k, (bottom - top) * k))
    pen = ImageDraw.Draw(mask)
    if isinstance(shape, Dot):
        x, y, radius = (shape.x - left) * k, (shape.y - top) * k, shape.radius * k
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    else:
        places = [((x - left) * k, (y - top) * k) for x, y in shape.points]
        pen.line(places, fill=255, width=max(1, round(shape.width * k)), joint="curve")
    mask = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
    _lay(onto, mask, shape.colour, (left, top))


def _box(shape: Stroke | Dot) -> tuple[int, int, int, int]:
    """Whole pixels around a shape."""
    reach = (shape.radius if isinstance(shape, Dot) else shape.width) + 1
    places = ((shape.x, shape.y),) if isinstance(shape, Dot) else shape.points
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return int(min(xs) - reach), int(min(ys) - reach), int(max(xs) + reach + 1), int(max(ys) + reach + 1)


def _lay(onto: Image.Image, mask: Image.Image, colour: Colour, corner: tuple[int, int]) -> None:
    """Cover a picture with a colour where a mask says so, cut off at the picture's edges."""
    x, y = corner
    cut = (max(-x, 0), max(-y, 0), min(mask.width, onto.width - x), min(mask.height, onto.height - y))
    if cut[0] >= cut[2] or cut[1] >= cut[3]:
        return
    mask = mask.crop(cut)
    if colour[3] < 255:
        mask = mask.point([value * colour[3] // 255 for value in range(256)])
    layer = Image.new("RGBA", mask.size, colour[:3])
    layer.putalpha(mask)
    onto.alpha_composite(layer, (x + cut[0], y + cut[1]))
