"""The regions of the column that a catalogue has, as first and last level."""

from __future__ import annotations

from meshes.anatomy.catalogue import Catalogue
from meshes.anatomy.levels import LEVELS, bone_level, region

ALL = "All"


def present_levels(catalogue: Catalogue) -> tuple[str, ...]:
    """The levels at which the catalogue has a vertebra, from the head down."""
    levels = {bone_level(each.level) for each in catalogue.structures.values() if each.level}
    return tuple(sorted(levels, key=LEVELS.index))


def region_spans(levels: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """First and last level of each region among `levels`, and of all of them."""
    spans: dict[str, tuple[str, str]] = {}
    for level in levels:
        name = "Sacral" if region(level) == "coccygeal" else region(level).capitalize()
        spans[name] = (spans.get(name, (level, level))[0], level)
    return {**spans, ALL: (levels[0], levels[-1])} if len(spans) > 1 else spans
