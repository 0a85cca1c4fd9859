"""A claim: one sentence about the anatomy, and the function that tries it on what was built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from meshes.checks.built import Built

Limit = float | tuple[float, float]
"""Largest allowed value, or least and largest."""


@dataclass(frozen=True)
class Measurement:
    """What a claim found.

    Parameters
    ----------
    measured : float
        The worst value, in the claim's unit.
    passed : bool
        Whether every value keeps the limit.
    culprits : tuple of str
        Ids of the structures that do not.
    """

    measured: float
    passed: bool
    culprits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One claim.

    Parameters
    ----------
    id : str
        Short name, e.g. ``size.EPWu``.
    claim : str
        The sentence.
    unit : str
        Unit of the measured value and the limit; ``1`` for counts and ratios.
    limit : float or pair
        See `Limit`.
    sources : tuple of str
        Keys in ``sources.toml``.
    measure : callable
        Tries the claim; None where what was built holds nothing it speaks of.
    """

    id: str
    claim: str
    unit: str
    limit: Limit
    sources: tuple[str, ...]
    measure: Callable[[Built], Measurement | None]


@dataclass(frozen=True)
class Verdict:
    """A claim with what it found."""

    claim: Claim
    measurement: Measurement

    def row(self) -> dict[str, object]:
        """The verdict as plain values, for JSON."""
        return {
            "id": self.claim.id,
            "claim": self.claim.claim,
            "passed": self.measurement.passed,
            "measured": round(self.measurement.measured, 4),
            "limit": self.claim.limit,
            "unit": self.claim.unit,
            "sources": list(self.claim.sources),
            "culprits": list(self.measurement.culprits),
        }


def at_most(values: dict[str, float], limit: float) -> Measurement | None:
    """The largest of values by structure id against an upper limit; not a number counts as a failure."""
    if not values:
        return None
    culprits = tuple(name for name, value in values.items() if not value <= limit)
    worst = max(values.values(), key=lambda value: float("inf") if value != value else value)
    return Measurement(worst, not culprits, culprits)


def within(values: dict[str, float], limits: tuple[float, float]) -> Measurement | None:
    """The value furthest from the middle of a band, by structure id; not a number counts as a failure."""
    if not values:
        return None
    least, largest = limits
    culprits = tuple(name for name, value in values.items() if not least <= value <= largest)
    middle = (least + largest) / 2
    worst = max(values.values(), key=lambda value: float("inf") if value != value else abs(value - middle))
    return Measurement(worst, not culprits, culprits)


def none_lacking(culprits: list[str], tried: int) -> Measurement | None:
    """Number of structures that fail a yes-or-no question; None where none was asked."""
    if not tried:
        return None
    return Measurement(float(len(culprits)), not culprits, tuple(culprits))
