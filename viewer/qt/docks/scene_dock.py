"""The dock of kept scenes: thumbnails with names, in the order of the lecture."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QModelIndex, Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QAbstractItemView, QListWidgetItem, QWidget

from viewer.actions.kept import move, rename
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt.pictures.thumbnail import SIZE, thumbnail_icon
from viewer.qt.widgets.list_dock import ListDock
from viewer.qt.widgets.message_bar import MessageBar

EMPTY = "No scenes are kept yet. Arrange the view and keep it (Ctrl+K); PgDn and PgUp then lead through it."
BUTTONS = {
    "scenes.keep": "Keep",
    "scenes.rename": "Rename",
    "scenes.earlier": "Up",
    "scenes.later": "Down",
    "scenes.delete": "Delete",
}
"""Verbs under the list, by id, and what their buttons say."""


class SceneDock(ListDock):
    """Lists the kept scenes; a click or Enter goes to one, a drag puts it elsewhere, F2 renames it.

    Parameters
    ----------
    scene
        Whose shelf is shown.
    verbs
        The window's actions by id.
    messages
        Where faults of a name go.
    """

    def __init__(
        self,
        scene: Scene,
        verbs: Mapping[str, QAction],
        messages: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Scenes", "scene-dock", "Kept scenes", EMPTY, parent)
        self._scene, self._messages = scene, messages
        self.list.setIconSize(SIZE / 2)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemClicked.connect(self._go_to)
        self.list.itemActivated.connect(self._go_to)
        self.list.itemChanged.connect(self._on_renamed)
        rows = self.list.model()
        assert rows is not None
        rows.rowsMoved.connect(self._on_moved)
        self.add_buttons(verbs, BUTTONS)
        self.refresh()

    def refresh(self) -> None:
        """Show the shelf the scene has."""
        shelf = self._scene.state.shelf
        items = [QListWidgetItem(thumbnail_icon(kept.thumbnail), kept.name) for kept in shelf.scenes]
        for item in items:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        self.fill(items, shelf.at)

    def edit_name(self) -> None:
        """Have the current scene's name typed over."""
        self.show()
        item = self.list.item(self._scene.state.shelf.at)
        if item is not None:
            self.list.setCurrentItem(item)
            self.list.setFocus()
            self.list.editItem(item)

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if Kind.SHELF in change.kinds:
            self.refresh()

    def _go_to(self, item: QListWidgetItem) -> None:
        self._scene.go_to(self.list.row(item))

    def _on_renamed(self, item: QListWidgetItem) -> None:
        row, name = self.list.row(item), item.text().strip()
        if name == self._scene.state.shelf.scenes[row].name:
            return
        try:
            rename(self._scene, row, name)
        except ValueError as fault:
            self._messages.tell_fault("The scene keeps its name", fault)
            QTimer.singleShot(0, self.refresh)

    def _on_moved(self, _from: QModelIndex, first: int, _last: int, _to: QModelIndex, row: int) -> None:
        # The list is still busy with what was let go of.
        QTimer.singleShot(0, lambda: move(self._scene, first, row if row < first else row - 1))
