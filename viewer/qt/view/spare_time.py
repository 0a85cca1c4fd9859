"""Lighter surfaces for moving pictures and smooth edges for resting ones, made while nobody is waiting."""

from __future__ import annotations

from typing import Protocol

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from viewer.render.closing import Closing

EVERY_MS = 40
HELPING_S = 0.010

CLOSING_S = 0.030
"""Cut faces are waited for: they get all the time there is, in pieces between which the window answers."""


class Preparing(Protocol):
    """Whoever can use spare time."""

    @property
    def is_closing(self) -> bool:
        """Whether what it works at is waited for."""
        ...

    @property
    def closing(self) -> Closing:
        """How far that is."""
        ...

    def prepare(self, seconds: float) -> bool:
        """Work for about `seconds`; whether all is done."""
        ...


class SpareTime(QObject):
    """Gives a renderer short helpings of time until it needs no more; then an idle window does nothing."""

    closing = pyqtSignal(int, int)
    """So many bodies of so many are still to be cut exactly; none when that is over."""

    def __init__(self, renderer: Preparing, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._timer = QTimer(self)
        self._was_closing = False
        self._timer.timeout.connect(self._on_time)

    @property
    def is_used(self) -> bool:
        """Whether there may be something left to prepare."""
        return self._timer.isActive()

    def start(self) -> None:
        """There may be something to prepare."""
        self._timer.start(0 if self._renderer.is_closing else EVERY_MS)

    def stop(self) -> None:
        """No time to spare."""
        self._timer.stop()

    def _on_time(self) -> None:
        is_closing = self._renderer.is_closing
        is_done = self._renderer.prepare(CLOSING_S if is_closing else HELPING_S)
        if is_closing or self._was_closing:
            self._was_closing = self._renderer.is_closing
            self.closing.emit(self._renderer.closing.left, self._renderer.closing.total)
        if is_done:
            self._timer.stop()
        elif self._timer.isActive():
            self.start()
