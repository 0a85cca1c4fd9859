import os
import signal

import pytest
from PyQt6.QtCore import QTimer

from viewer.qt.interrupt import interruptible


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
def test_ctrl_c_is_heard_while_the_event_loop_sleeps(qtbot):
    before = signal.getsignal(signal.SIGINT)
    heard = []
    with interruptible(lambda: heard.append(True)):
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

    with interruptible(lambda: order.append("stopped")):
        QTimer.singleShot(0, draw)
        qtbot.waitUntil(lambda: len(order) == 2, timeout=1000)
    assert order == ["drawn", "stopped"]
