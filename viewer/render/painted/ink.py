"""Letters, ink and empty sheets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from viewer.model.palette import is_dark_ground

Picture = NDArray[np.uint8]
"""(height, width, 4) red, green, blue and alpha; not premultiplied, first row on top."""

Colour = tuple[int, int, int, int]

TEXT_POINTS = 10.0
"""Size of letters; a point is 1/72 inch, times the scale of a picture."""


LEAST_LETTERS = 6
"""Pixels; smaller letters are blots."""

_LACKING = str.maketrans({"–": "-", "—": "-", "’": "'", "·": "-", "…": "..."})


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


@lru_cache(maxsize=32)
def font(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own scalable letters, `pixels` high."""
    return ImageFont.load_default(max(pixels, LEAST_LETTERS))


def letters(scale: float) -> int:
    """Height of letters in pixels at `scale` pixels a point."""
    return max(round(TEXT_POINTS * scale), LEAST_LETTERS)


def sheet(width: float, height: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty, wholly clear picture and a pen for it."""
    image = Image.new("RGBA", (max(1, round(width)), max(1, round(height))), (0, 0, 0, 0))
    return image, ImageDraw.Draw(image)


def text_width(text: str, pixels: int) -> float:
    """Width of a line of text in pixels."""
    return float(font(pixels).getlength(paintable(text)))


def paintable(text: str) -> str:
    """The text with what the painted letters have instead of what they lack."""
    return text.translate(_LACKING)


def picture(image: Image.Image) -> Picture:
    """The pixels of a painted sheet."""
    return np.asarray(image.convert("RGBA"), np.uint8)
