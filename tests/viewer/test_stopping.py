"""Ctrl-C while libraries load: VTK crashes where one of its imports is broken off."""

import importlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.commands.stopping import STOPPING, leave_at_once, let_imports_end


@pytest.fixture(autouse=True)
def _usual_answer() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in STOPPING}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, answer in before.items():
        signal.signal(number, answer)


def test_ctrl_c_waits_until_what_is_being_imported_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "import signal\nsignal.raise_signal(signal.SIGINT)\nis_there = True\n"
    (tmp_path / "slow_library.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    let_imports_end()
    with pytest.raises(KeyboardInterrupt):
        importlib.import_module("slow_library")
        time.sleep(10.0)
    assert sys.modules.pop("slow_library").is_there


def test_ctrl_c_is_answered_at_once_elsewhere() -> None:
    let_imports_end()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("number", STOPPING)
def test_what_is_ignored_stays_so(number: int) -> None:
    signal.signal(number, signal.SIG_IGN)
    let_imports_end()
    assert signal.getsignal(number) is signal.SIG_IGN


@pytest.mark.parametrize("number", STOPPING)
def test_a_kill_is_answered_as_ctrl_c_is_even_where_that_is_ignored(number: int) -> None:
    if number != signal.SIGINT:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    let_imports_end()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


EARLY = """
import signal, sys

class AtTheDoor:
    def find_spec(self, name, path=None, target=None):
        if name == "viewer.cli":
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, AtTheDoor())
from viewer.start import main
sys.exit(main())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
def test_ctrl_c_in_the_first_moment_ends_the_process_without_a_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", EARLY], capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "retia: stopped\n")


def test_ctrl_c_in_the_first_moment_is_answered_by_the_command_line_later() -> None:
    signal.signal(signal.SIGINT, leave_at_once)
    let_imports_end()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
