"""Lighter surfaces for moving pictures and smooth edges for resting ones, made while nobody is waiting."""

from __future__ import annotations

from typing import Protocol

from PyQt6.QtCore import QObject, QTimer

EVERY_MS = 40
HELPING_S = 0.010


class Preparing(Protocol):
    """Whoever can use spare time."""

    def prepare(self, seconds: float) -> bool:
        """Work for about `seconds`; whether all is done."""
        ...


class SpareTime(QObject):
    """Gives a renderer short helpings of time until it needs no more; then an idle window does nothing."""

    def __init__(self, renderer: Preparing, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_used(self) -> bool:
        """Whether there may be something left to prepare."""
        return self._timer.isActive()

    def start(self) -> None:
        """There may be something to prepare."""
        self._timer.start()

    def stop(self) -> None:
        """No time to spare."""
        self._timer.stop()

    def _on_time(self) -> None:
        if self._renderer.prepare(HELPING_S):
            self._timer.stop()
