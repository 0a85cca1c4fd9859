"""What the vein graph says of one vein, as the window tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VesselFacts:
    """One vein's size and neighbours.

    Parameters
    ----------
    length_mm
        Of all its branches together.
    calibre_mm
        Least and largest diameter.
    upstream, downstream, beside
        Ids of the veins it joins, the widest junction first: those it takes blood from, those it drains to,
        and the plexuses it communicates with both ways.
    """

    length_mm: float
    calibre_mm: tuple[float, float]
    upstream: tuple[str, ...]
    downstream: tuple[str, ...]
    beside: tuple[str, ...] = ()


def next_along(vessels: Mapping[str, VesselFacts], chosen: str | None, is_downstream: bool) -> str | None:
    """The vein one comes to next; ``None`` where there is none, or nothing is known."""
    facts = vessels.get(chosen or "")
    if facts is None:
        return None
    return next(iter(facts.downstream if is_downstream else facts.upstream), None)
