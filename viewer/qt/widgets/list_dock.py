"""A dock with a list whose entries are typed over in place, words for when it is empty, and buttons below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QSignalBlocker, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.qt import style


class ListDock(QDockWidget):
    """The list with its frame; what its entries are is for those to say who fill it.

    Parameters
    ----------
    title, name
        What stands above it, and what the layout of the window knows it by.
    told_as
        What a screen reader calls the list.
    empty
        Said while there are no entries.
    """

    def __init__(self, title: str, name: str, told_as: str, empty: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.list = QListWidget()
        self.list.setAccessibleName(told_as)
        # A long name is broken into lines, not scrolled to.
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.empty = QLabel(empty)
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

    def fill(self, items: Sequence[QListWidgetItem], current: int) -> None:
        """Show these entries, which can be typed over, one of them chosen."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for item in items:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
            self.list.setCurrentRow(current)
        self.empty.setVisible(not items)

    def add_buttons(self, verbs: Mapping[str, QAction], words: Mapping[str, str]) -> None:
        """Buttons under the list for some of the window's verbs, by id, each with a short word."""
        row = QHBoxLayout()
        row.setSpacing(0)
        for key, word in words.items():
            # What a button says follows its action, which in menus has more words.
            verbs[key].setIconText(word)
            button = QToolButton()
            button.setObjectName("small")
            button.setDefaultAction(verbs[key])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
