"""Letters that the typeface of pictures lacks, borrowed from those that this machine has."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_ENDINGS = (".ttf", ".otf", ".ttc")
_PLAIN, _FANCY = ("sans", "gothic"), ("bold", "italic", "oblique", "mono", "serif", "condensed", "light")
_SAMPLE = 32
_NOWHERE = "\U0010ffff"
"""A letter that no typeface has."""


@lru_cache(maxsize=1024)
def lender(letter: str) -> Path | None:
    """A file of this machine whose typeface has a letter; plain upright ones first, the same every time."""
    return next((path for path in _lenders() if has_letter(path, letter)), None)


@lru_cache(maxsize=4096)
def has_letter(path: Path, letter: str) -> bool:
    """Whether a typeface has a letter of its own, no box that stands for it."""
    sample = borrowed_font(path, _SAMPLE)
    return sample is not None and bytes(sample.getmask(letter)) != _box(path)


@lru_cache(maxsize=64)
def borrowed_font(path: Path, pixels: int) -> ImageFont.FreeTypeFont | None:
    """Letters of a file so many pixels high; nothing when it is damaged."""
    try:
        return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return None


@lru_cache(maxsize=512)
def _box(path: Path) -> bytes:
    sample = borrowed_font(path, _SAMPLE)
    return bytes(sample.getmask(_NOWHERE)) if sample is not None else b""


@lru_cache(maxsize=1)
def _lenders() -> tuple[Path, ...]:
    found = [
        path
        for folder in folders()
        for path in folder.rglob("*")
        if path.suffix.lower() in _ENDINGS and path.is_file()
    ]
    return tuple(sorted(found, key=_plainness))


def _plainness(path: Path) -> tuple[int, int, str]:
    name = path.name.lower().replace("sansserif", "sans")
    fancy = sum(word in name for word in _FANCY)
    return fancy, -any(word in name for word in _PLAIN), str(path)


def folders() -> tuple[Path, ...]:
    """Where systems keep typefaces; those that do not exist have nothing in them."""
    house = Path.home()
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", house)) / "Microsoft" / "Windows" / "Fonts"
        return Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", own
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), house / "Library" / "Fonts"
    own = Path(os.environ.get("XDG_DATA_HOME") or house / ".local" / "share") / "fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, house / ".fonts"
