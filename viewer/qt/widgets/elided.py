"""A label that ends in dots where it has no room, and says the rest as a tool tip."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QStyle, QStyleOption


class Elided(QLabel):
    """One line of plain words that never asks for more room than there is."""

    def minimumSizeHint(self) -> QSize:
        """Next to nothing."""
        return QSize(1, super().minimumSizeHint().height())

    def setText(self, words: str | None) -> None:
        """Say something else."""
        super().setText(words)
        self.setToolTip(words)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        look, option = self.style(), QStyleOption()
        option.initFrom(self)
        if look is not None:
            look.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment()), words)
        painter.end()
