"""Wayland itself, without an X server beside it: the window opens there, and clicks meet what is seen."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.qt.high_density import WANTED

SOCKET = "retia-test"


@pytest.fixture(scope="module")
def session() -> Iterator[dict[str, str]]:
    """The environment of a process in a Wayland session that nobody sees."""
    weston = shutil.which("weston")
    if weston is None:
        pytest.skip("no Wayland server to test on (Debian: apt-get install weston)")
    # Paths of sockets are short: pytest's own folders may be too long.
    with tempfile.TemporaryDirectory(prefix="wl", dir="/tmp") as folder:
        environment = {**os.environ, "XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": SOCKET}
        for name in ("DISPLAY", "VTK_DEFAULT_OPENGL_WINDOW"):
            environment.pop(name, None)
        words = ["--backend=headless-backend.so", "--width=1280", "--height=800", "--no-config"]
        server = subprocess.Popen(
            [weston, *words, f"--socket={SOCKET}", "--shell=kiosk-shell.so"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            until = time.monotonic() + 20.0
            while not (Path(folder) / SOCKET).exists():
                assert time.monotonic() < until and server.poll() is None, "weston did not start"
                time.sleep(0.1)
            yield {**environment, "QT_QPA_PLATFORM": "wayland"}
        finally:
            server.terminate()
            server.wait(10.0)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_clicks_hit_what_is_seen_and_pictures_have_its_pixels(session, scale):
    run = subprocess.run(
        [sys.executable, "-m", "tests.qt.high_density"],
        env={**session, "QT_SCALE_FACTOR": str(scale)},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["platform"] == "wayland"
    assert found["ratio"] == scale
    assert found["picked"] == [[WANTED[0]], [WANTED[1]], []]
    wanted = [pytest.approx(side * scale, abs=1) for side in found["view"]]
    assert found["picture"] == found["grabbed"] == wanted
    assert found["composed"] == wanted, "a picture is drawn off the screen, without an X server"


def test_a_display_is_found_without_an_x_server(session):
    words = "from viewer.display import has_display, has_x_display; print(has_display(), has_x_display())"
    told = subprocess.run(
        [sys.executable, "-c", words], env=session, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "False"]
