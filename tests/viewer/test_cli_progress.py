"""Progress: a line on terminals for long work, otherwise silence."""

import io

import pytest

from viewer.commands import progress as progress_module
from viewer.commands.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _run(stream: io.StringIO, quiet: bool = False) -> str:
    with Progress(quiet, stream) as progress:
        progress(1, 4, "Lumbar vertebra 3")
    return stream.getvalue()


@pytest.fixture
def _long_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(clock))


@pytest.mark.usefixtures("_long_work")
def test_long_work_on_a_terminal_shows_how_far_it_is_and_wipes_the_line() -> None:
    shown = _run(Terminal())
    assert "1/4 Lumbar vertebra 3" in shown
    assert shown.endswith("\r\x1b[K")


@pytest.mark.usefixtures("_long_work")
def test_quiet_and_pipes_see_nothing() -> None:
    assert _run(Terminal(), quiet=True) == ""
    assert _run(io.StringIO()) == ""


def test_short_work_shows_nothing() -> None:
    assert _run(Terminal()) == ""
