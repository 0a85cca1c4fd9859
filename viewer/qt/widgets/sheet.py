"""Rich text to be read in a page that scrolls as a whole."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

_KEY = Qt.Key
_SCROLLS = (_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_PageUp, _KEY.Key_PageDown, _KEY.Key_Home, _KEY.Key_End)


class Sheet(QTextBrowser):
    """As high as its words need in the width it is given.

    A label lays its words out a dozen times before it is shown: a third of a second for all keys.

    Parameters
    ----------
    html
        What it says.
    name
        What a screen reader calls it.
    """

    def __init__(self, html: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenExternalLinks(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        view = self.viewport()
        assert view is not None
        view.setAutoFillBackground(False)
        self.setHtml(html)

    def setHtml(self, html: str | None) -> None:
        """Say something else."""
        super().setHtml(html)
        self._take_height()

    def sizeHint(self) -> QSize:
        """No width of its own."""
        return QSize(1, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Likewise."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Keys that scroll are the page's, which has all there is to scroll."""
        if event is not None and event.key() in _SCROLLS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width calls for another height."""
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        document = self.document()
        if document is not None and self.isVisible():
            self.setFixedHeight(round(document.size().height()))
