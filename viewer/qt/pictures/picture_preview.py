"""What a picture will look like, drawn small while the form is filled in."""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter

from PyQt6.QtCore import QSize, Qt, QTimer
from PyQt6.QtGui import QColor, QPainter, QPixmap
from PyQt6.QtWidgets import QLabel, QWidget

from viewer.export.composition import Composition
from viewer.export.still_spec import StillSpec
from viewer.qt.pictures.clipboard import qimage

LARGEST = QSize(360, 270)
"""Room for the preview, pixels of the screen."""
FINENESS = 3.0
"""It is drawn so many times larger and shrunk: letters are too small to be drawn as they are seen."""
WAIT_MS = 250
HELPING_S = 0.015
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
        self._spec: StillSpec | None = None
        self._steps: Generator[None, None, Composition] | None = None
        self._soon, self._timer = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._begin)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)

    def be_large(self, is_large: bool) -> None:
        """Take the usual room, or two thirds of it."""
        self.setFixedSize(LARGEST if is_large else LARGEST * 2 / 3)

    @property
    def is_drawing(self) -> bool:
        """Whether another picture than the one that is seen is on its way."""
        return self._soon.isActive() or self._steps is not None

    def ask(self, spec: StillSpec) -> None:
        """Show what would come of `spec`, soon."""
        self.stop()
        self._spec = spec
        if self.pixmap().isNull():
            self.setText(DRAWING)
        self._soon.start()

    def stop(self) -> None:
        """Give up what is being drawn."""
        self._soon.stop()
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = None

    def _begin(self) -> None:
        assert self._spec is not None
        self._steps = self._composing(self._spec, share_of(self._spec))
        self._timer.start()

    def _on_time(self) -> None:
        assert self._steps is not None
        until = perf_counter() + HELPING_S
        try:
            while perf_counter() < until:
                next(self._steps)
        except StopIteration as done:
            self._steps = None
            self._timer.stop()
            self._show(done.value)
        except (RuntimeError, MemoryError) as fault:
            self.stop()
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
