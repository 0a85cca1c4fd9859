"""What aids are made of: a few plain shapes, to be painted in pixels or written into a vector file.

Lengths are pixels from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from viewer.render.painted.ink import LEAST_LETTERS, Colour, font, paintable

_FINE_LETTERS = 64
"""Letters of a broken height are painted this high and reduced: hinted small ones are not in proportion."""
_OVERSAMPLING = 4


@dataclass(frozen=True)
class Panel:
    """A filled rectangle with round corners."""

    left: float
    top: float
    right: float
    bottom: float
    radius: float
    fill: Colour
    outline: Colour | None = None


@dataclass(frozen=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: Colour


@dataclass(frozen=True)
class Rule:
    """A level or upright line, crisp to the pixel."""

    left: float
    top: float
    right: float
    bottom: float
    width: int
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


def paint(shapes: Sequence[Shape], onto: Image.Image) -> None:
    """Paint shapes over a picture, in their order."""
    pen = ImageDraw.Draw(onto)
    for shape in shapes:
        match shape:
            case Panel():
                _paint_panel(shape, pen)
            case Rule():
                box = (shape.left, shape.top, shape.right, shape.bottom)
                pen.line(box, fill=shape.colour, width=shape.width)
            case Words():
                _paint_words(shape, onto, pen)
            case Stroke() | Dot():
                _paint_smoothly(shape, onto)


def _paint_panel(panel: Panel, pen: ImageDraw.ImageDraw) -> None:
    box = (panel.left, panel.top, panel.right, panel.bottom)
    pen.rounded_rectangle(box, radius=panel.radius, fill=panel.fill, outline=panel.outline)


def _paint_words(words: Words, onto: Image.Image, pen: ImageDraw.ImageDraw) -> None:
    anchor = {"start": "l", "middle": "m", "end": "r"}[words.place] + ("s" if words.is_on_line else "m")
    text = paintable(words.text)
    if words.size == int(words.size):
        pen.text((words.x, words.y), text, fill=words.colour, font=font(int(words.size)), anchor=anchor)
        return
    _paint_in_proportion(replace(words, text=text), onto)


def _paint_in_proportion(words: Words, onto: Image.Image) -> None:
    shrink = max(words.size, LEAST_LETTERS) / _FINE_LETTERS
    fine = font(_FINE_LETTERS)
    left, top, right, bottom = fine.getbbox(words.text, anchor="ls")
    mask = Image.new("L", (max(1, round(right - left)), max(1, round(bottom - top))))
    ImageDraw.Draw(mask).text((-left, -top), words.text, fill=255, font=fine, anchor="ls")
    size = (max(1, round(mask.width * shrink)), max(1, round(mask.height * shrink)))
    mask = mask.resize(size, Image.Resampling.BOX if shrink < 1.0 else Image.Resampling.LANCZOS)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.place]
    line = words.y if words.is_on_line else words.y + 0.36 * words.size
    corner = (round(words.x + left * shrink - share * right * shrink), round(line + top * shrink))
    _lay(onto, mask, words.colour, corner)


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
    mask = mask.crop(cut).point(lambda value: value * colour[3] // 255)
    layer = Image.new("RGBA", mask.size, colour[:3])
    layer.putalpha(mask)
    onto.alpha_composite(layer, (x + cut[0], y + cut[1]))
