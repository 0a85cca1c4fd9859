"""Every verb by a few letters of its name."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from viewer.actions.action import Action
from viewer.actions.fuzzy import ranked
from viewer.qt import style
from viewer.qt.verbs.verbs import Verbs
from viewer.qt.widgets.elided import Elided
from viewer.qt.widgets.screen_room import at_most_the_screen, on_the_screen
from viewer.qt.widgets.search_field import SearchField

SIZE = (620, 460)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ID = Qt.ItemDataRole.UserRole


class CommandPalette(QDialog):
    """A field and the verbs that fit; Enter does the marked one, those that cannot be done now are grey.

    Parameters
    ----------
    verbs
        Where the actions are done.
    """

    def __init__(self, verbs: Verbs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Commands")
        self._verbs = verbs
        self.field = SearchField("Type what you want to do …")
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(3)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Commands")
        header = self.list.header()
        assert header is not None
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.itemActivated.connect(self._do)
        self.list.itemClicked.connect(self._do)
        self.status = Elided()
        self.status.setObjectName("muted")
        self.list.currentItemChanged.connect(lambda *_: self._tell())
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * (style.SPACE,))
        column.setSpacing(style.HALF_SPACE)
        for widget in (self.field, self.list, self.status):
            column.addWidget(widget)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        self.resize(at_most_the_screen(parent, max(style.worn().scale, 1.0) * QSize(*SIZE)))
        self._fill("")

    def place_over(self, view: QWidget) -> None:
        """Stand at the top of a view, where one looks."""
        corner = view.mapToGlobal(QPoint((view.width() - self.width()) // 2, 2 * style.SPACE))
        self.move(on_the_screen(self, view, corner))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Up and down move through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        self.list.clear()
        for action in ranked(self._verbs.table(), typed):
            self.list.addTopLevelItem(self._row(action))
        self.list.setCurrentItem(self.list.topLevelItem(0))

    def _row(self, action: Action) -> QTreeWidgetItem:
        made = self._verbs.by_id[action.id]
        keys = ", ".join(
            QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in action.keys
        )
        mark = "✓ " if made.isChecked() else ""
        row = QTreeWidgetItem([mark + made.text(), action.menu, keys])
        row.setData(0, _ID, action.id)
        row.setToolTip(0, action.status)
        row.setDisabled(not made.isEnabled())
        return row

    def _tell(self) -> None:
        marked = self.list.currentItem()
        key = marked.data(0, _ID) if marked is not None else None
        self.status.setText(self._verbs.by_id[key].statusTip() if key else "No command of that name")

    def _do(self) -> None:
        marked = self.list.currentItem()
        if marked is None or marked.isDisabled():
            return
        action = self._verbs.by_id[marked.data(0, _ID)]
        self.accept()
        action.trigger()
