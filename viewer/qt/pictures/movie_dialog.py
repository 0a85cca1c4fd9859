"""Asks what a movie is to be like, and films it while the window goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PyQt6.QtCore import QStandardPaths, Qt, QTimer
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.export.film import FILM_ENDINGS, FilmFault
from viewer.export.movie import Filmed, MovieFault, MovieSpec, require_movie
from viewer.qt import style
from viewer.qt.pictures.lead import Lead, Sounding
from viewer.qt.pictures.movie_form import MovieForm
from viewer.qt.widgets.column import Column
from viewer.qt.widgets.save_place import save_place
from viewer.qt.widgets.screen_room import at_most_the_screen

TellFault = Callable[[str, BaseException], None]
Filming = Callable[[MovieSpec, Path], Iterator[Filmed]]

FILE_KINDS = {"MP4, for slides and players (*.mp4)": ".mp4", "GIF, for pages (*.gif)": ".gif"}
"""What the file dialog offers, and the ending each gives to a name without one."""


class MovieDialog(QDialog):
    """The form with its buttons and a bar; it leaves the window free, which can be used meanwhile.

    Parameters
    ----------
    form
        The fields.
    film
        Makes the movie of the scene as it stands when asked, in small steps in the GUI thread.
    sound
        Tells in such steps how large its files would be.
    tell, tell_fault
        Told in a sentence what was done, or what failed and why.
    """

    def __init__(
        self,
        form: MovieForm,
        film: Filming,
        sound: Sounding,
        tell: Callable[[str], None],
        tell_fault: TellFault,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Movie")
        self.form, self._film, self._tell, self._tell_fault = form, film, tell, tell_fault
        self.lead = Lead(sound, form.tell_sizes, self)
        self._steps: Iterator[Filmed] | None = None
        self._path = Path()
        self.save, self.cancel = QPushButton("Save …"), QPushButton("Close")
        self.bar = QProgressBar()
        self.bar.setTextVisible(True)
        self.bar.hide()
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self._on_cancel)
        # One step whenever the event loop is free: clicks and keys come first.
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)
        self._lay_out()
        form.changed.connect(self._on_changed)
        self._on_changed()

    @property
    def is_filming(self) -> bool:
        """Whether a movie is being made."""
        return self._steps is not None

    def film_to(self, path: Path) -> bool:
        """Begin a movie; whether it could begin. What stands in the way is told."""
        self.lead.stop()
        try:
            spec = self.form.spec()
            require_movie(path, spec)
            self._steps = self._film(spec, path)
        except (MovieFault, OSError) as fault:
            self._tell_fault(f"The movie {path.name} was not made", fault)
            return False
        self._path = path
        self._show_filming(True)
        self.bar.setRange(0, spec.frames)
        self.bar.setValue(0)
        self._timer.start()
        return True

    def stop(self) -> None:
        """Give up the movie being made; nothing is left of it."""
        if self._steps is None:
            return
        self._timer.stop()
        close = getattr(self._steps, "close", None)
        if close:
            close()
        self._steps = None
        self._show_filming(False)

    def done(self, code: int) -> None:
        """Closing gives up what is being made."""
        self.lead.stop()
        self.stop()
        super().done(code)

    def _on_changed(self) -> None:
        with suppress(MovieFault):
            self.lead.ask(self.form.spec())

    def _on_time(self) -> None:
        assert self._steps is not None
        try:
            step = next(self._steps)
        except StopIteration:
            self.stop()
            self._tell(f"Saved {self._path}")
            self.accept()
        except (OSError, RuntimeError, MemoryError, FilmFault) as fault:
            self.stop()
            self._tell_fault(f"The movie {self._path.name} was not made", fault)
        else:
            self.bar.setValue(step.done)
            size = "" if step.bytes_expected is None else f", about {step.bytes_expected / 1e6:.1f} MB"
            self.bar.setFormat(f"{step.done} of {step.total}{size}")

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
        path = save_place(self, "Save movie", Path(folder) / "retia", FILE_KINDS, FILM_ENDINGS)
        if path is not None:
            self.film_to(path)

    def _on_cancel(self) -> None:
        if self.is_filming:
            self.stop()
            self._tell("The movie was given up; nothing was written.")
        else:
            self.reject()

    def _show_filming(self, is_on: bool) -> None:
        self.form.setEnabled(not is_on)
        self.save.setEnabled(not is_on)
        self.bar.setVisible(is_on)
        self.cancel.setText("Cancel" if is_on else "Close")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * style.SPACE,))
        column.setSpacing(2 * style.SPACE)
        column.addWidget(Column(self.form, "Settings of the movie"), 1)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.save)
        column.addLayout(row)
        # Of its own accord Qt opens no dialog higher than two thirds of the screen.
        self.resize(at_most_the_screen(self.parentWidget() or self, self.sizeHint()))
