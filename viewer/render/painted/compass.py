"""The orientation marker: where left, back and head are."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from meshes.geometry.axes import ANTERIOR, INFERIOR, LEFT, POSTERIOR, RIGHT, SUPERIOR
from viewer.model.viewpoint import Viewpoint
from viewer.render.painted.ink import TEXT_POINTS, Ink, Picture, picture, sheet
from viewer.render.painted.shapes import Shape, Stroke, Words, paint

_AXES = (
    (("L", LEFT), ("R", RIGHT)),
    (("A", ANTERIOR), ("P", POSTERIOR)),
    (("S", SUPERIOR), ("I", INFERIOR)),
)
_CLEAR = 0.6
"""How far a letter stays off the axes that are seen longer, in heights of a letter."""
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
    side = compass_side(scale)
    seen = [[(letter, viewpoint.axes @ end) for letter, end in pair] for pair in _AXES]
    ends = sorted((end for pair in _legible(seen) for end in pair), key=lambda end: float(end[1][2]))
    return tuple(shape for letter, end in ends for shape in _end_shapes(letter, end, side, ink))


_End = tuple[str, np.ndarray]
"""A letter, and the unit way to it as seen: rightward, upward, nearer."""


def _legible(pairs: list[list[_End]]) -> list[list[_End]]:
    """The axes no letter of which lies on one that is seen longer."""
    kept: list[list[_End]] = []
    for pair in sorted(pairs, key=lambda pair: -math.hypot(*pair[0][1][:2])):
        flat = (_ARM + _BEYOND) * pair[0][1][:2]
        if all(_off_axis(flat, (_ARM + _BEYOND) * other[0][1][:2]) > _CLEAR * _LETTER for other in kept):
            kept.append(pair)
    return kept


def _off_axis(letter: np.ndarray, axis: np.ndarray) -> float:
    """How far a letter lies from an axis that runs through the middle to both sides, in sides."""
    share = np.clip(float(letter @ axis) / float(axis @ axis), -1.0, 1.0)
    return float(np.linalg.norm(letter - share * axis))


def _end_shapes(letter: str, seen: np.ndarray, side: float, ink: Ink) -> Iterator[Shape]:
    right, up, near = (float(value) for value in seen)
    middle, arm, beyond = side / 2.0, _ARM * side, (_ARM + _BEYOND) * side
    colour = (*ink.line[:3], round(255 * (0.55 + 0.45 * (1.0 + near) / 2.0)))
    tip = (middle + arm * right, middle - arm * up)
    yield Stroke(((middle, middle), tip), max(1.0, _LINE * side), colour)
    place = (middle + beyond * right, middle - beyond * up)
    yield Words(*place, letter, _LETTER * side, colour, "middle")
