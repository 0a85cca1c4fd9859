"""Rings round a vessel: how groups are told apart where colours do not suffice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_RINGS = 2
"""In one pitch; more would run together."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rings of another colour that come again and again along a vessel, as dashes and dots along a line.

    Parameters
    ----------
    colour
        ``#rrggbb`` of the rings.
    rings
        Where in one pitch each begins and ends, as shares of it, in order.

    Raises
    ------
    ValueError
        When there is no ring or too many, or they are not in order within the pitch.
    """

    colour: str
    rings: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        ends = [end for ring in self.rings for end in ring]
        if not 1 <= len(self.rings) <= MOST_RINGS:
            raise ValueError(f"a pattern has 1 to {MOST_RINGS} rings, not {len(self.rings)}")
        if not all(a < b for a, b in zip([0.0, *ends], [*ends, 1.0], strict=True)):
            raise ValueError(f"the rings of a pattern follow each other between 0 and 1, not {ends}")


def read_pattern(table: Mapping[str, Any]) -> Pattern:
    """A pattern from its row of a palette file. Raises KeyError and ValueError."""
    return Pattern(table["colour"], tuple((float(start), float(end)) for start, end in table["rings"]))
