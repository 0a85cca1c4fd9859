"""Pictures to the clipboard."""

from __future__ import annotations

from PyQt6.QtGui import QGuiApplication, QImage

from viewer.render.painted.ink import Picture


def qimage(picture: Picture) -> QImage:
    """A Qt image with its own copy of the pixels (height, width, 4), not premultiplied."""
    height, width = picture.shape[:2]
    return QImage(picture.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def copy(picture: Picture) -> None:
    """Put a picture into the clipboard."""
    board = QGuiApplication.clipboard()
    assert board is not None
    board.setImage(qimage(picture))
