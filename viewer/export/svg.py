"""A picture as SVG: the anatomy as an embedded PNG, words as text with their letters, leaders as lines."""

from __future__ import annotations

import base64
from html import escape

from viewer.export.composition import Composition
from viewer.export.embedded_letters import font_faces
from viewer.render.painted.ink import Colour
from viewer.render.painted.shapes import BELOW_MIDDLE, Dot, Panel, Rule, Shape, Stroke, Words
from viewer.render.painted.typeface import FAMILY

_FONTS = f"'{FAMILY}', Arial, Helvetica, sans-serif"
"""The first is in the file; the others, of the same widths, stand in where a program passes that by."""


def svg(
    composition: Composition, ground_png: bytes, page_mm: tuple[float, float], title: str, caption: str
) -> bytes:
    """The bytes of a file whose user unit is a pixel of the picture, which fills a page of so many mm."""
    height, width = composition.ground.shape[:2]
    wide, high = (f"{side:.4f}".rstrip("0").rstrip(".") for side in page_mm)
    # The page may be half a pixel larger or smaller than its pixels.
    size = f'width="{wide}mm" height="{high}mm" viewBox="0 0 {width} {height}" preserveAspectRatio="none"'
    letters = font_faces(shape for shape in composition.shapes if isinstance(shape, Words))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FONTS}">',
        *(f"<title>{escape(title)}</title>" for _ in (title,) if title),
        *(f"<desc>{escape(caption)}</desc>" for _ in (caption,) if caption),
        *(f"<style>{letters}</style>" for _ in (letters,) if letters),
        f'<image width="{width}" height="{height}" href="data:image/png;base64,'
        f'{base64.b64encode(ground_png).decode()}"/>',
        *map(_element, composition.shapes),
        "</svg>\n",
    ]
    return "\n".join(lines).encode("utf-8")


def _element(shape: Shape) -> str:
    match shape:
        case Panel():
            edge = _line(shape.outline, shape.edge) if shape.outline else ""
            return (
                f'<rect x="{_short(shape.left)}" y="{_short(shape.top)}" '
                f'width="{_short(shape.right - shape.left)}" height="{_short(shape.bottom - shape.top)}" '
                f'rx="{_short(shape.radius)}"{_paint("fill", shape.fill)}{edge}/>'
            )
        case Stroke():
            points = " ".join(f"{_short(x)},{_short(y)}" for x, y in shape.points)
            return f'<polyline points="{points}" fill="none"{_line(shape.colour, shape.width)}/>'
        case Rule():
            ends = f'x1="{_short(shape.left)}" y1="{_short(shape.top)}" x2="{_short(shape.right)}"'
            return f'<line {ends} y2="{_short(shape.bottom)}"{_line(shape.colour, shape.width)}/>'
        case Dot():
            centre = f'cx="{_short(shape.x)}" cy="{_short(shape.y)}" r="{_short(shape.radius)}"'
            return f"<circle {centre}{_paint('fill', shape.colour)}/>"
    return _text(shape)


def _text(words: Words) -> str:
    y = words.y if words.is_on_line else words.y + BELOW_MIDDLE * words.size
    slant = ' font-style="italic"' if words.is_slanted else ""
    return (
        f'<text x="{_short(words.x)}" y="{_short(y)}" font-size="{_short(words.size)}" '
        f'text-anchor="{words.place}"{slant}{_paint("fill", words.colour)}>{escape(words.text)}</text>'
    )


def _line(colour: Colour, width: float) -> str:
    return f'{_paint("stroke", colour)} stroke-width="{_short(width)}" stroke-linejoin="round"'


def _paint(name: str, colour: Colour) -> str:
    red, green, blue, alpha = colour
    clear = f' {name}-opacity="{_short(alpha / 255.0)}"' if alpha < 255 else ""
    return f' {name}="#{red:02x}{green:02x}{blue:02x}"{clear}'


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
