import os
import signal
import subprocess
import sys
import time

import pytest
from PyQt6.QtCore import QLocale

from tests.qt.real_mouse import drag, is_there
from viewer.cli import main
from viewer.qt.application import application
from viewer.qt.style import DARK, LIGHT, Look, style_sheet


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the switch that takes OpenGL away is X11's")
def test_without_opengl_one_line_says_so_and_no_white_window_opens():
    without = {**os.environ, "QT_XCB_GL_INTEGRATION": "none"}
    run = subprocess.run(
        [sys.executable, "-m", "viewer", "view"], env=without, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 3
    (line,) = (line for line in run.stderr.splitlines() if line.startswith("retia:"))
    assert "OpenGL" in line
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(not is_there(), reason="needs a pointer to move (Debian: libxtst6)")
def test_a_portable_window_keeps_everything_in_its_folder_and_finds_it_again(tmp_path):
    home, stick = tmp_path / "home", tmp_path / "stick"
    home.mkdir()
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    environment = {**os.environ, **places}
    environment.pop("RETIA_CACHE", None)
    command = [sys.executable, "-m", "viewer", "view", "--levels", "L1:L1", "--portable", str(stick)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run:
        deadline = time.monotonic() + 120.0
        while not list(stick.rglob("*.mesh")) and time.monotonic() < deadline:
            assert run.poll() is None, run.stderr.read()
            time.sleep(0.2)
        drag([(700, 400), (760, 420)]).wait(30)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=60)[1]
    assert run.returncode == 130, said
    assert "geometry" in (stick / "retia.ini").read_text("utf-8")
    assert [path.name for path in (stick / "scenes").glob("*.json")] == ["last.retia.json"]
    named = [str(path.relative_to(home)).lower() for path in home.rglob("*") if path.is_file()]
    assert not [name for name in named if "retia" in name or "qtshadercache" in name]


def test_a_folder_that_cannot_hold_anything_is_refused_before_a_window_opens(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["view", "--portable", str(tmp_path / "file")]) == 4
    assert "choose another folder" in capsys.readouterr().err


def test_there_is_one_application(dressed_app):
    assert application() is dressed_app
    assert dressed_app.applicationName() == "Retia"


def test_numbers_have_decimal_points_everywhere(dressed_app):
    assert QLocale().toString(1.5) == "1.5"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_style_sheet_has_no_open_names_and_its_pictures_exist(theme):
    sheet = style_sheet(Look(theme))
    assert "$" not in sheet
    pictures = [part.partition(")")[0] for part in sheet.split("url(")[1:]]
    assert len(pictures) >= 6
    assert all(os.path.isfile(picture) for picture in pictures)
