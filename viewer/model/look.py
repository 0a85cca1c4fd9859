"""How one structure is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass

FADED_OPACITY = 0.15
"""Opacity of a structure that is kept for orientation only."""

_HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Look:
    """Visible or hidden, how opaque and in which colour.

    Parameters
    ----------
    visible
        The user's wish; a structure outside the level range stays undrawn all the same.
    opacity
        0 (clear) to 1 (solid).
    colour
        ``#rrggbb``, or ``None`` for the colour the palette gives to the structure's group.

    Raises
    ------
    ValueError
        When the opacity is outside 0 to 1 or the colour is no ``#rrggbb``.
    """

    visible: bool = True
    opacity: float = 1.0
    colour: str | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.opacity <= 1.0:
            raise ValueError(f"opacity {self.opacity} is outside 0 to 1")
        if self.colour is not None and not _HEX_COLOUR.fullmatch(self.colour):
            raise ValueError(f"{self.colour!r} is no colour of the form #rrggbb")

    @property
    def is_faded(self) -> bool:
        """Whether so little is drawn that clicks should pass through."""
        return self.opacity < 0.5
