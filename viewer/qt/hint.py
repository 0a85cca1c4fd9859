"""One line of help over the view."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QLabel, QWidget

WAITING = "Building the first vertebrae …"
HINT = "Drag to turn  ·  wheel to zoom  ·  click for names  ·  keys 1–4 for the plexuses"
MARGIN = 14


class Hint(QLabel):
    """How to begin, at the foot of the view; it goes away once the user has moved the view."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ensurePolished()
        self._view = view
        self._natural_width = 0
        view.installEventFilter(self)
        self._say(WAITING)

    def welcome(self) -> None:
        """There is something to see now: say how to look at it."""
        if self.text() != HINT:
            self._say(HINT)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay at the foot of the view when it changes its size."""
        if watched is self._view and event is not None and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _say(self, words: str) -> None:
        self.setWordWrap(False)
        self.setText(words)
        self._natural_width = self.sizeHint().width()
        self.setWordWrap(True)
        self._place()

    def _place(self) -> None:
        width = max(min(self._natural_width, self._view.width() - 2 * MARGIN), 1)
        self.resize(width, self.heightForWidth(width))
        free = self._view.size() - self.size()
        self.move(free.width() // 2, free.height() - MARGIN)
