"""A lecturer's desk: the window on the projector, a panel on the laptop."""

import json
import subprocess
import sys

import pytest

from tests.qt.high_density import WANTED
from tests.qt.two_densities import DENSITY
from tests.qt.two_monitors import HALF, HEIGHT, is_there


@pytest.mark.skipif(not is_there(), reason="nothing splits the screen here (Debian: libxrandr2)")
def test_on_the_second_monitor_clicks_dialogs_and_floating_panels_are_where_they_belong():
    run = subprocess.run(
        [sys.executable, "-m", "tests.qt.two_monitors"], capture_output=True, text=True, timeout=180
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["screens"] == [[0, 0, HALF, HEIGHT], [HALF, 0, HALF, HEIGHT]]
    assert found["window"] == "right"
    assert found["picked"] == [[WANTED[0]], [WANTED[1]]]
    assert found["picture"] == found["view"]
    assert found["view"][0] > HALF / 2
    assert 0 <= found["panel"] < HALF, "floated to the first"
    assert found["name"].endswith("L1"), "and still told what is clicked on the second"
    assert found["dialog"] > HALF, "a dialog opens over its window"


@pytest.mark.skipif(not is_there(), reason="nothing splits the screen here (Debian: libxrandr2)")
def test_on_a_screen_of_another_density_clicks_hit_and_letters_stay_as_large_as_they_were():
    run = subprocess.run(
        [sys.executable, "-m", "tests.qt.two_densities"], capture_output=True, text=True, timeout=180
    )
    assert run.returncode == 0, run.stderr
    plain, fine, again = json.loads(run.stdout.splitlines()[-1])
    assert fine["ratio"] == DENSITY
    assert fine["view"] == plain["view"] == again["view"]
    assert fine["picture"] == [pytest.approx(side * DENSITY, abs=1) for side in fine["view"]]
    # Letters are whole pixels high.
    assert fine["legend"] == [pytest.approx(side * DENSITY, rel=0.08) for side in plain["legend"]]
    assert again["legend"] == plain["legend"]
    for each in (plain, fine, again):
        assert each["picked"] == [[WANTED[0]], [WANTED[1]]]
