"""Sounds in spare moments how large the movie will be that a form asks for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from time import perf_counter

from PyQt6.QtCore import QObject, QTimer

from viewer.export.film import FilmFault
from viewer.export.movie import MovieSpec

WAIT_MS = 400
HELPING_S = 0.015

Sounding = Callable[[MovieSpec], Generator[None, None, dict[str, int]]]


class Lead(QObject):
    """Films a few moments in short helpings: another wish gives up the one before.

    Parameters
    ----------
    sound
        Films them and tells bytes by ending; called in the GUI thread, a while after a wish.
    tell
        Told what came of it.
    """

    def __init__(
        self, sound: Sounding, tell: Callable[[Mapping[str, int]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sound, self._tell = sound, tell
        self._spec: MovieSpec | None = None
        self._steps: Generator[None, None, dict[str, int]] | None = None
        self._soon, self._timer = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._begin)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_sounding(self) -> bool:
        """Whether a better word than that of the form is on its way."""
        return self._soon.isActive() or self._steps is not None

    def ask(self, spec: MovieSpec) -> None:
        """Tell how large that movie will be, soon."""
        self.stop()
        self._spec = spec
        self._soon.start()

    def stop(self) -> None:
        """Give up what is being filmed."""
        self._soon.stop()
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _begin(self) -> None:
        assert self._spec is not None
        self._steps = self._sound(self._spec)
        self._timer.start()

    def _on_time(self) -> None:
        assert self._steps is not None
        until = perf_counter() + HELPING_S
        try:
            while perf_counter() < until:
                next(self._steps)
        except StopIteration as done:
            self.stop()
            self._tell(done.value)
        except (OSError, RuntimeError, MemoryError, FilmFault):
            # Whoever makes the movie will be told why it cannot be made; till then the form's word stands.
            self.stop()
