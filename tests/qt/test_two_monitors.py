"""A lecturer's desk: the window on the projector, a panel on the laptop."""

import json
import subprocess
import sys

import pytest

from tests.qt.high_density import WANTED
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
