from pathlib import Path

import pytest

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.anatomy.measures import TABLES, UnknownMeasure, load_measures, read_measures
from meshes.anatomy.sources import load_sources
from meshes.anatomy.tables import TableFault

HEADING = "level,measure,value,unit,spread,spread_kind,n,source,certainty,note\n"


def _read(folder: Path, row: str) -> object:
    table = folder / "vertebrae.csv"
    table.write_text(HEADING + row + "\n", encoding="utf-8")
    return read_measures([table], ["panjabi-1992", "retia"])


@pytest.mark.parametrize(
    ("level", "measure", "value"),
    [
        # Re-typed from the tables of the papers, as transcribed.
        ("L1", "EPWu", 41.2),
        ("L4", "EPWu", 46.6),
        ("L3", "VBHp", 23.8),
        ("L5", "SCW", 27.1),
        ("L2", "SCD", 18.2),
        ("T11", "SCW", 19.4),
        ("T12", "PDW", 8.7),
    ],
)
def test_transcribed_values_stand_in_the_tables(level: str, measure: str, value: float) -> None:
    found = load_measures().get(level, measure)
    assert found.value == value
    assert found.unit == "mm"
    assert found.certainty == "transcribed"
    assert found.source.startswith("panjabi")


def test_a_standard_error_becomes_a_standard_deviation() -> None:
    # SEM 0.88 over twelve spines: 0.88 * sqrt(12) = 3.048.
    assert load_measures().get("L3", "EPWu").spread == pytest.approx(3.048, abs=1e-3)


def test_without_a_spread_a_tenth_of_the_value_is_tolerated() -> None:
    measure = load_measures().get("T5", "EPWu")
    assert measure.spread is None
    assert measure.tolerance() == pytest.approx(2.49)


def test_every_built_level_has_every_core_measure() -> None:
    table = load_measures()
    for level in TRUNK_LEVELS:
        for name in ("EPWu", "EPWl", "EPDu", "EPDl", "VBHp", "SCW", "SCD", "PDW", "PDH", "TPW", "body_wedge"):
            assert table.has(level, name), f"{name} of {level}"


def test_the_narrowest_pedicle_lies_between_t4_and_t7_and_the_widest_at_l5() -> None:
    table = load_measures()
    width = {level: table.value(level, "PDW") for level in TRUNK_LEVELS}
    assert min(width, key=width.__getitem__) in ("T4", "T5", "T6", "T7")
    assert max(width, key=width.__getitem__) == "L5"


def test_bodies_broaden_from_t4_to_l4() -> None:
    table = load_measures()
    levels = TRUNK_LEVELS[3:16]
    upper = [table.value(level, "EPWu") for level in levels]
    assert upper == sorted(upper)


def test_values_nobody_measured_are_marked_so() -> None:
    for (place, name), measure in load_measures().by_place.items():
        if measure.source == "retia":
            assert measure.certainty == "illustrative", f"{name} of {place}"
        if measure.certainty in ("verified", "transcribed"):
            assert measure.source != "retia", f"{name} of {place}"


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("L3,EPWu,44.1,mm,,,,panjabi-1999,transcribed,", "source", "panjabi-1999"),
        ("L3,EPWu,44.1,inch,,,,panjabi-1992,transcribed,", "unit", "inch"),
        ("L3,EPWu,-44.1,mm,,,,panjabi-1992,transcribed,", "value", "negative"),
        ("L3,EPWu,wide,mm,,,,panjabi-1992,transcribed,", "value", "not a number"),
        ("L3,EPWu,nan,mm,,,,panjabi-1992,transcribed,", "value", "not finite"),
        ("L3,EPWu,44.1,mm,0.9,sem,,panjabi-1992,transcribed,", "n", "not a number"),
        ("L3,EPWu,44.1,mm,0.9,,,panjabi-1992,transcribed,", "spread_kind", "needs its kind"),
        ("L3,EPWu,44.1,mm,,,,panjabi-1992,guessed,", "certainty", "guessed"),
        ("L3,SCD,2,mm,,,,panjabi-1992,transcribed,", "value", "closed"),
        ("L3,EPWu,44.1,mm,,,,panjabi-1992", "(all)", "number of cells"),
    ],
)
def test_a_fault_names_file_row_and_column(tmp_path: Path, row: str, column: str, what: str) -> None:
    with pytest.raises(TableFault) as caught:
        _read(tmp_path, row)
    message = str(caught.value)
    assert message.startswith("vertebrae.csv, row 2, column " + column)
    assert what in message


def test_a_coordinate_may_be_negative(tmp_path: Path) -> None:
    _read(tmp_path, "L3,spinous_tip_z,-13,mm,,,,retia,illustrative,")


def test_a_measure_may_stand_only_once(tmp_path: Path) -> None:
    row = "L3,EPWu,44.1,mm,,,,panjabi-1992,transcribed,"
    with pytest.raises(TableFault, match=r"row 3.*EPWu of L3 stands twice"):
        _read(tmp_path, row + "\n" + row)


def test_an_unknown_measure_offers_near_ones() -> None:
    with pytest.raises(UnknownMeasure, match="EPWu"):
        load_measures().get("L3", "EPWx")


def test_every_source_of_every_table_resolves() -> None:
    keys = {measure.source for measure in load_measures().by_place.values()}
    assert keys <= set(load_sources())
    assert len(TABLES) >= 4
