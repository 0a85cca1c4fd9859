"""A small picture of a view, as text for a session."""

from __future__ import annotations

import base64

from PyQt6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PyQt6.QtGui import QIcon, QImage, QPixmap

SIZE = QSize(192, 120)


def thumbnail(seen: QImage) -> str:
    """The middle of a picture of the view, as a PNG in base64."""
    grown = seen.scaled(
        SIZE, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
    )
    middle = QRect((grown.width() - SIZE.width()) // 2, (grown.height() - SIZE.height()) // 2, 0, 0)
    middle.setSize(SIZE)
    small = grown.copy(middle).convertToFormat(QImage.Format.Format_RGB888)
    small.setDevicePixelRatio(1.0)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small.save(buffer, "PNG")
    return base64.b64encode(buffer.data().data()).decode("ascii")


def thumbnail_icon(text: str) -> QIcon:
    """The icon a thumbnail makes; an even one where it is missing or cannot be read."""
    picture = QPixmap()
    try:
        picture.loadFromData(base64.b64decode(text, validate=True), "PNG")
    except ValueError:
        picture = QPixmap()
    if picture.isNull() or picture.width() > 4 * SIZE.width() or picture.height() > 4 * SIZE.height():
        picture = QPixmap(SIZE)
        picture.fill(Qt.GlobalColor.gray)
    icon = QIcon(picture)
    # Without a picture of its own the chosen row would be tinted.
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
