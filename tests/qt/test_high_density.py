"""Screens with more pixels than points: clicks meet what is seen, pictures have the pixels of the screen."""

import json
import os
import subprocess
import sys

import pytest

from tests.qt.high_density import WANTED


@pytest.fixture(scope="module")
def told():
    """What a window tells at a scale of the screen; each scale in a process of its own."""
    kept: dict[float, dict] = {}

    def ask(scale: float) -> dict:
        if scale not in kept:
            environment = {**os.environ, "QT_SCALE_FACTOR": str(scale)}
            run = subprocess.run(
                [sys.executable, "-m", "tests.qt.high_density"],
                env=environment,
                capture_output=True,
                text=True,
                timeout=180,
            )
            assert run.returncode == 0, run.stderr
            kept[scale] = json.loads(run.stdout.splitlines()[-1])
        return kept[scale]

    return ask


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_clicks_hit_what_is_seen(told, scale):
    found = told(scale)
    assert found["ratio"] == scale
    assert found["picked"] == [[WANTED[0]], [WANTED[1]], []]


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_pictures_have_the_pixels_of_the_screen(told, scale):
    found = told(scale)
    wanted = [pytest.approx(side * scale, abs=1) for side in found["view"]]
    assert found["picture"] == wanted
    assert found["grabbed"] == wanted
    assert found["copied"] == wanted


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_letters_over_the_anatomy_grow_with_the_pixels(told, scale):
    plain, fine = told(1.0)["legend"], told(scale)["legend"]
    # Letters are whole pixels high, so that sixteen of them are not quite one and a half times eleven.
    assert fine == [pytest.approx(side * scale, rel=0.08) for side in plain]
