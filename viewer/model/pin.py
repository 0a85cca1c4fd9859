"""Notes of one's own, pinned to places of the anatomy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from viewer.model.viewpoint import Triple

LONGEST_NOTE = 200
MOST_PINS = 100


@dataclass(frozen=True, slots=True)
class Pin:
    """A text at a point.

    Parameters
    ----------
    point
        Where it stands in the column as it stands, mm.
    text
        What is written; one line, not empty.
    structure
        Id of the structure it was set on, with which it moves and hides; empty for none.

    Raises
    ------
    ValueError
        When the point is not finite, or the text is empty, too long or has characters that nobody sees.
    """

    point: Triple
    text: str
    structure: str = ""

    def __post_init__(self) -> None:
        if not np.isfinite(np.array(self.point, float)).all():
            raise ValueError("a note's point is three finite numbers")
        # Not printable are line breaks, control characters and marks that turn the direction of writing.
        if not self.text.strip() or len(self.text) > LONGEST_NOTE or not self.text.isprintable():
            raise ValueError(f"a note is one line of 1 to {LONGEST_NOTE} printable letters")


def few_enough(pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """The notes. Raises ValueError when there are more than a scene may have."""
    if len(pins) > MOST_PINS:
        raise ValueError(f"more than {MOST_PINS} notes")
    return tuple(pins)
