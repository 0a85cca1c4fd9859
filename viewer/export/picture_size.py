"""Sizes of pictures by name, and what they come to on paper."""

from __future__ import annotations

from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class PictureSize:
    """Pixels, how many of them go on an inch of paper, and how many times larger than usual letters are.

    `paper_mm` is the paper it is for, of which whole pixels come to no more than a thousandth beside.
    """

    key: str
    name: str
    width: int
    height: int
    dpi: int
    enlarged: float = 1.0
    paper_mm: tuple[float, float] | None = None


ON_SLIDES = 1.4
"""Names, 12 points high, are then one part in 34 of a slide: a fifth of a degree from a seat eight heights of
the picture away."""


IN_COLUMN = 1.4
"""The letters of a legend, the smallest, are then 6 points high in a column of 89 mm."""


PRESETS = (
    PictureSize("slide", "Slide  1920 × 1080", 1920, 1080, 144, ON_SLIDES),
    PictureSize("slide-4k", "Slide  3840 × 2160", 3840, 2160, 288, ON_SLIDES),
    PictureSize("a4", "A4 across  300 dpi", 3508, 2480, 300, paper_mm=(297, 210)),
    PictureSize("a4-upright", "A4 upright  300 dpi", 2480, 3508, 300, paper_mm=(210, 297)),
    PictureSize("square", "Square  2000 × 2000", 2000, 2000, 300),
    PictureSize("journal-89", "Journal column  89 mm, 600 dpi", 2102, 2102, 600, IN_COLUMN, (89, 89)),
    PictureSize("journal-183", "Journal page  183 mm, 600 dpi", 4323, 2882, 600, paper_mm=(183, 122)),
)
"""Offered in the dialog and to ``--preset``, by key."""


def paper_mm(pixels: int, dpi: float) -> float:
    """How long so many pixels are on paper.

    >>> round(paper_mm(3508, 300), 1)
    297.0
    """
    return pixels / dpi * MM_PER_INCH


def pixels_on(paper: float, dpi: float) -> int:
    """How many pixels so many millimetres of paper have.

    >>> pixels_on(89, 600)
    2102
    """
    return round(paper / MM_PER_INCH * dpi)
