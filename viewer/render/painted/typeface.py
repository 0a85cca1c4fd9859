"""The letters of pictures, wherever they are painted or written: one upright and one slanted typeface.

Liberation Sans has Latin, Greek, Cyrillic and Hebrew letters, and the widths of Arial and Helvetica, which
stand in for it where an SVG file is opened without it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from meshes.assets import asset

FAMILY = "Liberation Sans"
_MEASURED = 1000
"""Pixels at which widths are measured: there rounding to whole ones no longer matters."""
_NOWHERE = "\U0010ffff"
"""A letter that no typeface has."""


def typeface_file(is_slanted: bool = False) -> Path:
    """The TrueType file."""
    return asset("fonts", f"LiberationSans-{'Italic' if is_slanted else 'Regular'}.ttf")


@lru_cache(maxsize=32)
def font(pixels: int, is_slanted: bool = False) -> ImageFont.FreeTypeFont:
    """Letters so many pixels high."""
    return ImageFont.truetype(str(typeface_file(is_slanted)), pixels, layout_engine=ImageFont.Layout.BASIC)


def text_width(text: str, size: float, is_slanted: bool = False) -> float:
    """Width of a line of text in pixels, exactly in proportion to its size."""
    return _measured(text, is_slanted) * size / _MEASURED


@lru_cache(maxsize=4096)
def _measured(text: str, is_slanted: bool) -> float:
    return float(font(_MEASURED, is_slanted).getlength(text))


def letters_lacking(text: str) -> str:
    """The letters of a text that cannot be written, each once, in their order."""
    return "".join(letter for letter in dict.fromkeys(text) if letter.isprintable() and _is_lacking(letter))


@lru_cache(maxsize=1024)
def _is_lacking(letter: str) -> bool:
    sample = font(32)
    return bytes(sample.getmask(letter)) == bytes(sample.getmask(_NOWHERE))
