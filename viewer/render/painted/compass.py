"""The orientation marker: where left, back and head are."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from meshes.geometry.axes import ANTERIOR, INFERIOR, LEFT, POSTERIOR, RIGHT, SUPERIOR
from viewer.model.viewpoint import Viewpoint
from viewer.render.painted.ink import TEXT_POINTS, Ink, Picture, font, picture, sheet

_ENDS = (("L", LEFT), ("R", RIGHT), ("A", ANTERIOR), ("P", POSTERIOR), ("S", SUPERIOR), ("I", INFERIOR))
_OVERSAMPLING = 2
_SHORTEST = 0.4
"""Of an axis as seen, as a share of its length: on shorter ones the letters would lie on other axes."""


def paint_compass(viewpoint: Viewpoint, ink: Ink, scale: float) -> Picture:
    """Three crossed axes with the letters of their ends, as seen from a viewpoint; nearer ends are darker."""
    axes = viewpoint.axes
    side = compass_side(scale)
    image, pen = sheet(side * _OVERSAMPLING, side * _OVERSAMPLING)
    for letter, direction in sorted(_ENDS, key=lambda end: float(axes[2] @ end[1])):
        _paint_end(pen, letter, axes @ direction, side * _OVERSAMPLING, ink)
    return picture(image.resize((side, side), Image.Resampling.BOX))


def compass_side(scale: float) -> int:
    """Width and height in pixels."""
    return round(5.6 * TEXT_POINTS * scale)


def _paint_end(pen: ImageDraw.ImageDraw, letter: str, seen: np.ndarray, side: float, ink: Ink) -> None:
    length = float(np.hypot(seen[0], seen[1]))
    if length < _SHORTEST:
        return
    middle, arm = side / 2.0, 0.33 * side
    tip = (middle + arm * seen[0], middle - arm * seen[1])
    colour = (*ink.line[:3], round(255 * (0.55 + 0.45 * (1.0 + float(seen[2])) / 2.0)))
    pen.line((middle, middle, *tip), fill=colour, width=max(1, round(side / 60)))
    beyond = (arm + 0.09 * side) / arm
    place = (middle + arm * seen[0] * beyond, middle - arm * seen[1] * beyond)
    pen.text(place, letter, fill=colour, font=font(round(0.15 * side)), anchor="mm")
