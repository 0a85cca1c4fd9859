"""The scale bar: how long a length is in the plane through the centre of the view."""

from __future__ import annotations

import math

from viewer.render.painted.ink import Ink, Picture, letters, picture, sheet
from viewer.render.painted.shapes import Rule, Shape, Words, paint
from viewer.render.painted.typeface import text_width

_LONGEST_MM = 500.0
"""A view is four metres high at the most, a bar a fifth of its width."""


def bar_length_mm(widest_mm: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 … mm that is not longer than `widest_mm`.

    Examples
    --------
    >>> bar_length_mm(34.0)
    20.0
    """
    power = 10.0 ** math.floor(math.log10(widest_mm))
    step = max(step for step in (1.0, 2.0, 5.0) if step * power <= widest_mm * (1.0 + 1e-9))
    return float(step * power)


def paint_scale_bar(
    mm_per_pixel: float, widest_px: float, is_parallel: bool, ink: Ink, scale: float
) -> Picture:
    """A bar of a round length with its length written over it.

    Parameters
    ----------
    mm_per_pixel
        In the plane through the centre of the view.
    widest_px
        Longest bar wanted.
    is_parallel
        In parallel projection the length holds everywhere; in perspective only in that plane, and the bar
        says so.
    ink, scale
        Colours, and pixels a point.
    """
    width, height, shapes = scale_bar_shapes(mm_per_pixel, widest_px, is_parallel, ink, scale)
    image, _ = sheet(math.ceil(width), math.ceil(height))
    paint(shapes, image)
    return picture(image)


def scale_bar_shapes(
    mm_per_pixel: float, widest_px: float, is_parallel: bool, ink: Ink, scale: float
) -> tuple[float, float, tuple[Shape, ...]]:
    """Width, height and shapes of the bar, its upper left corner at the origin; parameters as before.

    The bar is as long as it says from the outer edge of one tick to that of the other.
    """
    length_mm = bar_length_mm(widest_px * mm_per_pixel)
    bar_px = length_mm / mm_per_pixel
    size = letters(scale)
    label = _label(length_mm, is_parallel)
    line, tick = _line(scale), 0.3 * size
    width, height = _extent(bar_px, label, scale)
    base = height - 1.5 * line
    # Whatever hangs below the line of writing stays clear of bar and ticks.
    written = base - tick - line - 0.25 * size
    left = (width - bar_px) / 2.0
    right = left + bar_px
    words = Words(width / 2, written, label, size, ink.line, "middle", is_on_line=True)
    foot = base + line / 2
    ends = [Rule(end, base - tick, end, foot, line, ink.line) for end in (left + line / 2, right - line / 2)]
    return width, height, (words, Rule(left, base, right, base, line, ink.line), *ends)


def largest_bar(widest_px: float, is_parallel: bool, scale: float) -> tuple[float, float]:
    """Width and height in pixels that no bar exceeds, whatever length it tells; parameters as before."""
    return _extent(widest_px, _label(_LONGEST_MM, is_parallel), scale)


def _label(length_mm: float, is_parallel: bool) -> str:
    return f"{length_mm:g} mm" if is_parallel else f"{length_mm:g} mm in the middle plane"


def _line(scale: float) -> float:
    return max(1.0, 1.5 * scale)


def _extent(bar_px: float, label: str, scale: float) -> tuple[float, float]:
    size, line = letters(scale), _line(scale)
    return max(bar_px, text_width(label, size)) + 2 * line, 2.0 * size + 2 * line
