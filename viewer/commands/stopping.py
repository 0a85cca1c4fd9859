"""Ctrl-C while Retia starts and while libraries load."""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
from collections.abc import Generator
from types import FrameType
from typing import TypeVar

Step = TypeVar("Step")
Made = TypeVar("Made")

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


def stoppable(steps: Generator[Step, None, Made]) -> Generator[Step, None, Made]:
    """Go through what draws in steps; Ctrl-C waits for the end of a step, closes what is left and is raised.

    VTK ends the whole process, with whatever it was writing, where KeyboardInterrupt is raised while it calls
    back, as it does whenever it draws. Where Ctrl-C is ignored, or in another thread, nothing changes.
    """
    asked: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    is_heard = before not in (signal.SIG_IGN, None)
    with contextlib.suppress(ValueError):  # not the main thread, which alone receives signals
        if is_heard:
            signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        with contextlib.closing(steps):
            while True:
                try:
                    step = next(steps)
                except StopIteration as done:
                    made: Made = done.value
                    return made
                if asked:
                    raise KeyboardInterrupt
                yield step
    finally:
        with contextlib.suppress(ValueError):
            if is_heard:
                signal.signal(signal.SIGINT, before)


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
