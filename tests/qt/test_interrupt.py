import os
import signal
import subprocess
import sys

import pytest
from PyQt6.QtCore import QTimer

from meshes.anatomy.catalogue import load_catalogue
from tests.qt import logged_out
from viewer.model.scene import Scene
from viewer.model.written.session import read_session
from viewer.qt.files.autosave import LAST
from viewer.qt.interrupt import interruptible


def nobody() -> None:
    """Nobody asks for this."""
    raise AssertionError("called by another signal")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
def test_ctrl_c_is_heard_while_the_event_loop_sleeps(qtbot):
    before = signal.getsignal(signal.SIGINT)
    heard = []
    with interruptible(lambda: heard.append(True), nobody):
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.waitUntil(lambda: heard == [True], timeout=1000)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
def test_ctrl_c_lets_what_is_under_way_come_to_its_end(qtbot):
    order = []

    def draw() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass
        order.append("drawn")

    with interruptible(lambda: order.append("stopped"), nobody):
        QTimer.singleShot(0, draw)
        qtbot.waitUntil(lambda: len(order) == 2, timeout=1000)
    assert order == ["drawn", "stopped"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
@pytest.mark.parametrize("has_file", [False, True])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_logging_out_closes_the_window_in_order_and_loses_nothing(tmp_path, has_file, name):
    command = [sys.executable, "-m", "tests.qt.logged_out", *(["session"] if has_file else [])]
    environment = {**os.environ, "RETIA_HOME": str(tmp_path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "changed\n"
            process.send_signal(signal.Signals[name])
            assert process.wait(timeout=30) == 0
        finally:
            process.kill()
    scenes = tmp_path / "scenes"
    assert not [*scenes.glob("scene-*")], "nothing to recover"
    kept = read_session((scenes / LAST).read_bytes(), load_catalogue()).state
    shown = Scene.of_state(load_catalogue(), kept).shown
    assert "bone.vertebra.T12" in shown
    assert logged_out.HIDDEN not in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
def test_ctrl_c_while_the_window_is_made_closes_it(tmp_path):
    command = [sys.executable, "-m", "tests.qt.interrupted"]
    environment = {**os.environ, "RETIA_HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (130, "closed\n"), done.stderr
    assert "Traceback" not in done.stderr
