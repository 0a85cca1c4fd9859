"""Whether a window can open is known before Qt is asked."""

import pytest

from viewer.display import has_display


def test_a_display_that_answers_counts() -> None:
    assert has_display()


@pytest.mark.parametrize("name", [":977", ""])
def test_a_display_nobody_answers_counts_as_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert not has_display()
