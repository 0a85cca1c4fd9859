"""The dock of notes: what one has pinned to the anatomy, in the order it was set."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.model.pin import Pin
from viewer.qt import style

EMPTY = "There are no notes yet. Press Shift+N and click where one is to stand."


class NoteDock(QDockWidget):
    """Lists the notes; a double click or Enter types one over."""

    typed = pyqtSignal(int, str)
    """Number and new text of a note."""
    chosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Notes", parent)
        self.setObjectName("note-dock")
        self.list = QListWidget()
        self.list.setAccessibleName("Notes")
        self.list.setWordWrap(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.itemActivated.connect(self.list.editItem)
        self.list.itemChanged.connect(self._on_typed)
        self.list.currentRowChanged.connect(lambda _: self.chosen.emit())
        self.empty = QLabel(EMPTY)
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        panel = QWidget()
        panel.setObjectName("panel")
        self._column = QVBoxLayout(panel)
        self._column.setContentsMargins(style.SPACE, style.SPACE, style.SPACE, style.SPACE)
        self._column.setSpacing(style.HALF_SPACE)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.list, 1)
        self.setWidget(panel)

    @property
    def current(self) -> int:
        """Number of the chosen note; -1 for none."""
        return self.list.currentRow()

    def choose(self, number: int) -> None:
        """Choose a note."""
        self.list.setCurrentRow(number)

    def show_pins(self, pins: Sequence[Pin], current: int) -> None:
        """List these notes, one of them chosen."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for pin in pins:
                item = QListWidgetItem(pin.text)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
            self.list.setCurrentRow(min(current, len(pins) - 1))
        self.empty.setVisible(not pins)
        self.chosen.emit()

    def add_buttons(self, verbs: Sequence[tuple[QAction, str]]) -> None:
        """Buttons under the list for verbs, each with a short word."""
        row = QHBoxLayout()
        row.setSpacing(style.HALF_SPACE)
        for verb, word in verbs:
            verb.setIconText(word)
            button = QToolButton()
            button.setDefaultAction(verb)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _on_typed(self, item: QListWidgetItem) -> None:
        self.typed.emit(self.list.row(item), item.text().strip())
