"""Letters of a typeface of this machine in a PDF file, as outlines.

They come from files of any kind and licence, so the typeface itself does not travel with the picture.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas


def draw_outlines(canvas: Canvas, text: str, file: Path, size: float, place: tuple[float, float]) -> None:
    """Fill the outlines of letters `size` high, from a place on their line; those not there are left out."""
    typeface = _typeface(file)
    glyphs, names = typeface.getGlyphSet(), typeface.getBestCmap()
    scale = size / typeface["head"].unitsPerEm
    canvas.saveState()
    canvas.translate(*place)
    canvas.scale(scale, scale)
    for letter in text:
        name = names.get(ord(letter))
        if name is None:
            continue
        path = canvas.beginPath()
        glyphs[name].draw(_Pen(glyphs, path))
        canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
        canvas.translate(glyphs[name].width, 0.0)
    canvas.restoreState()


@lru_cache(maxsize=8)
def _typeface(file: Path) -> TTFont:
    return TTFont(str(file), fontNumber=0, lazy=True)


class _Pen(BasePen):
    """Draws a glyph into a path."""

    def __init__(self, glyphs: Any, path: Any) -> None:
        super().__init__(glyphs)
        self._path = path

    def _moveTo(self, point: tuple[float, float]) -> None:
        self._path.moveTo(*point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self._path.lineTo(*point)

    def _curveToOne(
        self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]
    ) -> None:
        self._path.curveTo(*one, *two, *end)

    def _closePath(self) -> None:
        self._path.close()
