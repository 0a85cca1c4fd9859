"""Asks for the colour of some structures."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QColorDialog, QWidget

from viewer.model.scene import Scene


def ask_colour(scene: Scene, ids: Iterable[str], parent: QWidget) -> QColorDialog | None:
    """Open a window that paints `ids` once a colour is chosen; none opens for no ids."""
    named = tuple(ids)
    if not named:
        return None
    dialog = QColorDialog(QColor(scene.colour(named[0])), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # The same on every system, and within reach of keys and tests.
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    dialog.setWindowTitle("Colour")
    dialog.colorSelected.connect(lambda colour: scene.set_colour(named, colour.name()))
    dialog.open()
    return dialog
