"""Ctrl-C while libraries load."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from types import FrameType

_LATER_S = 0.02


def let_imports_end() -> None:
    """Let Ctrl-C wait until what is being imported is there; call in the main thread.

    VTK's modules load each other from C, and the process crashes where one of these imports is broken off.
    Where Ctrl-C is ignored, or answered by someone else, that stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)


def _stop(_number: int, frame: FrameType | None) -> None:
    if not _is_importing(frame):
        raise KeyboardInterrupt
    again = threading.Timer(_LATER_S, _interrupt)
    again.daemon = True
    again.start()


def _interrupt() -> None:
    """Send Ctrl-C to the main thread anew; it may wait for something by now, which has to wake it."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None
