"""What claims on draining veins share: how one is written, and whether its veins are there at all."""

from __future__ import annotations

from collections.abc import Callable

from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement

GRAY = ("gray-1918",)


def drainage_claim(
    name: str,
    sentence: str,
    sources: tuple[str, ...],
    measure: Callable[[Built], Measurement | None],
    limit: float = 0.0,
    unit: str = "structures",
) -> Claim:
    """A claim ``drainage.NAME`` that holds where no more than `limit` is measured."""
    return Claim(f"drainage.{name}", sentence, unit, limit, sources, measure)


def is_present(built: Built, family: str) -> bool:
    """Whether the graph has a vein of that id or below it."""
    return any(each.startswith(family + ".") or each == family for each in built.graph.ids)
