"""The table of shapes: complete, sourced, smooth down the thorax."""

import csv
from dataclasses import fields

import numpy as np
import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.sources import load_sources
from meshes.assets import asset
from meshes.column.shape import PARTS, load_shapes, shape_from, shape_rows, size_ratios

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
