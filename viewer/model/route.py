"""A venous way as the scene shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One structure on the way.

    Parameters
    ----------
    id
        The structure.
    length_mm
        How far the way follows it.
    calibre_mm
        Least and largest diameter there.
    """

    id: str
    length_mm: float
    calibre_mm: tuple[float, float]
