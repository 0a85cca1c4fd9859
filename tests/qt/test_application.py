import os
import subprocess
import sys

import pytest
from PyQt6.QtCore import QLocale

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
