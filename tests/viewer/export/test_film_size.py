"""How large films are told to be, beside what films of several figures came to."""

import pytest

from viewer.export.film import FILM_ENDINGS
from viewer.export.film_size import in_megabytes, likely_bytes
from viewer.model.motion import KINDS

CAME_TO = [
    ("default", "turntable", ".mp4", 2.27, 2.63),
    ("default", "turntable", ".gif", 11.6, 12.1),
    ("gray-579", "section", ".mp4", 0.962, 0.968),
    ("gray-579", "section", ".gif", 4.73, 5.23),
    ("foramen-magnum", "section", ".mp4", 0.489, 0.221),
    ("foramen-magnum", "section", ".gif", 0.792, 0.626),
]
"""Megabytes told of films of 854x480, 8 s and 24 frames a second, and what they came to."""


@pytest.mark.parametrize(("figure", "kind", "ending", "told", "came"), CAME_TO)
def test_what_films_came_to_lies_within_what_was_told(
    figure: str, kind: str, ending: str, told: float, came: float
) -> None:
    least, most = likely_bytes(told, ending, kind, is_sounded=True)
    assert least <= came <= most, figure


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", FILM_ENDINGS)
def test_a_range_is_told_for_each_kind_and_a_wider_one_where_nothing_was_filmed(
    ending: str, kind: str
) -> None:
    sounded, guessed = (likely_bytes(1e6, ending, kind, is_sounded) for is_sounded in (True, False))
    assert guessed[0] <= sounded[0] < 1e6 < sounded[1] < guessed[1]


def test_a_size_is_told_as_exactly_as_it_is_known() -> None:
    assert in_megabytes(0.36e6, 1.04e6) == "0.4 to 1.0 MB"
    assert in_megabytes(1.01e6, 1.04e6) == "1.0 MB"
    assert in_megabytes(0.01e6, 0.09e6) == "less than 0.1 MB"
    assert in_megabytes(8.2e6, 14.4e6) == "8 to 14 MB"
