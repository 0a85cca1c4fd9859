"""A desktop that turns dark at dusk: heard on the bus on which it tells so."""

import json
import os
import shutil
import subprocess
import sys

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"


def has_bindings() -> bool:
    wanted = "from gi.repository import Gio, GLib"
    is_there = shutil.which("dbus-run-session") and os.path.exists(SYSTEM_PYTHON)
    return (
        bool(is_there) and not subprocess.run([SYSTEM_PYTHON, "-c", wanted], capture_output=True).returncode
    )


@pytest.mark.skipif(not has_bindings(), reason="no desktop can speak here (Debian: dbus, python3-gi)")
def test_window_and_view_follow_the_desktop_until_a_theme_is_chosen():
    command = ["dbus-run-session", "--", sys.executable, "-m", "tests.qt.dark_desktop", SYSTEM_PYTHON]
    environment = {**os.environ, "XDG_CURRENT_DESKTOP": "GNOME"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
    assert run.returncode == 0, run.stderr
    told = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
    assert told["first"] == told["light"] == told["chosen"]
    for part in ("view", "window"):
        assert told["dark"][part] < 70 < 180 < told["light"][part]
    assert told["dark"]["step"] is None, "a theme is no step"
