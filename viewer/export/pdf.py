"""A picture as PDF: the anatomy as an image, words as text, leaders as lines."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from viewer.export.composition import Composition
from viewer.export.outlined_letters import draw_outlines
from viewer.export.picture_size import MM_PER_INCH
from viewer.render.painted.ink import Colour
from viewer.render.painted.line_order import as_seen
from viewer.render.painted.shapes import BELOW_MIDDLE, Dot, Panel, Rule, Shape, Stroke, Words
from viewer.render.painted.typeface import FAMILY, runs, text_width, typeface_file

_POINTS_AN_INCH = 72.0
_FONT, _SLANTED = FAMILY, f"{FAMILY} Italic"


def pdf(composition: Composition, page_mm: tuple[float, float], title: str, caption: str) -> bytes:
    """The bytes of a file with one page of so many mm, which the picture fills; always the same bytes.

    The letters it uses are embedded, as printers ask for.
    """
    _know_letters()
    height, width = composition.ground.shape[:2]
    buffer = io.BytesIO()
    page = page_mm[0] / MM_PER_INCH * _POINTS_AN_INCH, page_mm[1] / MM_PER_INCH * _POINTS_AN_INCH
    canvas = Canvas(buffer, pagesize=page, invariant=1, pageCompression=1, initialFontName=_FONT)
    canvas.setCreator("Retia")
    canvas.setTitle(title)
    canvas.setSubject(caption)
    # The page may be half a pixel larger or smaller than its pixels.
    canvas.scale(page[0] / width, page[1] / height)
    ground = Image.fromarray(composition.ground, "RGBA")
    is_clear = int(composition.ground[..., 3].min()) < 255
    canvas.drawImage(
        ImageReader(ground if is_clear else ground.convert("RGB")), 0, 0, width, height,
        mask="auto" if is_clear else None,
    )  # fmt: skip
    for shape in composition.shapes:
        _draw(canvas, shape, height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def _know_letters() -> None:
    for name, is_slanted in ((_FONT, False), (_SLANTED, True)):
        pdfmetrics.registerFont(TTFont(name, str(typeface_file(is_slanted))))


def _draw(canvas: Canvas, shape: Shape, height: int) -> None:
    """Draw one shape; PDF counts from the lower left corner."""
    match shape:
        case Panel():
            _fill(canvas, shape.fill)
            if shape.outline:
                _line(canvas, shape.outline, shape.edge)
            canvas.roundRect(
                shape.left, height - shape.bottom, shape.right - shape.left, shape.bottom - shape.top,
                shape.radius, stroke=int(shape.outline is not None), fill=1,
            )  # fmt: skip
        case Stroke():
            _line(canvas, shape.colour, shape.width)
            path = canvas.beginPath()
            for index, (x, y) in enumerate(shape.points):
                (path.lineTo if index else path.moveTo)(x, height - y)
            canvas.drawPath(path)
        case Rule():
            _line(canvas, shape.colour, shape.width)
            canvas.line(shape.left, height - shape.top, shape.right, height - shape.bottom)
        case Dot():
            _fill(canvas, shape.colour)
            canvas.circle(shape.x, height - shape.y, shape.radius, stroke=0, fill=1)
        case Words():
            _write(canvas, shape, height)


def _write(canvas: Canvas, words: Words, height: int) -> None:
    _fill(canvas, words.colour)
    canvas.setFont(_SLANTED if words.is_slanted else _FONT, words.size)
    y = words.y if words.is_on_line else words.y + BELOW_MIDDLE * words.size
    x = words.x - _BEFORE[words.place] * text_width(words.text, words.size, words.is_slanted)
    for run in runs(as_seen(words.text)):
        if run.file is None:
            canvas.drawString(x, height - y, run.text)
        else:
            draw_outlines(canvas, run.text, run.file, words.size, (x, height - y))
        x += text_width(run.text, words.size, words.is_slanted)


_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Share of a line that lies before its place."""


def _fill(canvas: Canvas, colour: Colour) -> None:
    canvas.setFillColorRGB(*(channel / 255.0 for channel in colour[:3]), alpha=colour[3] / 255.0)


def _line(canvas: Canvas, colour: Colour, width: float) -> None:
    canvas.setStrokeColorRGB(*(channel / 255.0 for channel in colour[:3]), alpha=colour[3] / 255.0)
    canvas.setLineWidth(width)
    canvas.setLineJoin(1)
