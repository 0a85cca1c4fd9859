"""The letters of pictures, wherever they are painted or written: one upright and one slanted typeface.

Liberation Sans has Latin, Greek, Cyrillic and Hebrew letters, and the widths of Arial and Helvetica, which
stand in for it where an SVG file is opened without it. Other letters are those of the machine, if it has any.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from meshes.assets import asset
from meshes.wording import in_one_line
from viewer.render.painted.borrowed import borrowed_font, lender
from viewer.render.painted.joined import joined

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
    return _measured(joined(unicodedata.normalize("NFC", text)), is_slanted) * size / _MEASURED


@lru_cache(maxsize=4096)
def _measured(text: str, is_slanted: bool) -> float:
    return sum(run.font(_MEASURED, is_slanted).getlength(run.text) for run in runs(text))


class Run(NamedTuple):
    """A part of a line from one typeface: that of pictures, or that in another `file`."""

    text: str
    file: Path | None

    def font(self, pixels: int, is_slanted: bool) -> ImageFont.FreeTypeFont:
        """Its letters so many pixels high; borrowed ones stand upright."""
        other = borrowed_font(self.file, pixels) if self.file is not None else None
        return other or font(pixels, is_slanted)


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[Run, ...]:
    """A line in parts, each from one typeface; what goes on a letter is from the one that has the letter."""
    found: list[Run] = []
    for letter in text:
        is_mark = bool(found) and unicodedata.combining(letter) > 0
        file = found[-1].file if is_mark else _file_for(letter)
        if found and found[-1].file == file:
            found[-1] = Run(found[-1].text + letter, file)
        else:
            found.append(Run(letter, file))
    return tuple(found)


def _file_for(letter: str) -> Path | None:
    return lender(letter) if letter.isprintable() and _is_not_ours(letter) else None


def letters_lacking(text: str) -> str:
    """The letters of a text that cannot be written, each once, in their order."""
    letters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return "".join(
        letter
        for letter in letters
        if letter.isprintable() and _is_not_ours(letter) and lender(letter) is None
    )


def lacking_fault(text: str) -> str:
    """What to say of the letters of a text that cannot be written; nothing when all can."""
    lacking = letters_lacking(text)
    if not lacking:
        return ""
    told = in_one_line(" ".join(lacking))
    return (
        f"No typeface of this machine has letters for {told}; boxes stand for them: install one that has, or "
        "write it in other letters. An SVG file shows them wherever there is one."
    )


@lru_cache(maxsize=1024)
def _is_not_ours(letter: str) -> bool:
    sample = font(32)
    return bytes(sample.getmask(letter)) == bytes(sample.getmask(_NOWHERE))
