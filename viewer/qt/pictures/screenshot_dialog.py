"""Asks for size and form of a picture, and saves or copies it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PyQt6.QtCore import QStandardPaths, Qt
from PyQt6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from meshes.replacing import require_writable, write_bytes
from viewer.export.composition import Composition
from viewer.export.files import PICTURE_ENDINGS, Words, picture_bytes, require_format
from viewer.export.still_spec import TRANSPARENT, StillSpec
from viewer.qt import style
from viewer.qt.pictures.clipboard import copy
from viewer.qt.pictures.picture_form import PictureForm
from viewer.qt.pictures.picture_preview import LARGEST, Composing, PicturePreview
from viewer.qt.pictures.taking import Finish, IsGivenUp, Taking
from viewer.qt.widgets.column import Column
from viewer.qt.widgets.save_place import save_place
from viewer.qt.widgets.screen_room import at_most_the_screen, screen_room
from viewer.render.painted.ink import Picture

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
    composing
        Makes the picture in steps; called in the GUI thread, as everything that draws is.
    tell, tell_fault
        Told in a sentence what was done, or what failed and why.
    memory
        The session a picture carries if the form says so.
    warn
        Told what the picture lacks, to stay until it was read; without, `tell`.
    """

    def __init__(
        self,
        form: PictureForm,
        composing: Composing,
        tell: Callable[[str], None],
        tell_fault: TellFault,
        parent: QWidget | None = None,
        memory: Callable[[StillSpec], str] = lambda _: "",
        warn: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Picture")
        self.form, self._composing, self._tell, self._tell_fault = form, composing, tell, tell_fault
        self._memory, self._warn = memory, warn or tell
        self._taking: Taking | None = None
        self.save, self.copy = QPushButton("Save …"), QPushButton("Copy")
        self.close_button = QPushButton("Close")
        self.save.setDefault(True)
        self.save.clicked.connect(self._on_save)
        self.copy.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self._on_close)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (2 * style.SPACE,))
        column.setSpacing(2 * style.SPACE)
        self.preview = PicturePreview(composing)
        column.addWidget(self._body(), 1)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        column.addLayout(row)
        # Of its own accord Qt opens no dialog higher than two thirds of the screen.
        self.resize(at_most_the_screen(parent or self, self.sizeHint()))
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
        self.preview.be_large(is_beside)
        row.insertWidget(1 if is_beside else 0, self.preview, 0, Qt.AlignmentFlag.AlignTop)
        return Column(panel, "Settings of the picture")

    def _on_changed(self) -> None:
        # Sides that cannot be are refused by the fields themselves; what is left is their product.
        with suppress(ValueError):
            self.preview.ask(self.form.spec())

    def done(self, code: int) -> None:
        """Closing gives up the preview, and the picture that is being taken."""
        self.preview.stop()
        if self._taking is not None:
            self._taking.stop()
        super().done(code)

    @property
    def is_taking(self) -> bool:
        """Whether a picture is being drawn or written."""
        return self._taking is not None

    def save_to(self, path: Path) -> bool:
        """Write the picture as its ending says, whole or not at all; whether it was written.

        The window answers meanwhile, and Cancel gives it up.
        """

        def write(made: Composition, is_given_up: IsGivenUp) -> None:
            words = Words(caption=spec.caption, session=memory)
            content = picture_bytes(ending, made, spec.dpi, words, spec.paper_mm)
            if not is_given_up():
                write_bytes(path, content)

        try:
            spec = self.form.spec()
            memory = self._memory(spec) if self.form.memory.isChecked() else ""
            ending = require_format(path.name, spec.background == TRANSPARENT)
            require_writable(path.absolute().parent)
            made = self._taken(spec, write)
        except (OSError, RuntimeError, MemoryError, ValueError) as fault:
            self._tell_fault(f"The picture {path.name} was not saved", fault)
            return False
        return made is not None and self._told(made, f"Saved {path}")

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path = save_place(self, "Save picture", Path(folder) / "retia", FILE_KINDS, PICTURE_ENDINGS)
        if path is not None and self.save_to(path):
            self.accept()

    def _on_copy(self) -> None:
        painted: list[Picture] = []
        try:
            made = self._taken(self.form.spec(), lambda made, _: painted.append(made.painted()))
        except (RuntimeError, MemoryError, ValueError) as fault:
            self._tell_fault("The picture was not copied", fault)
            return
        if made is not None:
            copy(painted[0])
            self._told(made, "The picture is in the clipboard.")
            self.accept()

    def _on_close(self) -> None:
        if self._taking is None:
            self.reject()
            return
        self._taking.stop()
        self._tell("The picture was given up; nothing was written.")

    def _told(self, made: Composition, sentence: str) -> bool:
        self._tell(sentence)
        if made.apology:
            self._warn(made.apology)
        return True

    def _taken(self, spec: StillSpec, finish: Finish) -> Composition | None:
        """Take the picture while the form waits; ``None`` when it was given up. Raises what that raises."""
        self.preview.stop()
        self._taking = taking = Taking(self._composing(spec, 1.0), finish, self)
        words = self.save.text()
        taking.drawn.connect(lambda: self.save.setText("Writing …"))
        self._show_taking(True, "Drawing …")
        try:
            return taking.run()
        finally:
            self._taking = None
            taking.deleteLater()
            self._show_taking(False, words)

    def _show_taking(self, is_on: bool, words: str) -> None:
        self.save.setText(words)
        for widget in (self.form, self.save, self.copy):
            widget.setEnabled(not is_on)
        self.bar.setVisible(is_on)
        self.close_button.setText("Cancel" if is_on else "Close")
