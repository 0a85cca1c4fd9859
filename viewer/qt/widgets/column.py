"""A panel that scrolls up and down and is never narrower than what stands in it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QScrollArea, QWidget


class Column(QScrollArea):
    """The frame of a dock's panel: low windows scroll it, narrow ones do not cut it.

    Parameters
    ----------
    panel
        What is scrolled; its new parent is the column.
    name
        What a screen reader calls it, which comes by it: the keys scroll it.
    least
        Its least width in pixels, where words break wherever they must; without, what its layout needs.
    """

    widened = pyqtSignal(int)
    """Pixels the panel may use from now on, the same with and without a scroll bar."""

    def __init__(self, panel: QWidget, name: str, least: Callable[[], float] | None = None) -> None:
        super().__init__()
        self._panel, self._least = panel, least
        panel.setObjectName("panel")
        self.setObjectName("panel")
        self.setAccessibleName(name)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(panel)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the panel beside a scroll bar."""
        least = self._panel.minimumSizeHint().width() if self._least is None else round(self._least())
        return QSize(least + self._bar_width(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As large as the panel wants to be, if there is room for that."""
        wanted = self._panel.sizeHint()
        return QSize(wanted.width() + self._bar_width(), wanted.height())

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Hear of a panel that has come to need more, or less."""
        if watched is self._panel and event is not None and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._tell_room()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Tell how much room there is."""
        super().resizeEvent(event)
        self._tell_room()

    def _tell_room(self) -> None:
        self.widened.emit(self.width() - self._bar_width())

    def _bar_width(self) -> int:
        bar = self.verticalScrollBar()
        return bar.sizeHint().width() if bar is not None else 0
