"""Letters, ink and empty sheets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from viewer.model.palette import is_dark_ground

Picture = NDArray[np.uint8]
"""(height, width, 4) red, green, blue and alpha; not premultiplied, first row on top."""

Colour = tuple[int, int, int, int]

TEXT_POINTS = 10.0
"""Size of letters; a point is 1/72 inch, times the scale of a picture."""


LEAST_LETTERS = 6.0
"""Pixels; smaller letters are blots."""


@dataclass(frozen=True)
class Ink:
    """Colours of letters and lines, and of the panel below them."""

    line: Colour
    panel: Colour


DARK_INK = Ink((32, 38, 46, 255), (255, 255, 255, 150))
LIGHT_INK = Ink((238, 240, 244, 255), (20, 24, 30, 140))


def ink_on(background: str) -> Ink:
    """The ink that is readable on ``#rrggbb``."""
    return LIGHT_INK if is_dark_ground(background) else DARK_INK


def letters(scale: float) -> float:
    """Height of letters in pixels at `scale` pixels a point; seldom a whole number."""
    return max(TEXT_POINTS * scale, LEAST_LETTERS)


def sheet(width: float, height: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty, wholly clear picture and a pen for it."""
    image = Image.new("RGBA", (max(1, round(width)), max(1, round(height))), (0, 0, 0, 0))
    return image, ImageDraw.Draw(image)


def picture(image: Image.Image) -> Picture:
    """The pixels of a painted sheet."""
    return np.asarray(image.convert("RGBA"), np.uint8)
