"""How values are held against a limit or a band."""

from math import inf, nan

import pytest

from meshes.checks.claim import at_most, none_lacking, within


@pytest.mark.parametrize(
    ("value", "passed"), [(1.0, True), (1.0 + 1e-9, False), (-5.0, True), (nan, False), (inf, False)]
)
def test_a_limit_is_still_allowed_and_what_is_no_number_is_not(value: float, passed: bool) -> None:
    found = at_most({"fine": 0.5, "asked": value}, 1.0)
    assert found is not None and found.passed is passed
    assert found.culprits == (() if passed else ("asked",))


@pytest.mark.parametrize(
    ("value", "passed"), [(1.0, True), (3.0, True), (0.99, False), (3.01, False), (nan, False)]
)
def test_both_ends_of_a_band_belong_to_it(value: float, passed: bool) -> None:
    found = within({"fine": 2.0, "asked": value}, (1.0, 3.0))
    assert found is not None and found.passed is passed
    assert found.culprits == (() if passed else ("asked",))
    assert found.measured == pytest.approx(value, nan_ok=True)


def test_what_speaks_of_nothing_finds_nothing() -> None:
    assert at_most({}, 1.0) is within({}, (0.0, 1.0)) is none_lacking([], 0) is None
