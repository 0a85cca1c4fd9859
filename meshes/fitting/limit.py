"""How far a fit may move a number."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Limit:
    """Lowest and highest value, a natural step of the search, and the spread a prior gives the number."""

    low: float
    high: float
    step: float
    spread: float

    def holding(self, value: float) -> Limit:
        """The limit, widened where it must be to hold a value."""
        return replace(self, low=min(self.low, value), high=max(self.high, value))
