from dataclasses import dataclass

import pytest

from meshes.anatomy.tables import TableFault
from meshes.column.shapes import shape_numbers
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.axis_shape import AxisShape
from meshes.column.shapes.cervical_shape import CervicalShape
from meshes.column.shapes.shape_numbers import (
    UnknownShape,
    changed,
    from_numbers,
    names,
    numbers,
    shape_table,
    tabled,
)


@dataclass(frozen=True)
class Knee:
    bend: float
    round: float


@dataclass(frozen=True)
class Leg:
    upper: Knee
    lower: Knee


LEG = Leg(Knee(1.0, 2.0), Knee(3.0, 4.0))


@pytest.fixture
def table(tmp_path, monkeypatch):
    def written(text):
        (tmp_path / "leg.csv").write_text(text, encoding="utf-8")
        monkeypatch.setattr(shape_numbers, "asset", lambda *parts: tmp_path / parts[-1])
        shape_table.cache_clear()
        return "leg.csv"

    yield written
    shape_table.cache_clear()


def test_a_shape_survives_the_way_through_its_numbers():
    assert numbers(LEG) == {"upper.bend": 1.0, "upper.round": 2.0, "lower.bend": 3.0, "lower.round": 4.0}
    assert from_numbers(Leg, numbers(LEG)) == LEG
    assert names(Leg) == tuple(numbers(LEG))


def test_one_number_changes_alone():
    assert changed(LEG, {"lower.bend": 9.0}) == Leg(LEG.upper, Knee(9.0, 4.0))


def test_a_number_that_does_not_exist_is_refused():
    with pytest.raises(KeyError, match=r"lower\.length"):
        changed(LEG, {"lower.length": 1.0})


def test_a_table_gives_each_level_its_own_shape(table):
    name = table(
        "name,unit,source,certainty,L,R\n"
        "upper.bend,mm,retia,illustrative,1,5\nupper.round,mm,retia,illustrative,2,6\n"
        "lower.bend,mm,retia,illustrative,3,7\nlower.round,mm,retia,illustrative,4,8\n"
    )
    assert tabled(Leg, name, "L") == LEG
    assert tabled(Leg, name, "R") == Leg(Knee(5.0, 6.0), Knee(7.0, 8.0))
    with pytest.raises(UnknownShape, match="no column M"):
        tabled(Leg, name, "M")


def test_a_missing_row_is_named(table):
    name = table("name,unit,source,certainty,L\nupper.bend,mm,retia,illustrative,1\n")
    with pytest.raises(TableFault, match=r"leg\.csv, row upper\.round, column name: the row is missing"):
        tabled(Leg, name, "L")


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("upper.bend,mm,retia,illustrative,wide", "L"),
        ("upper.bend,mm,nobody,illustrative,1", "source"),
        ("upper.bend,mm,retia,certain,1", "certainty"),
        ("upper.round,mm,retia,illustrative,-1", "L"),
        ("upper.colour,mm,retia,illustrative,1", "name"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(table, row, column):
    name = table(f"name,unit,source,certainty,L\n{row}\n")
    with pytest.raises(TableFault, match=f"row 2, column {column}"):
        shape_table(name, Leg)


@pytest.mark.parametrize(
    ("kind", "name", "levels"),
    [
        (AtlasShape, "atlas_shape.csv", {"C1"}),
        (AxisShape, "axis_shape.csv", {"C2"}),
        (CervicalShape, "cervical_shape.csv", {"C3", "C4", "C5", "C6", "C7"}),
    ],
)
def test_the_tables_hold_the_numbers_of_their_shapes_and_no_others(kind, name, levels):
    found = shape_table(name, kind)
    assert set(found) == levels
    assert all(set(row) == set(names(kind)) for row in found.values())
