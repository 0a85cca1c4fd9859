"""Sizes of pictures by name, and what they come to on paper."""

from __future__ import annotations

from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class PictureSize:
    """Pixels, and how many of them go on an inch of paper."""

    name: str
    width: int
    height: int
    dpi: int


PRESETS = (
    PictureSize("Full HD  1920 × 1080", 1920, 1080, 96),
    PictureSize("4K  3840 × 2160", 3840, 2160, 192),
    PictureSize("A4 across  300 dpi", 3508, 2480, 300),
    PictureSize("A4 upright  300 dpi", 2480, 3508, 300),
    PictureSize("Journal column  85 mm, 600 dpi", 2008, 2008, 600),
    PictureSize("Square  2000 × 2000", 2000, 2000, 300),
)


def paper_size(width: int, height: int, dpi: int) -> str:
    """Width and height on paper, in words.

    >>> paper_size(3508, 2480, 300)
    '297 × 210 mm on paper'
    """
    across, down = (round(pixels / dpi * MM_PER_INCH) for pixels in (width, height))
    return f"{across} × {down} mm on paper"
