import os
import signal

import pytest

from viewer.qt.interrupt import interruptible


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal one could send to oneself")
def test_ctrl_c_is_heard_while_the_event_loop_sleeps(qtbot):
    before = signal.getsignal(signal.SIGINT)
    heard = []
    with interruptible(lambda: heard.append(True)):
        os.kill(os.getpid(), signal.SIGINT)
        qtbot.waitUntil(lambda: heard == [True], timeout=1000)
    assert signal.getsignal(signal.SIGINT) is before
