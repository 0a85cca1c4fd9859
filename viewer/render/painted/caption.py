"""What a picture says of itself, in lines at its foot."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.render.painted.ink import Ink, letters
from viewer.render.painted.shapes import Shape, Words
from viewer.render.painted.typeface import text_width

_LINE_PITCH = 1.35


def caption_lines(text: str, width: float, scale: float) -> tuple[str, ...]:
    """The words in lines no wider than `width` pixels; one that is wider alone has a line of its own.

    Parameters
    ----------
    text
        Anything; how it is broken into lines does not matter.
    width
        Of the picture between its margins, pixels.
    scale
        Pixels a point.
    """
    return tuple(_broken(text.split(), width, letters(scale)))


def caption_height(lines: tuple[str, ...], scale: float) -> float:
    """Height of so many lines in pixels."""
    return len(lines) * _LINE_PITCH * letters(scale)


def caption_shapes(lines: tuple[str, ...], ink: Ink, scale: float) -> tuple[Shape, ...]:
    """The lines as shapes, their upper left corner at the origin."""
    size = letters(scale)
    return tuple(
        Words(0.0, (number + 0.5) * _LINE_PITCH * size, line, size, ink.line)
        for number, line in enumerate(lines)
    )


def _broken(words: list[str], width: float, size: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
