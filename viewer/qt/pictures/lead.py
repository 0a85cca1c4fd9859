"""Sounds in spare moments how large the movie will be that a form asks for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping

from PyQt6.QtCore import QObject

from viewer.export.film import FilmFault
from viewer.export.movie import MovieSpec
from viewer.qt.pictures.helpings import Helpings

WAIT_MS = 400

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
        self._sound = sound
        # Whoever makes the movie will be told why it cannot be made; till then the form's word stands.
        faults = (OSError, RuntimeError, MemoryError, FilmFault)
        self._helpings = Helpings(tell, lambda _: None, faults, WAIT_MS, self)

    @property
    def is_sounding(self) -> bool:
        """Whether a better word than that of the form is on its way."""
        return self._helpings.is_busy

    def ask(self, spec: MovieSpec) -> None:
        """Tell how large that movie will be, soon."""
        self._helpings.ask(lambda: self._sound(spec))

    def stop(self) -> None:
        """Give up what is being filmed."""
        self._helpings.stop()
