"""Reading and writing columns of `shape.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from meshes.assets import asset


def write_column(level: str, numbers: Mapping[str, float]) -> None:
    """Put a level's numbers, by dotted name, into the table; rows not named stay as they are.

    Raises
    ------
    KeyError
        If a number has no row.
    """
    path = asset("anatomy", "shape.csv")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    column = rows[0].index(level)
    by_name = {row[0]: row for row in rows[1:]}
    for name, value in numbers.items():
        by_name[name][column] = f"{value:.4g}"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
