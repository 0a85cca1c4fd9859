"""A line of the bench says whether its limit holds."""

import pytest

from benchmarks.row import Row


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("one vertebra", 0.39, "s", limit=0.4), True),
        (Row("one vertebra", 0.41, "s", limit=0.4), False),
        (Row("turning", 23, "fps", limit=24, is_least=True), False),
        (Row("turning", 25, "fps", limit=24, is_least=True), True),
        (Row("first", 2.9, "s", 2.0, limit=1.5, is_ratio=True), True),
        (Row("first", 3.1, "s", 2.0, limit=1.5, is_ratio=True), False),
        (Row("pick", 9, "ms", 3), True),
    ],
)
def test_a_limit_holds_or_is_missed(row: Row, holds: bool) -> None:
    assert row.holds is holds
    assert ("MISSED" in row.line()) is not holds


def test_a_line_shows_ours_bare_and_the_ratio() -> None:
    words = Row("first", 3.0, "s", 2.0, limit=1.5, is_ratio=True).line().split()
    assert words == ["first", "3", "s", "2", "1.50", "≤", "1.5", "×", "bare", "holds"]
