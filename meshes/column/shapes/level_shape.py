"""The shape a vertebra is built to: its column in the tables, with the parameters of a fit put over it.

A shape number enters a recipe as the parameter ``LEVEL.shape.NAME``, where NAME is the number's name in the
level's table of shapes: ``L3.shape.spinous.length``. So cache, sessions and undo treat a fitted vertebra like
any other set of parameters, and leaving out the names that begin with ``L3.shape.`` brings the table back.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from difflib import get_close_matches
from math import isfinite
from types import MappingProxyType
from typing import TypeVar

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import load_measures
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.axis_shape import AxisShape
from meshes.column.shapes.cervical_shape import CervicalShape
from meshes.column.shapes.number_table import SIZE
from meshes.column.shapes.shape import VertebraShape, shape_from, shape_rows
from meshes.column.shapes.shape_numbers import from_numbers, shape_table

SHAPE = "shape"
"""The word between level and name in a parameter that is a shape number."""

MEASURE = "measure"
"""Prefix of a shape number that is a measure itself, which a fit found: ``L3.shape.measure.body_wedge``."""

WAIST = "waist"
"""Parameter that says how far the walls of the bodies from T2 to L5 draw in: a ratio over the tables."""

_WAISTS = ("body.waist_side", "body.waist_front")

LARGEST = 500.0
"""No shape number, mm, degrees or ratio, is larger than this either way."""

Shape = VertebraShape | CervicalShape | AxisShape | AtlasShape
Kind = TypeVar("Kind", VertebraShape, CervicalShape, AxisShape, AtlasShape)

_NECK: Mapping[str, tuple[str, type]] = MappingProxyType({
    "C1": ("atlas_shape.csv", AtlasShape),
    "C2": ("axis_shape.csv", AxisShape),
    **{f"C{i}": ("cervical_shape.csv", CervicalShape) for i in range(3, 8)},
})  # fmt: skip

SHAPED_LEVELS: tuple[str, ...] = (*_NECK, *TRUNK_LEVELS)
"""Levels whose bone has a table of shape numbers that may be set one by one: C1 to L5."""


class UnknownShapeNumber(ValueError):
    """A shape number that does not exist or may not have this value; the message offers the nearest names."""


def shape_parameter(level: str, name: str) -> str:
    """The parameter that stands for one shape number of one level.

    Examples
    --------
    >>> shape_parameter("L3", "spinous.length")
    'L3.shape.spinous.length'
    """
    return f"{level}.{SHAPE}.{name}"


def is_shape_parameter(name: str) -> bool:
    """Whether a parameter stands for a shape number.

    Examples
    --------
    >>> is_shape_parameter("L3.shape.spinous.length"), is_shape_parameter("L3.EPWu")
    (True, False)
    """
    parts = name.split(".", 2)
    return len(parts) == 3 and parts[1] == SHAPE


def set_numbers(level: str, parameters: Mapping[str, float]) -> dict[str, float]:
    """The shape numbers of a level that parameters set, by the name of the table."""
    start = shape_parameter(level, "")
    return {name[len(start) :]: value for name, value in parameters.items() if name.startswith(start)}


def require_shape_parameter(name: str, value: float) -> None:
    """Pass when a parameter stands for a shape number there is and has a value one could mean.

    Raises
    ------
    UnknownShapeNumber
        Otherwise.
    """
    level, _, number = name.split(".", 2)
    if level not in SHAPED_LEVELS:
        raise UnknownShapeNumber(f"{name}: {level} has no shape numbers; C1 to L5 have")
    if number not in tabled_numbers(level) and not _is_measure(level, number):
        near = get_close_matches(number, list(tabled_numbers(level)), n=3, cutoff=0.4)
        offer = ", ".join(shape_parameter(level, each) for each in near or list(tabled_numbers(level))[:3])
        raise UnknownShapeNumber(f"there is no parameter {name!r}; did you mean {offer}?")
    if not (isfinite(value) and abs(value) <= LARGEST):
        raise UnknownShapeNumber(f"{name} is {value:g}; it must lie between -{LARGEST:g} and {LARGEST:g}")


def tabled_number(level: str, number: str) -> float:
    """One shape number as tabled, or one measure named ``measure.NAME``. Raises KeyError."""
    if _is_measure(level, number):
        return load_measures().value(level, number.partition(".")[2])
    return tabled_numbers(level)[number]


def _is_measure(level: str, number: str) -> bool:
    part, _, name = number.partition(".")
    return part == MEASURE and load_measures().has(level, name)


def tabled_numbers(level: str) -> Mapping[str, float]:
    """Every shape number of a level as tabled, by name; of thoracic and lumbar ones with the sizes' ratios.

    Raises
    ------
    KeyError
        If the level has no table.
    """
    if level in _NECK:
        return shape_table(*_NECK[level])[level]
    return shape_rows()[level]


def shape_of(level: str, numbers: Mapping[str, float]) -> Shape:
    """The shape of a level from all its numbers by name."""
    if level in _NECK:
        return from_numbers(_NECK[level][1], numbers)
    return shape_from(numbers)


def level_shape(kind: type[Kind], level: str, parameters: Mapping[str, float]) -> Kind:
    """The shape a level is built to: the table's, its waist as the parameters ask, with the numbers they set.

    Raises
    ------
    TypeError
        If the level has a shape of another kind.
    """
    given = _drawn_in(level, parameters.get(WAIST, 1.0)) | set_numbers(level, parameters)
    shape = _shape(level, tuple(sorted(given.items())))
    if not isinstance(shape, kind):
        raise TypeError(f"the shape of {level} is no {kind.__name__}")
    return shape


def trunk_shape(level: str, parameters: Mapping[str, float]) -> VertebraShape:
    """The shape a thoracic or lumbar level is built to."""
    return level_shape(VertebraShape, level, parameters)


def size_ratios_with(level: str, parameters: Mapping[str, float]) -> dict[str, float]:
    """Ratios to the measures of a level that parameters set, by the measure's name."""
    return _under(SIZE, level, parameters)


def fitted_measures(level: str, parameters: Mapping[str, float]) -> dict[str, float]:
    """Measures of a level that a fit found, by name."""
    return _under(MEASURE, level, parameters)


def _under(part: str, level: str, parameters: Mapping[str, float]) -> dict[str, float]:
    numbers = set_numbers(level, parameters).items()
    return {name.partition(".")[2]: value for name, value in numbers if name.startswith(part + ".")}


def _drawn_in(level: str, waist: float) -> dict[str, float]:
    # A deeper waist would narrow the low first thoracic body up to its rim.
    if waist == 1.0 or level not in TRUNK_LEVELS[1:]:
        return {}
    numbers = tabled_numbers(level)
    return {name: waist * numbers[name] for name in _WAISTS}


@functools.lru_cache(maxsize=256)
def _shape(level: str, given: tuple[tuple[str, float], ...]) -> Shape:
    return shape_of(level, {**tabled_numbers(level), **dict(given)})
