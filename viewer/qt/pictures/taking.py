"""A picture on its way: drawn in helpings between which the window answers, then put where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from threading import Thread

from PyQt6.QtCore import QEventLoop, QObject, pyqtSignal

from viewer.export.composition import Composition
from viewer.qt.pictures.helpings import Helpings

IsGivenUp = Callable[[], bool]
Finish = Callable[[Composition, IsGivenUp], None]


class Taking(QObject):
    """Takes one picture.

    Parameters
    ----------
    steps
        Draws it; run in the GUI thread.
    finish
        What is done with it, in a thread of its own; to be asked before it leaves anything behind is whether
        the picture was given up meanwhile.
    """

    drawn = pyqtSignal()
    """All is drawn, and is being written."""
    _ended = pyqtSignal(object)

    def __init__(
        self, steps: Generator[None, None, Composition], finish: Finish, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._steps, self._finish = steps, finish
        self._made: Composition | None = None
        self._fault: Exception | None = None
        self.is_given_up = False
        self._loop = QEventLoop(self)
        self._helpings = Helpings(self._on_drawn, self._on_ended, (Exception,), parent=self)
        self._ended.connect(self._on_ended)

    def run(self) -> Composition | None:
        """Stay until it is done, while the window answers; ``None`` when it was given up.

        Raises
        ------
        Exception
            Whatever drawing or finishing raised.
        """
        self._helpings.ask(lambda: self._steps)
        self._loop.exec()
        if self.is_given_up:
            return None
        if self._fault is not None:
            raise self._fault
        return self._made

    def stop(self) -> None:
        """Give it up at once: nothing is left of it."""
        self.is_given_up = True
        self._helpings.stop()
        self._loop.quit()

    def _on_drawn(self, made: Composition) -> None:
        self._made = made
        self.drawn.emit()
        Thread(target=self._run, args=(made,), name="picture").start()

    def _run(self, made: Composition) -> None:
        fault: Exception | None = None
        try:
            self._finish(made, lambda: self.is_given_up)
        except Exception as found:
            fault = found
        with suppress(RuntimeError):  # given up, and its dialog gone
            self._ended.emit(fault)

    def _on_ended(self, fault: Exception | None) -> None:
        self._fault = fault
        self._loop.quit()
