"""A line on the terminal that says how far a long work has come."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TextIO

QUIET_FIRST_S = 1.0
_REDRAW_S = 0.1
_BAR = 24


class Progress:
    """Callable as builders want it, ``(done, total, label)``; a ``with`` block wipes the line afterwards.

    Work shorter than a second shows nothing, and so does everything when the stream is no terminal or
    `quiet`.
    """

    def __init__(self, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shows = not quiet and self._stream.isatty()
        self._began = time.monotonic()
        self._drawn = 0.0

    def __call__(self, done: int, total: int, label: str) -> None:
        """Show that `done` of `total` are done, and which was last."""
        now = time.monotonic()
        if not self._shows or now - self._began < QUIET_FIRST_S or now - self._drawn < _REDRAW_S:
            return
        filled = _BAR * done // max(total, 1)
        bar = "█" * filled + "·" * (_BAR - filled)
        self._stream.write(f"\r\x1b[K{bar} {done}/{total} {label[:60]}")
        self._stream.flush()
        self._drawn = now

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
