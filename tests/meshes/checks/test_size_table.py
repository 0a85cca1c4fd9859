from dataclasses import replace

from meshes.checks.bones.size_table import HEADING, size_table
from meshes.checks.built import Built
from meshes.checks.measures.morphometry import MEASURERS


def test_the_table_has_every_size_of_every_vertebra(pair: Built) -> None:
    rows = list(size_table(pair))
    assert [(row.level, row.measure) for row in rows] == [
        (level, name) for level in ("T7", "T8") for name in MEASURERS
    ]
    assert all(row.published > 0 and row.tolerance > 0 for row in rows)


def test_a_row_outside_its_spread_is_marked(pair: Built) -> None:
    row = next(size_table(pair))
    assert replace(row, built=row.published).line().startswith(" ")
    assert replace(row, built=row.published + 1.01 * row.tolerance).line().startswith("!")
    assert replace(row, built=float("nan")).line().startswith("!")


def test_the_heading_stands_over_its_columns(pair: Built) -> None:
    line = next(size_table(pair)).line()
    assert HEADING.index("source") == line.index("panjabi")
    assert line[: HEADING.index("built") + 5].rstrip()[-1].isdigit()
