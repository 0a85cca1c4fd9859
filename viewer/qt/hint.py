"""One line of help over the view."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QLabel, QWidget

HINT = "Drag to turn  ·  wheel to zoom  ·  click for names  ·  keys 1–4 for the plexuses"
MARGIN = 14


class Hint(QLabel):
    """How to begin, at the foot of the view; it goes away once the user has moved the view."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(HINT, view)
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.ensurePolished()
        self.adjustSize()
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay at the foot of the view when it changes its size."""
        if watched is self._view and event is not None and event.type() == QEvent.Type.Resize:
            free = self._view.size() - self.size()
            self.move(free.width() // 2, free.height() - MARGIN)
        return False
