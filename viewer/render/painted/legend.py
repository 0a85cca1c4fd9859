"""The legend: which colour is what."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.render.appearance import rgb
from viewer.render.painted.ink import Ink, Picture, font, letters, picture, sheet, text_width
from viewer.render.protocol import LegendRow

FAINTEST_SWATCH = 0.35
"""A faded structure still needs a swatch that can be seen."""


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
    size = letters(scale)
    pitch, gap = round(1.55 * size), round(0.7 * size)
    width = 2 * gap + 1.9 * size + max(text_width(row.name, size) for row in rows)
    image, pen = sheet(width, len(rows) * pitch + gap)
    pen.rounded_rectangle((0, 0, image.width - 1, image.height - 1), radius=gap // 2, fill=ink.panel)
    for index, row in enumerate(rows):
        middle = gap / 2 + (index + 0.5) * pitch
        swatch = (gap, middle - 0.4 * size, gap + 1.2 * size, middle + 0.4 * size)
        alpha = round(255 * max(row.opacity, FAINTEST_SWATCH))
        pen.rounded_rectangle(swatch, radius=size // 5, fill=(*rgb(row.colour), alpha), outline=ink.line)
        pen.text((gap + 1.9 * size, middle), row.name, fill=ink.line, font=font(size), anchor="lm")
    return picture(image)
