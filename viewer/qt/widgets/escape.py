"""The Esc key while something is under way, before any menu hears of it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent


class EscapeKey(QObject):
    """Calls `then` on Esc as long as it watches; nothing else happens to that key then."""

    def __init__(self, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._then = then

    def watch(self, is_on: bool) -> None:
        """Begin to watch, or stop."""
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        if is_on:
            app.installEventFilter(self)

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Take the key."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._then()
            return True
        return False
