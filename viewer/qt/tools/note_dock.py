"""The dock of notes: what one has pinned to the anatomy, in the order it was set."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QListWidgetItem, QWidget

from viewer.model.pin import Pin
from viewer.qt.widgets.list_dock import ListDock

EMPTY = "There are no notes yet. Press Shift+N and click where one is to stand."


class NoteDock(ListDock):
    """Lists the notes; a double click or Enter types one over."""

    typed = pyqtSignal(int, str)
    """Number and new text of a note."""
    chosen = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Notes", "note-dock", "Notes", EMPTY, parent)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self.list.editItem)
        self.list.itemChanged.connect(self._on_typed)
        self.list.currentRowChanged.connect(lambda _: self.chosen.emit())

    @property
    def current(self) -> int:
        """Number of the chosen note; -1 for none."""
        return self.list.currentRow()

    def choose(self, number: int) -> None:
        """Choose a note."""
        self.list.setCurrentRow(number)

    def show_pins(self, pins: Sequence[Pin], current: int) -> None:
        """List these notes, one of them chosen."""
        self.fill([QListWidgetItem(pin.text) for pin in pins], min(current, len(pins) - 1))
        self.chosen.emit()

    def _on_typed(self, item: QListWidgetItem) -> None:
        self.typed.emit(self.list.row(item), item.text().strip())
