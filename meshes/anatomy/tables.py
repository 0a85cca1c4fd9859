"""Reading the tables, with errors that name file, row and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


class TableFault(ValueError):
    """A table says something it must not; the message names the file, the row and the column."""


class Row:
    """One row of a table that remembers where it stands.

    Parameters
    ----------
    file : str
        Name of the table, for messages.
    number : int
        Line in the file, counted from 1 with the heading.
    cells : dict
        Text by column name.
    """

    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self.file, self.number, self.cells = file, number, cells

    def __getitem__(self, column: str) -> str:
        try:
            return (self.cells[column] or "").strip()
        except KeyError:
            raise self.fault(column, "there is no such column") from None

    @property
    def first(self) -> str:
        """Text of the first column."""
        return next(iter(self.cells.values())).strip()

    def fault(self, column: str, what: str) -> TableFault:
        """An error that points at one cell of this row."""
        return TableFault(f"{self.file}, row {self.number}, column {column}: {what}")

    def number_in(self, column: str) -> float:
        """The number in a column.

        Raises
        ------
        TableFault
            If the cell holds no finite number.
        """
        try:
            value = float(self[column])
        except ValueError:
            raise self.fault(column, f"{self[column]!r} is not a number") from None
        if not abs(value) < float("inf"):
            raise self.fault(column, f"{self[column]!r} is not finite")
        return value

    def listed(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that is a list with semicolons."""
        return tuple(part.strip() for part in self[column].split(";") if part.strip())

    def one_of(self, column: str, allowed: tuple[str, ...]) -> str:
        """The text of a cell that must come from a closed list."""
        if self[column] not in allowed:
            raise self.fault(column, f"{self[column]!r} is not one of {', '.join(allowed)}")
        return self[column]


def rows(path: Path) -> Iterator[Row]:
    """The rows of a table, in order.

    Raises
    ------
    TableFault
        If a row has more or fewer cells than the heading.
    """
    with path.open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        for cells in reader:
            row = Row(path.name, reader.line_num, {k: v for k, v in cells.items() if k})
            if None in cells or None in cells.values():
                raise row.fault("(all)", "the number of cells differs from the heading")
            yield row
