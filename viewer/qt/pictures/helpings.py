"""Work of the GUI thread done in short helpings, between which the window answers."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any

from PyQt6.QtCore import QObject, QTimer

HELPING_S = 0.015

Steps = Generator[None, None, Any]


class Helpings(QObject):
    """Goes through the steps of one work at a time: another one gives up the one before.

    Parameters
    ----------
    done
        Told what the steps end with.
    failed
        Told what they raised, of the kinds of `faults`; all else goes on to whoever sees to the faults of the
        window.
    wait_ms
        How long after it is asked for work begins: nothing is done for a wish that is soon another.
    """

    def __init__(
        self,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        faults: tuple[type[Exception], ...],
        wait_ms: int = 0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._done, self._failed, self._faults = done, failed, faults
        self._begin: Callable[[], Steps] | None = None
        self._steps: Steps | None = None
        self._soon, self._timer = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(wait_ms)
        self._soon.timeout.connect(self._on_begin)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_busy(self) -> bool:
        """Whether something is asked for that is neither done nor given up."""
        return self._soon.isActive() or self._steps is not None

    def ask(self, begin: Callable[[], Steps]) -> None:
        """Do these steps, soon."""
        self.stop()
        self._begin = begin
        self._soon.start()

    def stop(self) -> None:
        """Give up what is being done."""
        self._soon.stop()
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _on_begin(self) -> None:
        assert self._begin is not None
        self._steps = self._begin()
        self._timer.start()

    def _on_time(self) -> None:
        assert self._steps is not None
        until = perf_counter() + HELPING_S
        try:
            while perf_counter() < until:
                next(self._steps)
        except StopIteration as ended:
            self.stop()
            self._done(ended.value)
        except self._faults as fault:
            self.stop()
            self._failed(fault)
