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
from viewer.render.painted.ink import Colour
from viewer.render.painted.line_order import as_seen
from viewer.render.painted.shapes import BELOW_MIDDLE, Dot, Panel, Rule, Shape, Stroke, Words
from viewer.render.painted.typeface import FAMILY, typeface_file

_POINTS_AN_INCH = 72.0
_FONT, _SLANTED = FAMILY, f"{FAMILY} Italic"


def pdf(composition: Composition, dpi: float, title: str, caption: str) -> bytes:
    """The bytes of a file with one page, as large as the picture at `dpi`; always the same bytes.

    The letters it uses are embedded, as printers ask for.
    """
    _know_letters()
    height, width = composition.ground.shape[:2]
    point = _POINTS_AN_INCH / dpi
    buffer = io.BytesIO()
    page = width * point, height * point
    canvas = Canvas(buffer, pagesize=page, invariant=1, pageCompression=1, initialFontName=_FONT)
    canvas.setCreator("Retia")
    canvas.setTitle(title)
    canvas.setSubject(caption)
    canvas.scale(point, point)
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
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
    draw[words.place](words.x, height - y, as_seen(words.text))


def _fill(canvas: Canvas, colour: Colour) -> None:
    canvas.setFillColorRGB(*(channel / 255.0 for channel in colour[:3]), alpha=colour[3] / 255.0)


def _line(canvas: Canvas, colour: Colour, width: float) -> None:
    canvas.setStrokeColorRGB(*(channel / 255.0 for channel in colour[:3]), alpha=colour[3] / 255.0)
    canvas.setLineWidth(width)
    canvas.setLineJoin(1)
