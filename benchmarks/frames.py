"""Counting what VTK really draws, and timing a window by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from PyQt6.QtWidgets import QApplication

PATIENCE_S = 120.0


class Frames:
    """The pictures a render window finishes."""

    def __init__(self, render_window: Any) -> None:
        self.count = 0
        render_window.AddObserver("EndEvent", self._on_end)

    def _on_end(self, *_: object) -> None:
        self.count += 1

    def pump_until(self, done: Callable[[], bool]) -> None:
        """Let the window work until something holds. Raises TimeoutError after two minutes."""
        until = time.perf_counter() + PATIENCE_S
        while not done():
            QApplication.processEvents()
            # A loop that never rests would keep the interpreter's lock from the threads it waits for.
            time.sleep(0.0005)
            if time.perf_counter() > until:
                raise TimeoutError("the window never got there")

    def seconds_for(self, work: Callable[[], object]) -> float:
        """From a piece of work to the end of the first picture after it."""
        before, began = self.count, time.perf_counter()
        work()
        self.pump_until(lambda: self.count > before)
        return time.perf_counter() - began

    def median_seconds(self, work: Callable[[], object], repeats: int) -> float:
        """The median of :meth:`seconds_for`."""
        return median(self.seconds_for(work) for _ in range(repeats))

    def while_idle(self, seconds: float) -> int:
        """How many pictures are drawn while nobody does anything."""
        before, until = self.count, time.perf_counter() + seconds
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.005)
        return self.count - before
