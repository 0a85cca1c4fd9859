"""The table of shapes: complete, sourced, smooth down the thorax."""

import csv
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import load_measures
from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import TableFault
from meshes.assets import asset
from meshes.column.frame import column_frame
from meshes.column.shapes.possible import ImpossibleVertebra, require_possible
from meshes.column.shapes.shape import (
    PARTS,
    load_shapes,
    read_shape_rows,
    shape_from,
    shape_rows,
    size_ratios,
)

THORACIC = [level for level in TRUNK_LEVELS if level.startswith("T")]


def _rows() -> list[dict[str, str]]:
    with asset("anatomy", "shape.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_built_level_has_a_whole_shape() -> None:
    wanted = {f"{part}.{number.name}" for part, kind in PARTS.items() for number in fields(kind)}
    for level in TRUNK_LEVELS:
        assert {name for name in shape_rows()[level] if not name.startswith("size.")} == wanted
        assert load_shapes()[level].flat().keys() == wanted


def test_every_row_has_a_unit_and_sources_that_resolve() -> None:
    known = load_sources()
    for row in _rows():
        assert row["unit"] in {"mm", "deg", "1"}, row["name"]
        for region in ("thoracic", "lumbar"):
            assert all(key in known for key in row[f"{region}_source"].split(";")), row["name"]
            assert row[f"{region}_certainty"] in {"derived", "illustrative"}


def test_a_shape_survives_its_numbers() -> None:
    shape = load_shapes()["L4"]
    assert shape_from(shape.flat()) == shape


def test_one_number_can_be_changed_and_unknown_ones_are_refused() -> None:
    shape = load_shapes()["T6"].changed({"spinous.slope_deg": 10.0})
    assert shape.spinous.slope_deg == 10.0 and shape.spinous.length == load_shapes()["T6"].spinous.length
    with pytest.raises(KeyError, match=r"spinous\.colour"):
        shape.changed({"spinous.colour": 1.0})


@pytest.mark.parametrize("name", ["spinous.slope_deg", "spinous.length", "body.waist_side", "lamina.start_z"])
def test_thoracic_numbers_run_smoothly_from_level_to_level(name: str) -> None:
    values = np.array([shape_rows()[level][name] for level in THORACIC])
    assert np.abs(np.diff(values)).max() < max(0.35 * np.ptp(values), 0.5)


def test_sizes_stay_within_a_fifth_of_their_measures() -> None:
    for level in TRUNK_LEVELS:
        assert all(0.8 < ratio < 1.2 for ratio in size_ratios(level).values())


def _table(folder: Path, change: Callable[[list[str]], list[str]]) -> Path:
    lines = asset("anatomy", "shape.csv").read_text(encoding="utf-8").splitlines()
    path = folder / "shape.csv"
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    return path


def _cell(lines: list[str], name: str, column: str, value: str) -> list[str]:
    at = lines[0].split(",").index(column)
    rows = [line.split(",") for line in lines]
    return [",".join([*row[:at], value, *row[at + 1 :]] if row[0] == name else row) for row in rows]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: [line for line in t if not line.startswith("canal.lean,")], "row canal.lean.*missing"),
        (lambda t: [*t, t[-1]], r"row \d+, column name: .* stands twice"),
        (
            lambda t: _cell(t, "spinous.length", "T6", "-3"),
            r"row \d+, column T6: spinous.length is -3.*positive",
        ),
        (lambda t: _cell(t, "size.SCD", "L2", "0"), r"column L2: size.SCD is 0"),
        (lambda t: _cell(t, "canal.roof", "T9", "wide"), r"column T9: 'wide' is not a number"),
        (lambda t: _cell(t, "canal.roof", "name", "canal.colour"), "there is no number canal.colour"),
        (lambda t: [line.replace(",T7,", ",X7,") for line in t], "column T7: there is no such column"),
    ],
)
def test_a_faulty_table_of_shapes_names_row_and_column(
    tmp_path: Path, change: Callable[[list[str]], list[str]], said: str
) -> None:
    with pytest.raises(TableFault, match=r"shape\.csv, row .*" + said.removeprefix("row ")):
        read_shape_rows(_table(tmp_path, change))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lamina.end_y": 5.0, "spinous.base_y": -9.0}, "row lamina.end_y, column T6.*T6 SCD"),
        ({"pedicle.back_x": 2.0}, "row pedicle.back_x, column T6.*T6 SCW"),
    ],
)
def test_a_shape_that_leaves_no_canal_or_no_arch_is_refused(changes: dict[str, float], said: str) -> None:
    shape = load_shapes()["T6"]
    require_possible("T6", shape, load_measures())
    with pytest.raises(ImpossibleVertebra, match=said):
        require_possible("T6", shape.changed(changes), load_measures())


def test_the_column_refuses_it_before_anything_is_meshed() -> None:
    with pytest.raises(ImpossibleVertebra, match="column T6"):
        column_frame(("T6",), {"T6.shape.pedicle.back_x": 2.0})
