"""The tables as the user's parameters change them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import Measure, Measures, load_measures
from meshes.anatomy.parameters import POSTURE, OutsideRange, UnknownParameter, parameter_of_row
from meshes.column.shapes.level_shape import (
    WAIST,
    UnknownShapeNumber,
    fitted_measures,
    is_shape_parameter,
    require_shape_parameter,
    size_ratios_with,
)
from meshes.column.shapes.shape import shape_rows, size_ratios

__all__ = ["Parameters", "UnknownParameter", "built_measures", "measures_with", "published_with", "scale_of"]

SCALE, DISC_HEIGHT, CANAL_SIZE = "scale", "disc_height", "canal_size"
"""Parameters that are ratios: over every length, over the heights of the discs from T1-T2 down, and over the
sizes of the canal."""

_OF_CANAL = {"SCW": 1.0, "SCD": 1.0, "sac_width": 1.5, "sac_depth": 1.5}
"""Measures that the size of the canal is a ratio over, and the power of it that they follow. The sac follows
by more than its share: roots and veins round it stay as they are.
"""

LEAST_RATIO, LARGEST_RATIO = 0.2, 5.0

Parameters = Mapping[str, float]
"""Parameter values by name: names of ``parameters.csv``, ``LEVEL.MEASURE`` such as ``L3.EPWu``, or a number
of a fitted shape, ``LEVEL.shape.NAME`` (see `meshes.column.shapes.level_shape`)."""


def scale_of(parameters: Parameters) -> float:
    """The global scale, 1 unless set. Raises OutsideRange."""
    return ratio_of(SCALE, parameters)


def ratio_of(name: str, parameters: Parameters) -> float:
    """The value of a ratio, 1 unless set.

    The plausible range is narrower, and held where users come in (`meshes.column.settable`).

    Raises
    ------
    OutsideRange
        If no column could be built so.
    """
    ratio = parameters.get(name, 1.0)
    if not LEAST_RATIO <= ratio <= LARGEST_RATIO:
        raise OutsideRange(f"{name} is {ratio:g}; it must lie between {LEAST_RATIO:g} and {LARGEST_RATIO:g}")
    return ratio


def measures_with(parameters: Parameters) -> Measures:
    """The tables with the parameters put in place of their values.

    Raises
    ------
    UnknownParameter
        If a name stands for no measure.
    """
    return _measures(tuple(sorted(parameters.items())))


@lru_cache(maxsize=8)
def _measures(items: tuple[tuple[str, float], ...]) -> Measures:
    parameters = dict(items)
    return _changed(_placed(built_measures(), parameters), parameters)


def published_with(parameters: Parameters) -> Measures:
    """The published tables with the parameters put in place of their values: what a build is held against.

    Raises
    ------
    UnknownParameter
        If a name stands for no measure.
    """
    return _changed(load_measures(), parameters)


def _changed(table: Measures, parameters: Parameters) -> Measures:
    if not parameters:
        return table
    changed = {key: _times(table.get(*key), ratio) for key, ratio in _ratios(table, parameters)}
    for name, value in parameters.items():
        if is_shape_parameter(name):
            _require_shape(name, value)
        elif name not in (SCALE, DISC_HEIGHT, CANAL_SIZE, WAIST):
            key = POSTURE.get(name) or _key(name)
            changed[key] = _set(table.get(*key), value)
    return table.replaced(changed)


def _ratios(table: Measures, parameters: Parameters) -> Iterator[tuple[tuple[str, str], float]]:
    """Which rows the ratios among the parameters change, and by how much."""
    disc, canal = ratio_of(DISC_HEIGHT, parameters), ratio_of(CANAL_SIZE, parameters)
    for place, measure in table.by_place:
        # The neck keeps the height of its discs, to which its joints are fitted, and its slender pedicles.
        if measure == "height" and place.partition("-")[0] in TRUNK_LEVELS and disc != 1.0:
            yield (place, measure), disc
        elif measure in _OF_CANAL and place in TRUNK_LEVELS and canal != 1.0:
            yield (place, measure), canal ** _OF_CANAL[measure]
    if (waist := ratio_of(WAIST, parameters)) != 1.0:
        yield from _waists(table, waist)


def _waists(table: Measures, waist: float) -> Iterator[tuple[tuple[str, str], float]]:
    """What is drawn in, not what is left, grows with the ratio."""
    for level in TRUNK_LEVELS:
        for measure in ("waist_width_ratio", "waist_depth_ratio"):
            row = table.value(level, measure)
            yield (level, measure), (1.0 - waist * (1.0 - row)) / row


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


def _placed(built: Measures, parameters: Parameters) -> Measures:
    """The tables with the sizes a fitted shape places elsewhere in their spread."""
    levels = {name.partition(".")[0] for name in parameters if is_shape_parameter(name)}
    changed = {}
    for level in levels:
        for measure, ratio in size_ratios_with(level, parameters).items():
            row = load_measures().get(level, measure)
            changed[level, measure] = _set(row, row.value * ratio, "fitted to a surface")
        for measure, value in fitted_measures(level, parameters).items():
            changed[level, measure] = _set(load_measures().get(level, measure), value, "fitted to a surface")
    return built.replaced(changed)


def _require_shape(name: str, value: float) -> None:
    try:
        require_shape_parameter(name, value)
    except UnknownShapeNumber as fault:
        raise UnknownParameter(str(fault)) from None


def _key(name: str) -> tuple[str, str]:
    place, _, measure = parameter_of_row(name).name.partition(".")
    return place, measure


def _times(measure: Measure, ratio: float) -> Measure:
    return replace(measure, value=measure.value * ratio, note="changed by the user")


def _set(measure: Measure, value: float, note: str = "set by the user") -> Measure:
    return replace(measure, value=float(value), spread=None, note=note)
