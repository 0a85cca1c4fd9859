"""The orientation marker: where left, back and head are."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from meshes.geometry.axes import ANTERIOR, INFERIOR, LEFT, POSTERIOR, RIGHT, SUPERIOR
from viewer.model.viewpoint import Viewpoint
from viewer.render.painted.ink import TEXT_POINTS, Ink, Picture, picture, sheet
from viewer.render.painted.shapes import Shape, Stroke, Words, paint

_ENDS = (("L", LEFT), ("R", RIGHT), ("A", ANTERIOR), ("P", POSTERIOR), ("S", SUPERIOR), ("I", INFERIOR))
_SHORTEST = 0.4
"""Of an axis as seen, as a share of its length: on shorter ones the letters would lie on other axes."""
_ARM, _BEYOND, _LETTER, _LINE = 0.33, 0.09, 0.17, 1 / 60
"""Length of an axis, how far beyond it its letter stands, height of letters and width of lines, in sides."""


def paint_compass(viewpoint: Viewpoint, ink: Ink, scale: float) -> Picture:
    """Three crossed axes with the letters of their ends, as seen from a viewpoint; nearer ends are darker."""
    side = math.ceil(compass_side(scale))
    image, _ = sheet(side, side)
    paint(compass_shapes(viewpoint, ink, scale), image)
    return picture(image)


def compass_side(scale: float) -> float:
    """Width and height in pixels."""
    return 5.6 * TEXT_POINTS * scale


def compass_shapes(viewpoint: Viewpoint, ink: Ink, scale: float) -> tuple[Shape, ...]:
    """The same as shapes, its upper left corner at the origin; the farthest end first."""
    axes, side = viewpoint.axes, compass_side(scale)
    ends = sorted(_ENDS, key=lambda end: float(axes[2] @ end[1]))
    return tuple(shape for letter, end in ends for shape in _end_shapes(letter, axes @ end, side, ink))


def _end_shapes(letter: str, seen: np.ndarray, side: float, ink: Ink) -> Iterator[Shape]:
    right, up, near = (float(value) for value in seen)
    if math.hypot(right, up) < _SHORTEST:
        return
    middle, arm, beyond = side / 2.0, _ARM * side, (_ARM + _BEYOND) * side
    colour = (*ink.line[:3], round(255 * (0.55 + 0.45 * (1.0 + near) / 2.0)))
    tip = (middle + arm * right, middle - arm * up)
    yield Stroke(((middle, middle), tip), max(1.0, _LINE * side), colour)
    place = (middle + beyond * right, middle - beyond * up)
    yield Words(*place, letter, _LETTER * side, colour, "middle")
