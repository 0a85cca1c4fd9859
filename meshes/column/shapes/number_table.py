"""Reading the tables of shapes: every fault is told by file, row and column, before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from meshes.anatomy.measures import Measures, UnknownMeasure, read_measures
from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import Row, TableFault, rows
from meshes.assets import asset

Shape = TypeVar("Shape")

SIZE = "size"
"""Prefix of the rows that tell where in its spread a measure is built: a ratio to the measure they name."""

_POSITIVE = (
    *("width_", "thickness_", "length", "rim_radius", "flare", "tip_round", "melt", "widest", "roof"),
    *("radius", "round"),
)
"""Beginnings of the numbers that are sizes and cannot be nothing or less; so are all halves and ratios."""


def read_number_table(
    path: Path,
    levels: Sequence[str],
    required: Collection[str],
    require_evidence: Callable[[Row], None] = lambda _: None,
) -> dict[str, dict[str, float]]:
    """A table with a row for each number and a column for each level: numbers by name, by level.

    Parameters
    ----------
    path : Path
        The table; its first column is ``name``.
    levels : sequence of str
        Columns to read.
    required : collection of str
        The rows there must be, besides those of sizes.
    require_evidence : callable
        Raises when a row's source or certainty does not do.

    Raises
    ------
    TableFault
        If a row is missing, unknown or stands twice, a level has no column, a cell holds no number, or a
        number that must be positive is not. The message names row and column.
    """
    table: dict[str, dict[str, float]] = {level: {} for level in levels}
    seen: set[str] = set()
    for row in rows(path):
        name = row["name"]
        require_evidence(row)
        if name in seen:
            raise row.fault("name", f"{name} stands twice")
        if name not in required and not name.startswith(SIZE + "."):
            raise row.fault("name", f"there is no number {name}")
        seen.add(name)
        for level, numbers in table.items():
            numbers[name] = _sound(row, level, name)
    for name in required:
        if name not in seen:
            raise _missing(path.name, name, "name")
    return table


def shape_from_measures(tables: Sequence[str], make: Callable[[Measures], Shape]) -> Shape:
    """A shape from tables of `assets/anatomy` that have a row for each measure of each level.

    Raises
    ------
    TableFault
        If a table has a wrong unit, certainty or source, a size is negative or a row is missing. The message
        names row and column.
    """
    measures = read_measures([asset("anatomy", name) for name in tables], load_sources())
    try:
        return make(measures)
    except UnknownMeasure as fault:
        raise _missing(" or ".join(tables), f"{fault.place} {fault.name}", "measure") from None


def record(table: Measures, level: str, kind: type[Shape], part: str = "") -> Shape:
    """A record of one level: each of its fields is the measure of that name, after `part` where there is one.

    Raises UnknownMeasure.
    """
    start = f"{part}_" if part else ""
    return kind(*(table.value(level, start + number.name) for number in fields(kind)))  # type: ignore[arg-type]


def _sound(row: Row, level: str, name: str) -> float:
    value = row.number_in(level)
    part, _, number = name.partition(".")
    is_size = part == SIZE or number.startswith(_POSITIVE) or "half_" in number or "ratio" in number
    if value <= 0 and is_size:
        raise row.fault(level, f"{name} is {value:g}; it must be positive")
    return value


def _missing(file: str, name: str, column: str) -> TableFault:
    return TableFault(f"{file}, row {name}, column {column}: the row is missing")
