"""What a picture on disk is to be like: size, background, and what is laid over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from viewer.model.state import SceneState
from viewer.model.viewpoint import Viewpoint
from viewer.render.appearance import rgb

TRANSPARENT = "transparent"
BACKDROP, DARK_BACKDROP = "backdrop", "dark-backdrop"
LEAST_SIDE = 16
LARGEST_SIDE = 16384
"""Pixels a side that graphics drivers can draw."""
LARGEST_AREA = 100_000_000
"""Pixels in all; the sums of a larger picture take gigabytes."""

_POINTS_A_SIDE = 580.0
"""Letters of 10 points are one part in 58 of the shorter side, as on a page; slides have them larger."""
SMALLEST_LETTERS, LARGEST_LETTERS = 0.5, 3.0
LONGEST_CAPTION = 1000
LETTERS_FAULT = "outside 50 to 300 %"
_LEAST_SCALE = 1.1
_LEAST_POINTS_A_SIDE = 200.0


@dataclass(frozen=True)
class StillSpec:
    """What a picture on disk is to be like.

    Parameters
    ----------
    width, height
        Pixels, exactly.
    dpi
        Pixels an inch, written into the file; letters keep their share of the picture whatever it is.
    background
        ``transparent``, ``backdrop`` or ``dark-backdrop`` for the palette's own, or ``#rrggbb``.
    has_legend, has_scale_bar, has_compass, has_labels
        What is laid over the anatomy: colours' names, the length of a bar, the directions of the body, names
        with leader lines.
    views
        The sides to see it from, one beside the other at one scale; without, the state's viewpoint alone.
    letters
        Pixels a point of all letters; without, as fits the size.
    enlarged
        Times that all that is written is larger than fits the size, `SMALLEST_LETTERS` to `LARGEST_LETTERS`.
    caption
        Words at the foot of the picture, below everything else; without, none.
    paper_mm
        Width and height on paper, exactly, for files whose pages have a size of their own: whole pixels come
        to it only nearly. Without, what the pixels come to.

    Raises
    ------
    ValueError
        When a size, the resolution or the background is impossible.
    """

    width: int = 1920
    height: int = 1080
    dpi: float = 300.0
    background: str = "#ffffff"
    has_legend: bool = False
    has_scale_bar: bool = False
    has_compass: bool = False
    has_labels: bool = False
    views: tuple[Viewpoint, ...] = ()
    letters: float | None = None
    enlarged: float = 1.0
    caption: str = ""
    paper_mm: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not all(LEAST_SIDE <= side <= LARGEST_SIDE for side in (self.width, self.height)):
            size = f"{self.width}x{self.height}"
            raise ValueError(f"a picture has {LEAST_SIDE} to {LARGEST_SIDE} pixels a side, not {size}")
        if self.width * self.height > LARGEST_AREA:
            raise ValueError(
                f"{self.width}x{self.height} is more than {LARGEST_AREA // 10**6} million pixels"
            )
        if not 1.0 <= self.dpi <= 10_000.0:
            raise ValueError(f"{self.dpi:g} dpi is outside 1 to 10000")
        if not SMALLEST_LETTERS <= self.enlarged <= LARGEST_LETTERS:
            raise ValueError(f"letters of {100 * self.enlarged:g} % are {LETTERS_FAULT}")
        if len(self.caption) > LONGEST_CAPTION:
            raise ValueError(f"a caption of {len(self.caption)} letters is longer than {LONGEST_CAPTION}")
        if self.background not in (TRANSPARENT, BACKDROP, DARK_BACKDROP):
            rgb_or_fault(self.background)

    def shrunk(self, share: float) -> StillSpec:
        """The same picture in a share of its pixels each way, all of it in proportion."""
        if share == 1.0:
            return self
        width, height = (max(round(share * side), LEAST_SIDE) for side in (self.width, self.height))
        return replace(self, width=width, height=height, letters=share * self.scale)

    def carried(self, state: SceneState) -> SceneState:
        """The state that the picture carries: with the aids it shows, so that it is drawn like that again."""
        aids = replace(
            state.overlays,
            legend=self.has_legend,
            scale_bar=self.has_scale_bar,
            orientation=self.has_compass,
            labels=self.has_labels,
        )
        return replace(state, overlays=aids)

    @property
    def scale(self) -> float:
        """Pixels a point of the letters, in proportion to the shorter side.

        In a small picture letters keep 11 pixels, as long as they do not fill it.
        """
        if self.letters is not None:
            return self.letters
        side = min(self.width, self.height)
        usual = max(side / _POINTS_A_SIDE, min(_LEAST_SCALE, side / _LEAST_POINTS_A_SIDE))
        return self.enlarged * usual


def rgb_or_fault(colour: str) -> tuple[int, int, int]:
    """The channels of ``#rrggbb``. Raises ValueError on anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(
            f"{colour!r} is no background; write transparent, backdrop, dark-backdrop or #rrggbb"
        )
    return rgb(colour)
