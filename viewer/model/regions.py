"""The regions of the column, as first and last level."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from meshes.anatomy.levels import region

ALL = "All"


@lru_cache(maxsize=64)
def region_spans(levels: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
    """First and last level of each region among `levels`, and of all of them."""
    spans: dict[str, tuple[str, str]] = {}
    for level in levels:
        name = "Sacral" if region(level) == "coccygeal" else region(level).capitalize()
        spans[name] = (spans.get(name, (level, level))[0], level)
    return {**spans, ALL: (levels[0], levels[-1])} if len(spans) > 1 else spans
