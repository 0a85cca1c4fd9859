"""Parameters: the few numbers a user may set, over the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from meshes.anatomy.levels import require_level
from meshes.anatomy.measures import Measure, Measures, load_measures
from meshes.column.shape import shape_rows, size_ratios

POSTURE = {
    "cervical_lordosis": ("C2-C7", "lordosis"),
    "kyphosis": ("T4-T12", "kyphosis"),
    "lordosis": ("L1-S1", "lordosis"),
    "slope": ("S1", "slope"),
}
"""Parameters that set a row of ``posture.csv``, degrees."""

SCALE = "scale"
"""Parameter that makes every length larger or smaller, a ratio."""

Parameters = Mapping[str, float]
"""Parameter values by name: ``scale``, a name of `POSTURE`, or ``LEVEL.MEASURE`` such as ``L3.EPWu``."""


class UnknownParameter(ValueError):
    """A parameter that does not exist or may not have this value; the message offers the nearest names."""


def scale_of(parameters: Parameters) -> float:
    """The global scale, 1 unless set.

    Raises
    ------
    UnknownParameter
        If it is not positive.
    """
    scale = parameters.get(SCALE, 1.0)
    if not 0.2 <= scale <= 5.0:
        raise UnknownParameter(f"scale is {scale:g}; it must lie between 0.2 and 5")
    return scale


def measures_with(parameters: Parameters) -> Measures:
    """The tables with the parameters put in place of their values.

    Raises
    ------
    UnknownParameter
        If a name stands for no measure.
    """
    return _changed(built_measures(), parameters)


def published_with(parameters: Parameters) -> Measures:
    """The published tables with the parameters put in place of their values: what a build is held against.

    Raises
    ------
    UnknownParameter
        If a name stands for no measure.
    """
    return _changed(load_measures(), parameters)


def _changed(table: Measures, parameters: Parameters) -> Measures:
    changed = {}
    for name, value in parameters.items():
        if name != SCALE:
            key = _key(name, table)
            changed[key] = _set(table.get(*key), value)
    return table.replaced(changed)


@cache
def built_measures() -> Measures:
    """The tables as they are built: each level at its own place within the measured spread.

    `shape.csv` tells by which ratio a level stands off the mean of a measure.
    """
    table = load_measures()
    return table.replaced(
        {
            (level, measure): _set(
                table.get(level, measure), table.value(level, measure) * ratio, "placed in its spread"
            )
            for level in shape_rows()
            for measure, ratio in size_ratios(level).items()
            if ratio != 1.0
        }
    )


def _key(name: str, table: Measures) -> tuple[str, str]:
    place, _, measure = name.partition(".")
    key = POSTURE.get(name) or (_place(place), measure)
    if not table.has(*key):
        known = [SCALE, *POSTURE, *(f"{where}.{what}" for where, what in table.by_place)]
        near = get_close_matches(name, known, n=3, cutoff=0.4) or known[:4]
        raise UnknownParameter(f"there is no parameter {name!r}; did you mean {', '.join(near)}?")
    return key


def _place(text: str) -> str:
    try:
        return require_level(text)
    except ValueError:
        return text


def _set(measure: Measure, value: float, note: str = "set by the user") -> Measure:
    return replace(measure, value=float(value), spread=None, note=note)
