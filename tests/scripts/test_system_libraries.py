"""The check of system libraries, on machines that are only pretended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "system_libraries"
TOOLS = (
    "sh",
    "dash",
    "bash",
    "env",
    "uname",
    "awk",
    "mawk",
    "gawk",
    "grep",
    "sort",
    "tr",
    "sed",
    "cat",
    "dirname",
)

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt, dnf and pacman are Linux")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs: a machine without any library, and a user who is not root."""
    for tool in TOOLS:
        if found := shutil.which(tool):
            (tmp_path / tool).symlink_to(found)
    _program(tmp_path / "ldconfig", "true")
    _program(tmp_path / "id", "echo 1000")
    return tmp_path


def _program(path: Path, does: str) -> None:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def _run(machine: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SCRIPT), *words], env={**os.environ, "PATH": str(machine)}, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install -y --no-install-recommends libdbus-1-3 libegl1 "),
        ("dnf", "sudo dnf install -y dbus-libs fontconfig "),
        ("pacman", "sudo pacman -S --needed --noconfirm dbus fontconfig "),
    ],
)
def test_without_the_right_to_install_the_exact_line_is_printed(
    machine: Path, manager: str, line: str
) -> None:
    _program(machine / manager, "echo installed; exit 1")
    done = _run(machine)
    assert done.returncode == 3
    assert line in done.stderr
    assert "installed" not in done.stdout
    assert "xvfb" not in done.stderr.lower()


def test_the_tests_need_xvfb_too(machine: Path) -> None:
    _program(machine / "apt-get", "exit 1")
    assert " xvfb\n" in _run(machine, "--tests").stderr


def test_root_on_debian_gets_them_installed(machine: Path) -> None:
    _program(machine / "id", "echo 0")
    _program(machine / "apt-get", f'echo "$@" >> {machine}/asked')
    done = _run(machine)
    assert done.returncode == 0
    (asked,) = (machine / "asked").read_text().splitlines()
    assert asked.startswith("install ")
    assert "libxcb-cursor0" in asked


@pytest.mark.parametrize("comes", [True, False])
def test_what_tests_look_with_is_installed_where_one_may_and_done_without_elsewhere(
    machine: Path, comes: bool
) -> None:
    _program(machine / "id", "echo 0")
    refusal = "" if comes else '; case "$*" in *weston*) exit 1;; esac'
    _program(machine / "apt-get", f'echo "$@" >> {machine}/asked{refusal}')
    done = _run(machine, "--tests")
    asked = [line for line in (machine / "asked").read_text().splitlines() if line.startswith("install")]
    assert (done.returncode, len(asked)) == (0, 2 if comes else 3)
    assert "weston" in asked[0] and "libxtst6 libxrandr2" in asked[0]
    assert "libxcb-cursor0" in asked[-1] and "weston" not in asked[-1]
    assert ("are skipped" in done.stderr) is not comes


def test_a_machine_that_has_everything_is_left_alone(machine: Path) -> None:
    table = SCRIPT.read_text().partition("table='")[2].partition("'")[0]
    present = " ".join(line.split()[0] for line in table.splitlines() if line.strip())
    _program(machine / "ldconfig", f'for name in {present}; do echo "$name (libc6) => /lib/$name"; done')
    _program(machine / "apt-get", "exit 1")
    done = _run(machine)
    assert (done.returncode, done.stderr) == (0, "")
