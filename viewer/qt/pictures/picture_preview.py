"""What a picture will look like, drawn small while the form is filled in."""

from __future__ import annotations

from collections.abc import Callable, Generator

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPixmap
from PyQt6.QtWidgets import QLabel, QWidget

from viewer.export.composition import Composition
from viewer.export.still_spec import StillSpec
from viewer.qt.pictures.clipboard import qimage
from viewer.qt.pictures.helpings import Helpings

LARGEST = QSize(360, 270)
"""Room for the preview, pixels of the screen."""
FINENESS = 3.0
"""It is drawn so many times larger and shrunk: letters are too small to be drawn as they are seen."""
WAIT_MS = 250
DRAWING = "Drawing …"
_SQUARE_PX = 8

Composing = Callable[[StillSpec, float], Generator[None, None, Composition]]
"""What makes a picture in steps, in a share of its pixels each way."""


class PicturePreview(QLabel):
    """The picture a form asks for, drawn in short helpings: another wish gives up the one before.

    Parameters
    ----------
    composing
        Makes a picture in steps; called in the GUI thread.
    """

    def __init__(self, composing: Composing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Preview of the picture")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.be_large(True)
        self._composing = composing
        self._helpings = Helpings(self._show, self._refuse, (RuntimeError, MemoryError), WAIT_MS, self)

    def be_large(self, is_large: bool) -> None:
        """Take the usual room, or two thirds of it."""
        self.setFixedSize(LARGEST if is_large else LARGEST * 2 / 3)

    @property
    def is_drawing(self) -> bool:
        """Whether another picture than the one that is seen is on its way."""
        return self._helpings.is_busy

    def ask(self, spec: StillSpec) -> None:
        """Show what would come of `spec`, soon."""
        if self.pixmap().isNull():
            self.setText(DRAWING)
        self._helpings.ask(lambda: self._composing(spec, share_of(spec)))

    def stop(self) -> None:
        """Give up what is being drawn."""
        self._helpings.stop()

    def _refuse(self, fault: Exception) -> None:
        self.setText(f"No preview: {fault}")

    def _show(self, made: Composition) -> None:
        picture = QPixmap.fromImage(qimage(made.painted()))
        paper = QPixmap(picture.size())
        painter = QPainter(paper)
        _paint_squares(painter, paper.size())
        painter.drawPixmap(0, 0, picture)
        painter.end()
        self.setPixmap(
            paper.scaled(
                self.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )


def share_of(spec: StillSpec) -> float:
    """How much of a picture's pixels each way a preview has; all of them where they are few."""
    return min(FINENESS * LARGEST.width() / spec.width, FINENESS * LARGEST.height() / spec.height, 1.0)


def _paint_squares(painter: QPainter, size: QSize) -> None:
    """What stands for nothing behind a clear picture."""
    side = round(_SQUARE_PX * FINENESS)
    painter.fillRect(0, 0, size.width(), size.height(), QColor("#ffffff"))
    for row in range(0, size.height(), side):
        for column in range(row // side % 2 * side, size.width(), 2 * side):
            painter.fillRect(column, row, side, side, QColor("#dfe3e8"))
