"""Asks for size and form of a picture, and saves or copies it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from PyQt6.QtCore import QEventLoop, QStandardPaths, Qt
from PyQt6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meshes.replacing import write_bytes
from viewer.export.composition import Composition
from viewer.export.files import PICTURE_ENDINGS, UnknownPictureFormat, Words, picture_bytes, require_format
from viewer.export.still_spec import TRANSPARENT, StillSpec
from viewer.qt import style
from viewer.qt.pictures.clipboard import copy
from viewer.qt.pictures.picture_form import PictureForm
from viewer.qt.pictures.picture_preview import LARGEST, Composing, PicturePreview
from viewer.qt.widgets.column import Column
from viewer.qt.widgets.save_place import save_place
from viewer.qt.widgets.screen_room import at_most_the_screen, screen_room

TellFault = Callable[[str, BaseException], None]

FILE_KINDS = {
    "PNG pictures (*.png)": ".png",
    "TIFF pictures (*.tif *.tiff)": ".tif",
    "JPEG pictures (*.jpg *.jpeg)": ".jpg",
    "WebP pictures (*.webp)": ".webp",
    "SVG, text as text (*.svg)": ".svg",
    "PDF, text as text (*.pdf)": ".pdf",
}
"""What the file dialog offers, and the ending each gives to a name without one."""


class ScreenshotDialog(QDialog):
    """The form with its buttons.

    Parameters
    ----------
    form
        The fields.
    compose
        Makes the picture; called in the GUI thread, as everything that draws is.
    tell, tell_fault
        Told in a sentence what was done, or what failed and why.
    memory
        The session a picture carries if the form says so.
    composing
        Makes the picture in steps, for a preview; without, there is none.
    warn
        Told what the picture lacks, to stay until it was read; without, `tell`.
    """

    def __init__(
        self,
        form: PictureForm,
        compose: Callable[[StillSpec], Composition],
        tell: Callable[[str], None],
        tell_fault: TellFault,
        parent: QWidget | None = None,
        memory: Callable[[], str] = str,
        composing: Composing | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Picture")
        self.form, self._compose, self._tell, self._tell_fault = form, compose, tell, tell_fault
        self._memory, self._warn = memory, warn or tell
        self.save, self.copy = QPushButton("Save …"), QPushButton("Copy")
        self.close_button = QPushButton("Close")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * style.SPACE,))
        column.setSpacing(2 * style.SPACE)
        self.preview = PicturePreview(composing) if composing is not None else None
        column.addWidget(self._body(), 1)
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        column.addLayout(row)
        # Of its own accord Qt opens no dialog higher than two thirds of the screen.
        self.resize(at_most_the_screen(parent or self, self.sizeHint()))
        if self.preview is not None:
            form.changed.connect(self._on_changed)
            self._on_changed()

    def _body(self) -> QWidget:
        """Form and preview, beside each other where the screen is wide enough, scrolled where it is low."""
        panel = QWidget()
        wide = self.form.sizeHint().width() + LARGEST.width() + 10 * style.SPACE
        is_beside = wide < screen_room(self.parentWidget() or self).width()
        row = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom, panel
        )
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * style.SPACE)
        row.addWidget(self.form, 1)
        if self.preview is not None:
            self.preview.be_large(is_beside)
            row.insertWidget(1 if is_beside else 0, self.preview, 0, Qt.AlignmentFlag.AlignTop)
        return Column(panel)

    def _on_changed(self) -> None:
        if self.preview is not None:
            # Sides that cannot be are refused by the fields themselves; what is left is their product.
            with suppress(ValueError):
                self.preview.ask(self.form.spec())

    def done(self, code: int) -> None:
        """Closing gives up the preview."""
        if self.preview is not None:
            self.preview.stop()
        super().done(code)

    def save_to(self, path: Path) -> bool:
        """Write the picture as its ending says, whole or not at all; whether it was written."""
        spec = self.form.spec()
        memory = self._memory() if self.form.memory.isChecked() else ""
        with self._busy():
            try:
                ending = require_format(path.name, spec.background == TRANSPARENT)
                words = Words(caption=spec.caption, session=memory)
                made = self._compose(spec)
                write_bytes(path, picture_bytes(ending, made, spec.dpi, words))
            except (OSError, RuntimeError, MemoryError, UnknownPictureFormat) as fault:
                self._tell_fault(f"The picture {path.name} was not saved", fault)
                return False
        self._tell(f"Saved {path}")
        if made.apology:
            self._warn(made.apology)
        return True

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path = save_place(self, "Save picture", Path(folder) / "retia", FILE_KINDS, PICTURE_ENDINGS)
        if path is not None and self.save_to(path):
            self.accept()

    def _on_copy(self) -> None:
        with self._busy():
            try:
                made = self._compose(self.form.spec())
                copy(made.painted())
            except (RuntimeError, MemoryError) as fault:
                self._tell_fault("The picture was not copied", fault)
                return
        self._tell("The picture is in the clipboard.")
        if made.apology:
            self._warn(made.apology)
        self.accept()

    @contextmanager
    def _busy(self) -> Iterator[None]:
        words = self.save.text()
        self.save.setText("Drawing …")
        self.setEnabled(False)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        # The file dialog has to vanish and this one to grey before the picture keeps the thread busy.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        try:
            yield
        finally:
            QApplication.restoreOverrideCursor()
            self.setEnabled(True)
            self.save.setText(words)
