"""Ctrl-C while Retia starts and while libraries load."""

from __future__ import annotations

import _thread
import os
import signal
import sys
from types import FrameType

_LATER_S = 0.02
_STOPPED = 130
"""As of `viewer.commands.failure.Exit`, which is not loaded yet when this is needed."""


def leave_at_once(_number: int, _frame: FrameType | None) -> None:
    """Answer Ctrl-C in the first moments, when nothing is begun yet: Python would print where it stood."""
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, b"retia: stopped\n")
    os._exit(_STOPPED)


def let_imports_end() -> None:
    """Let Ctrl-C wait until what is being imported is there; call in the main thread.

    VTK's modules load each other from C, and the process crashes where one of these imports is broken off.
    Where Ctrl-C is ignored, or answered by someone else, that stays so.
    """
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, leave_at_once):
        signal.signal(signal.SIGINT, _stop)


def _stop(_number: int, frame: FrameType | None) -> None:
    if not _is_importing(frame):
        raise KeyboardInterrupt
    import threading

    again = threading.Timer(_LATER_S, _interrupt)
    again.daemon = True
    again.start()


def _interrupt() -> None:
    """Send Ctrl-C to the main thread anew; it may wait for something by now, which has to wake it."""
    import threading

    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None
