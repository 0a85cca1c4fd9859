"""The field one types a search into."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QToolButton, QWidget


class SearchField(QLineEdit):
    """A line of text that Escape empties and Down leaves towards what was found."""

    left_downward = pyqtSignal()

    def __init__(
        self, words: str = "Search name, Latin, number, level …", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName("Search")
        self.setToolTip("English or Latin name, synonym, TA2, TA98 or FMA number, level or levels (T12-L2)")
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName("Clear the search")

    def event(self, event: QEvent | None) -> bool:
        """Take Escape before the window's own shortcut does, as long as there is something to clear."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Escape clears, Down leaves, everything else is typed."""
        if event is not None and event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event is not None and event.key() == Qt.Key.Key_Down:
            self.left_downward.emit()
        else:
            super().keyPressEvent(event)
