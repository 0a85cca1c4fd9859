"""The legend: which colour is what."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from viewer.model.pattern import Pattern
from viewer.render.appearance import rgb
from viewer.render.painted.ink import Ink, Picture, letters, picture, sheet
from viewer.render.painted.shapes import Panel, Shape, Words, paint
from viewer.render.painted.typeface import text_width
from viewer.render.protocol import LegendRow

FAINTEST_SWATCH = 0.35
"""A faded structure still needs a swatch that can be seen."""

PLAIN_SWATCH, RINGED_SWATCH = 1.2, 3.0
"""Widths of swatches in heights of the letters; rings need room."""
PITCHES = 2
"""How often the rings of a swatch come again."""
_PITCH, _GAP, _EDGE = 1.55, 0.7, 0.055
"""From row to row, round the rows, and of the line round a swatch, in heights of the letters."""


def paint_legend(rows: Sequence[LegendRow], ink: Ink, scale: float) -> Picture:
    """Swatches and names, one row below the other, on a panel.

    Parameters
    ----------
    rows
        From top to bottom; at least one.
    ink
        Colours of letters and panel.
    scale
        Pixels a point.
    """
    return _painted(tuple(rows), ink, scale)


@lru_cache(maxsize=32)
def _painted(rows: tuple[LegendRow, ...], ink: Ink, scale: float) -> Picture:
    """The same, kept: what is switched off and on again, or undone, brings the same rows back."""
    image, _ = sheet(*map(math.ceil, legend_size(rows, scale)))
    paint(legend_shapes(rows, ink, scale), image)
    painted = picture(image)
    painted.flags.writeable = False
    return painted


def legend_size(rows: Sequence[LegendRow], scale: float) -> tuple[float, float]:
    """Width and height in pixels."""
    size = letters(scale)
    pitch, gap = _PITCH * size, _GAP * size
    width = 2 * gap + (_swatch(rows) + 0.7) * size + max(text_width(row.name, size) for row in rows)
    return width, len(rows) * pitch + gap


def legend_shapes(rows: Sequence[LegendRow], ink: Ink, scale: float) -> tuple[Shape, ...]:
    """The same as shapes, its upper left corner at the origin."""
    width, height = legend_size(rows, scale)
    back = Panel(0, 0, width, height, _GAP * letters(scale) / 2, ink.panel)
    return back, *_rows(rows, ink, letters(scale))


def _rows(rows: Sequence[LegendRow], ink: Ink, size: float) -> Iterator[Shape]:
    pitch, gap, edge = _PITCH * size, _GAP * size, _EDGE * size
    wide = _swatch(rows)
    for index, row in enumerate(rows):
        middle = gap / 2 + (index + 0.5) * pitch
        alpha = round(255 * max(row.opacity, FAINTEST_SWATCH))
        left, top, right, bottom = gap, middle - 0.4 * size, gap + wide * size, middle + 0.4 * size
        yield Panel(left, top, right, bottom, size / 5, (*rgb(row.colour), alpha), ink.line, edge)
        if row.pattern is not None:
            yield from _ringed(row.pattern, (left, top + edge, right, bottom - edge), alpha)
        yield Words(gap + (wide + 0.7) * size, middle, row.name, size, ink.line)


def _ringed(pattern: Pattern, box: tuple[float, float, float, float], alpha: int) -> Iterator[Shape]:
    """The rings of a swatch, which shows a vessel that runs level."""
    left, top, right, bottom = box
    pitch = (right - left) / PITCHES
    for number in range(PITCHES):
        for start, end in pattern.rings:
            begin, until = (left + (number + share) * pitch for share in (start, end))
            yield Panel(begin, top, until, bottom, 0, (*rgb(pattern.colour), alpha))


def _swatch(rows: Sequence[LegendRow]) -> float:
    """Width of all swatches of a legend, in heights of the letters."""
    return RINGED_SWATCH if any(row.pattern for row in rows) else PLAIN_SWATCH
