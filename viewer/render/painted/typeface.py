"""The letters of pictures, wherever they are painted or written: one upright and one slanted typeface.

Liberation Sans has Latin, Greek, Cyrillic and Hebrew letters, and the widths of Arial and Helvetica, which
stand in for it where an SVG file is opened without it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from meshes.assets import asset
from meshes.wording import in_one_line

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
    return _measured(unicodedata.normalize("NFC", text), is_slanted) * size / _MEASURED


@lru_cache(maxsize=4096)
def _measured(text: str, is_slanted: bool) -> float:
    return float(font(_MEASURED, is_slanted).getlength(text))


def letters_lacking(text: str) -> str:
    """The letters of a text that cannot be written, each once, in their order."""
    letters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return "".join(letter for letter in letters if letter.isprintable() and _is_lacking(letter))


def lacking_fault(text: str) -> str:
    """What to say of the letters of a text that cannot be written; nothing when all can."""
    lacking = letters_lacking(text)
    if not lacking:
        return ""
    told = in_one_line(" ".join(lacking))
    return f"There are no letters here for {told}; boxes stand for them: write it in other letters."


@lru_cache(maxsize=1024)
def _is_lacking(letter: str) -> bool:
    sample = font(32)
    return bytes(sample.getmask(letter)) == bytes(sample.getmask(_NOWHERE))
