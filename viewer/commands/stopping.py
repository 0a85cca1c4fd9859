"""Ctrl-C, and the system's wish that a command ends, while Retia starts, loads libraries and draws."""

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

STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Ctrl-C, `kill` and a terminal that is closed: all of them leave nothing half done behind."""

_LATER_S = 0.02
_STOPPED = 130
"""As of `viewer.commands.failure.Exit`, which is not loaded yet when this is needed."""


def leave_at_once(_number: int, _frame: FrameType | None) -> None:
    """Answer Ctrl-C in the first moments, when nothing is begun yet: Python would print where it stood."""
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, b"retia: stopped\n")
    os._exit(_STOPPED)


def let_imports_end() -> None:
    """Let what asks the process to stop wait until what is being imported is there; call in the main thread.

    VTK's modules load each other from C, and the process crashes where one of these imports is broken off.
    Afterwards KeyboardInterrupt is raised, whichever signal it was, so that files begun are removed. Signals
    that are ignored, or answered by someone else, stay so.
    """
    for number in STOPPING:
        if signal.getsignal(number) in (signal.default_int_handler, signal.SIG_DFL, leave_at_once):
            signal.signal(number, _stop)


def stoppable(steps: Generator[Step, None, Made]) -> Generator[Step, None, Made]:
    """Go through what draws in steps; what asks to stop waits for the end of a step, and is raised.

    What is left is closed before, and whichever signal it was comes out as KeyboardInterrupt.

    VTK ends the whole process, with whatever it was writing, where KeyboardInterrupt is raised while it calls
    back, as it does whenever it draws. Signals that are ignored stay so; in another thread nothing changes.
    """
    asked: list[int] = []
    before = {number: signal.getsignal(number) for number in STOPPING}
    heard = {number: answer for number, answer in before.items() if answer not in (signal.SIG_IGN, None)}
    with contextlib.suppress(ValueError):  # not the main thread, which alone receives signals
        for number in heard:
            signal.signal(number, lambda number, _: asked.append(number))
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
            for number, answer in heard.items():
                signal.signal(number, answer)


def _stop(number: int, frame: FrameType | None) -> None:
    if not _is_importing(frame):
        raise KeyboardInterrupt
    import threading

    again = threading.Timer(_LATER_S, _send_again, [number])
    again.daemon = True
    again.start()


def _send_again(number: int) -> None:
    """Send a signal to the main thread anew; it may wait for something by now, which has to wake it."""
    import threading

    if sys.platform == "win32":
        _thread.interrupt_main(number)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, number)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None
