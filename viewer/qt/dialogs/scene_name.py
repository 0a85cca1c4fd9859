"""Asks under which name the present scene is to be kept."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QWidget

from viewer.model.scene import Scene
from viewer.qt.widgets.message_bar import MessageBar


def ask_name(scene: Scene, thumbnail: str, messages: MessageBar, parent: QWidget) -> QInputDialog:
    """Open a dialog that keeps the scene, with a picture of it, under the name that is typed."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle("Keep this scene")
    dialog.setLabelText("Name; one that is taken already stands for the scene as it is now:")
    dialog.setTextValue(scene.state.shelf.free_name())

    def keep(name: str) -> None:
        try:
            scene.keep(name.strip(), thumbnail)
        except ValueError as fault:
            messages.tell_fault("The scene was not kept", fault)

    dialog.textValueSelected.connect(keep)
    dialog.open()
    return dialog
