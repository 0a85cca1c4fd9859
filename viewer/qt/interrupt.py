"""Ctrl-C in the terminal and logging out close the window, though Qt's event loop sleeps outside Python."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

from PyQt6.QtCore import QSocketNotifier, QTimer

INTERRUPTED = 130
"""Exit code of a process that Ctrl-C ended."""


@contextlib.contextmanager
def interruptible(stop: Callable[[], object], leave: Callable[[], object]) -> Iterator[None]:
    """Within this context Ctrl-C has the event loop call `stop`, which need not be awake for it.

    Whoever asks the process to end, as systems do when their user logs out (SIGTERM) or closes the terminal
    (SIGHUP), has it call `leave`.

    Python hears signals between any two of its instructions: in the middle of a drawing, whose window must
    not be taken away under it.

    Works in the main thread only, as Python's signals do.
    """
    waking, woken = socket.socketpair()
    waking.setblocking(False)
    woken.setblocking(False)
    notifier = QSocketNotifier(woken.fileno(), QSocketNotifier.Type.Read)  # type: ignore[call-overload]
    # Reading lets Python run, and with it the handler of the signal that wrote.
    notifier.activated.connect(lambda: woken.recv(64))
    answers = {signal.SIGINT: stop, signal.SIGTERM: leave}
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        answers[signal.SIGHUP] = leave
    before = {
        number: signal.signal(number, lambda *_, then=then: QTimer.singleShot(0, then))
        for number, then in answers.items()
    }
    fd_before = signal.set_wakeup_fd(waking.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(fd_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        waking.close()
        woken.close()
