"""Whether a window can open is known before Qt is asked."""

import socket
from pathlib import Path

import pytest

from viewer.display import has_display, has_x_display


def test_a_display_that_answers_counts() -> None:
    assert has_display()


@pytest.mark.parametrize("name", [":977", ""])
def test_a_display_nobody_answers_counts_as_none(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", name)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_display()


def test_a_wayland_that_answers_counts_though_nothing_is_drawn_on_it_off_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.chdir(tmp_path)
    # Paths of sockets are short: its own folder's may be too long.
    monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert not has_display()
    with socket.socket(socket.AF_UNIX) as answering:
        answering.bind("wayland-7")
        assert not has_display(), "it is there and nobody listens"
        answering.listen()
        assert has_display()
        assert not has_x_display()
