import math

import pytest

from benchmarks.growth import exponent, processor_seconds


def test_the_exponent_is_that_of_the_power_law_behind_the_costs():
    assert exponent([2, 4, 8], [6.0, 12.0, 24.0]) == pytest.approx(1.0)
    assert exponent([1.2, 0.85, 0.6], [h**-2 for h in (1.2, 0.85, 0.6)]) == pytest.approx(-2.0)


def test_a_cost_that_scatters_gives_the_exponent_of_the_middle():
    assert exponent([1, 2, 4], [1.1, 1.9, 4.3]) == pytest.approx(math.log2(4.3 / 1.1) / 2)


def test_processor_time_is_that_of_the_work():
    assert 0.0 <= processor_seconds(lambda: None) < 0.05 < processor_seconds(lambda: sum(range(8_000_000)))
