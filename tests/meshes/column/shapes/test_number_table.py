"""Faults of the tables of neck, pelvis and skull are told by row and column, before anything is meshed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from meshes.anatomy.tables import TableFault
from meshes.assets import asset
from meshes.column.shapes import number_table, shape_numbers
from meshes.column.shapes.coccyx_shape import load_coccyx_shape
from meshes.column.shapes.level_shape import tabled_numbers
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.column.shapes.shape_numbers import shape_table

Change = Callable[[list[str]], list[str]]
LOADERS = {"S1": load_sacrum_shape, "Co1": load_coccyx_shape, "C0": load_occipital_shape}


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Change, str], object]]:
    """Read the tables of a level, one of them changed."""

    def loaded(file: str, change: Change, level: str) -> object:
        lines = asset("anatomy", file).read_text(encoding="utf-8").splitlines()
        (tmp_path / file).write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
        for module in (number_table, shape_numbers):
            monkeypatch.setattr(
                module, "asset", lambda *parts: tmp_path / file if parts[-1] == file else asset(*parts)
            )
        _forget()
        return LOADERS[level]() if level in LOADERS else tabled_numbers(level)

    yield loaded
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    shape_table.cache_clear()
    for loader in LOADERS.values():
        loader.cache_clear()


def _without(start: str) -> Change:
    return lambda lines: [line for line in lines if not line.startswith(start)]


def _negative(start: str, column: int) -> Change:
    def change(lines: list[str]) -> list[str]:
        cells = [line.split(",") for line in lines]
        return [
            ",".join([*row[:column], "-2", *row[column + 1 :]]) if ",".join(row).startswith(start) else line
            for line, row in zip(lines, cells, strict=True)
        ]

    return change


@pytest.mark.parametrize(
    ("file", "change", "level", "said"),
    [
        ("atlas_shape.csv", _without("mass.rim,"), "C1", "row mass.rim, column name: the row is missing"),
        ("axis_shape.csv", _without("dens.rim,"), "C2", "row dens.rim, column name: the row is missing"),
        ("cervical_shape.csv", _without("pillar.rim,"), "C5", "row pillar.rim, column name"),
        ("sacrum.csv", _without("S1,S1_body_AP"), "S1", "row S1 S1_body_AP_width, column measure"),
        ("coccyx.csv", _without("S5-Co1,"), "Co1", "row S5-Co1 height, column measure: the row is missing"),
        ("occipital_shape.csv", _without("C0,bowl_half_y"), "C0", "row C0 bowl_half_y, column measure"),
        ("atlas_shape.csv", _negative("mass.low_half_x", 4), "C1", r"column C1: mass.low_half_x is -2"),
        ("axis_shape.csv", _negative("dens.neck_ratio", 4), "C2", r"column C2: dens.neck_ratio is -2"),
        ("cervical_shape.csv", _negative("pillar.half_low", 6), "C3", r"column C5: pillar.half_low is -2"),
        ("sacrum.csv", _negative("S1,S1_body_AP", 2), "S1", r"row \d+, column value: a size of -2 mm"),
        ("coccyx.csv", _negative("S5-Co1,", 2), "Co1", r"row \d+, column value: a size of -2 mm"),
        ("occipital.csv", _negative("C0,foramen_magnum_AP", 2), "C0", r"row \d+, column value: a size"),
    ],
)
def test_a_faulty_table_names_file_row_and_column(
    load: Callable[[str, Change, str], object], file: str, change: Change, level: str, said: str
) -> None:
    with pytest.raises(TableFault, match=said) as fault:
        load(file, change, level)
    assert file in str(fault.value)
