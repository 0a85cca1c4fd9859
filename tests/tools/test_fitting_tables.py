"""The columns a fit starts from and how far it may move them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from meshes.anatomy.measures import load_measures
from meshes.assets import asset
from meshes.column.frame import column_frame
from meshes.column.shapes.shape import shape_rows
from meshes.fitting.trunk_limits import trunk_limit
from tools.fitting.lumbar_limits import BUILT_TO_MEASURED, table_limit
from tools.fitting.thoracic import SPINE, thoracic
from tools.fitting.unseen import without


def _column(path: Path, level: str) -> dict[str, str]:
    with path.open(newline="", encoding="utf-8") as stream:
        return {row["name"]: row[level] for row in csv.DictReader(stream)}


@pytest.mark.parametrize(
    ("name", "level", "beside"),
    [
        ("shape.csv", "L3", ("L2", "L4")),
        ("shape.csv", "L5", ("L4",)),
        ("cervical_shape.csv", "C3", ("C4",)),
        ("cervical_shape.csv", "C5", ("C4", "C6")),
    ],
)
def test_a_table_without_a_level_holds_the_mean_of_its_neighbours(tmp_path, name, level, beside):
    path = tmp_path / name
    shutil.copy(asset("anatomy", name), path)
    before = {each: _column(path, each) for each in (level, *beside)}
    without(path, level)
    for row, value in _column(path, level).items():
        near = [float(before[each][row]) for each in beside]
        assert float(value) == pytest.approx(sum(near) / len(near), rel=1e-4, abs=1e-6), row
    assert _column(path, level) != before[level]
    assert {each: _column(path, each) for each in beside} == {each: before[each] for each in beside}


def test_no_size_may_leave_its_row_and_no_number_the_limits_of_a_fit():
    for level in ("L1", "L3", "L5"):
        for name, start in shape_rows()[level].items():
            limit = table_limit(level, name, start)
            if limit is None:
                continue
            assert limit.low <= start <= limit.high, (level, name)
            wide = trunk_limit(name, start)
            assert (
                wide is not None and min(wide.low, start) <= limit.low and limit.high <= max(wide.high, start)
            )
            part, _, measure = name.partition(".")
            if part == "size":
                row = load_measures().get(level, measure)
                reach = row.tolerance() / row.value - BUILT_TO_MEASURED[measure]
                assert limit.high <= max(1.0 + reach, start), (level, name)


def test_what_holds_the_first_lumbar_pedicles_stays():
    assert table_limit("L1", "pedicle.back_z", 1.0) is None and table_limit("L1", "size.PDH", 1.0) is None
    assert table_limit("L2", "pedicle.back_z", 1.0) is not None


def test_the_rules_of_thoracic_levels_make_the_columns_of_the_table():
    column, rows = column_frame(), shape_rows()
    for i in SPINE:
        ruled = thoracic(i, column)
        assert {name.partition(".")[0] for name in rows[f"T{i}"]} == {
            each.partition(".")[0] for each in ruled
        }
        for name, value in rows[f"T{i}"].items():
            # Sizes without a rule are as measured.
            assert value == pytest.approx(ruled.get(name, 1.0), rel=1e-3, abs=1e-3), (i, name)
