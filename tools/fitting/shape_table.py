"""Writing columns of the tables of shapes."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from meshes.assets import asset


def write_column(table: str, level: str, numbers: Mapping[str, float]) -> None:
    """Put a level's numbers, by dotted name, into a table; rows not named stay as they are.

    Parameters
    ----------
    table : str
        The table's name in ``assets/anatomy``.
    level : str
        The column.
    numbers : mapping
        Values by row.

    Raises
    ------
    KeyError
        If a number has no row.
    """
    path = asset("anatomy", table)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    column = rows[0].index(level)
    by_name = {row[0]: row for row in rows[1:]}
    for name, value in numbers.items():
        by_name[name][column] = f"{value:.4g}"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
