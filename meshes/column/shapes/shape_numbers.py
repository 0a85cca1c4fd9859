"""Shapes as nested records of numbers: told by dotted names, as tables and fits know them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast, get_type_hints

from meshes.anatomy.measures import CERTAINTIES
from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import Row, rows
from meshes.assets import asset
from meshes.column.shapes.number_table import read_number_table

Shape = TypeVar("Shape")


class UnknownShape(LookupError):
    """A table of shapes lacks a level."""


@functools.cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def numbers(shape: Any) -> dict[str, float]:
    """Every number of a shape by its dotted name, ``part.number``."""
    return {
        f"{part.name}.{number.name}": float(getattr(getattr(shape, part.name), number.name))
        for part in fields(shape)
        for number in fields(getattr(shape, part.name))
    }


def names(kind: type) -> tuple[str, ...]:
    """The dotted names of the numbers of a kind of shape, in the order of its fields."""
    hints = _hints(kind)
    return tuple(f"{part.name}.{number.name}" for part in fields(kind) for number in fields(hints[part.name]))


def from_numbers(kind: type[Shape], values: Mapping[str, float]) -> Shape:
    """A shape from all its numbers.

    Raises
    ------
    KeyError
        If a number is missing.
    """
    hints: Mapping[str, Any] = _hints(kind)  # type: ignore[arg-type]
    given: dict[str, dict[str, float]] = {}
    for name in names(kind):
        part, _, number = name.partition(".")
        given.setdefault(part, {})[number] = float(values[name])
    return kind(**{part: hints[part](**inner) for part, inner in given.items()})


def changed(shape: Shape, values: Mapping[str, float]) -> Shape:
    """The shape with some numbers replaced.

    Raises
    ------
    KeyError
        If there is no such number.
    """
    unknown = sorted(set(values) - set(numbers(shape)))
    if unknown:
        raise KeyError(unknown[0])
    parts: dict[str, dict[str, float]] = {}
    for name, value in values.items():
        part, _, number = name.partition(".")
        parts.setdefault(part, {})[number] = float(value)
    given = {part: replace(getattr(shape, part), **inner) for part, inner in parts.items()}
    return replace(shape, **given)  # type: ignore[type-var]


@functools.cache
def shape_table(name: str, kind: Any) -> Mapping[str, Mapping[str, float]]:
    """The numbers of a kind of shape by level, from a file of `assets/anatomy`.

    Its columns are name, unit, source, certainty, then one for each level.

    Raises
    ------
    TableFault
        If a row is missing, unknown or stands twice, a cell holds no number, a size is not positive, or a
        source or certainty is unknown.
    """
    path = asset("anatomy", name)
    levels = tuple(next(rows(path)).cells)[4:]
    sources = frozenset(load_sources())
    return read_number_table(path, levels, names(kind), lambda row: _require_evidence(row, sources))


def tabled(kind: type[Shape], name: str, level: str) -> Shape:
    """The shape of one level from a table of `assets/anatomy`.

    Raises
    ------
    UnknownShape
        If the table lacks the level.
    """
    table = shape_table(name, cast(Any, kind))
    if level not in table:
        raise UnknownShape(f"{name} has no column {level}")
    return from_numbers(kind, table[level])


def _require_evidence(row: Row, sources: frozenset[str]) -> None:
    row.one_of("certainty", CERTAINTIES)
    if row["source"] not in sources:
        raise row.fault("source", f"{row['source']!r} is not in sources.toml")
