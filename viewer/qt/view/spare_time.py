"""Lighter surfaces for moving pictures and smooth edges for resting ones, made while nobody is waiting."""

from __future__ import annotations

from typing import Protocol

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

EVERY_MS = 40
HELPING_S = 0.010

WAITED_FOR_S = 0.030
"""Cut faces and rings are waited for: they get all the time there is, in pieces between which the window
answers."""


class Work(Protocol):
    """Something of many pieces."""

    @property
    def left(self) -> int:
        """How many are still to be done."""
        ...

    @property
    def total(self) -> int:
        """How many they were."""
        ...


class Preparing(Protocol):
    """Whoever can use spare time."""

    @property
    def is_closing(self) -> bool:
        """Whether it works at cut faces now."""
        ...

    @property
    def closing(self) -> Work:
        """How far that is."""
        ...

    @property
    def is_ringing(self) -> bool:
        """Whether it works at rings now."""
        ...

    @property
    def ringing(self) -> Work:
        """How far that is."""
        ...

    def prepare(self, seconds: float) -> bool:
        """Work for about `seconds`; whether all is done."""
        ...


class SpareTime(QObject):
    """Gives a picture short helpings of time until it is finished; then an idle window does nothing."""

    closing = pyqtSignal(int, int)
    """So many bodies of so many are still to be cut exactly; none when that is over."""
    ringing = pyqtSignal(int, int)
    """So many vessels of so many still wait for their rings; none when that is over."""

    def __init__(self, finishing: Preparing, parent: QObject) -> None:
        super().__init__(parent)
        self._finishing = finishing
        self._timer = QTimer(self)
        self._was_closing = self._was_ringing = False
        self._timer.timeout.connect(self._on_time)

    @property
    def is_used(self) -> bool:
        """Whether there may be something left to prepare."""
        return self._timer.isActive()

    def start(self) -> None:
        """There may be something to prepare."""
        self._timer.start(0 if self._is_waited_for() else EVERY_MS)

    def stop(self) -> None:
        """No time to spare."""
        self._timer.stop()

    def _is_waited_for(self) -> bool:
        return self._finishing.is_closing or self._finishing.is_ringing

    def _on_time(self) -> None:
        finishing = self._finishing
        is_closing, is_ringing = finishing.is_closing, finishing.is_ringing
        is_done = finishing.prepare(WAITED_FOR_S if self._is_waited_for() else HELPING_S)
        if is_closing or self._was_closing:
            self._was_closing = finishing.is_closing
            self.closing.emit(finishing.closing.left, finishing.closing.total)
        if is_ringing or self._was_ringing:
            self._was_ringing = finishing.is_ringing
            self.ringing.emit(finishing.ringing.left if finishing.is_ringing else 0, finishing.ringing.total)
        if is_done:
            self._timer.stop()
        elif self._timer.isActive():
            self.start()
