"""Icons by name, from the assets."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap

from meshes.assets import ASSETS


def icon(name: str) -> QIcon:
    """The icon ``assets/icons/<name>.svg``; an empty one if there is none, for a verb that is words only."""
    path = ASSETS / "icons" / f"{name}.svg"
    return QIcon(str(path)) if path.is_file() else QIcon()


def swatch(colour: str, size: int = 14, is_filled: bool = True) -> QIcon:
    """A dot of one colour; hollow when what it stands for is not drawn."""
    picture = QPixmap(QSize(size, size) * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colour).darker(130))
    painter.setBrush(QColor(colour) if is_filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(2, 2, size - 4, size - 4)
    painter.end()
    dot = QIcon(picture)
    # Without a picture of its own a chosen row would have its colour darkened.
    dot.addPixmap(picture, QIcon.Mode.Selected)
    return dot
