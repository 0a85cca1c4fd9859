"""One line of the report: what it took, what bare PyVista took, and the limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure.

    Parameters
    ----------
    name, unit
        What was measured, in what.
    value
        Median over the repeats.
    bare
        The same with bare PyVista; ``None`` where that has no counterpart.
    limit
        The most (or, with ``is_least``, the least) that is allowed; ``None`` where nothing is promised.
    is_ratio
        The limit is on value / bare instead of on value.
    """

    name: str
    value: float
    unit: str
    bare: float | None = None
    limit: float | None = None
    is_least: bool = False
    is_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours divided by bare."""
        return self.value / self.bare if self.bare else None

    @property
    def holds(self) -> bool:
        """Whether the limit is kept; True where there is none."""
        measured = self.ratio if self.is_ratio else self.value
        if self.limit is None or measured is None:
            return True
        return measured >= self.limit if self.is_least else measured <= self.limit

    def line(self) -> str:
        """The row as text in columns."""
        bare = "" if self.bare is None else f"{self.bare:.3g}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        sign = "≥" if self.is_least else "≤"
        limit = (
            "" if self.limit is None else f"{sign} {self.limit:g} {'× bare' if self.is_ratio else self.unit}"
        )
        mark = "" if self.limit is None else ("holds" if self.holds else "MISSED")
        return f"{self.name:40}{self.value:>9.3g} {self.unit:5}{bare:>9}{ratio:>8}  {limit:14}{mark}"


HEADING = f"{'':40}{'Retia':>9} {'':5}{'bare':>9}{'ratio':>8}  {'limit':14}"
