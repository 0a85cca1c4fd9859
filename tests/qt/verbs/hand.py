"""Verbs done by real keys: by their own, or by a few letters in the palette of commands."""

from PyQt6.QtCore import Qt

from tests.qt.conftest import press
from viewer.qt.dialogs.command_palette import CommandPalette


def do_by_hand(qtbot, window, key: str) -> None:
    """Press the keys of a verb in the view, or where it has none, those of its name in the palette."""
    be_active(qtbot, window)
    keys = window.verbs.by_id[key].shortcut().toString()
    if keys:
        press(window.viewport, keys)
    else:
        do_by_palette(qtbot, window, key)


def do_by_palette(qtbot, window, key: str) -> None:
    """Open the palette of commands, type the words of a verb, and press Enter."""
    action = next(action for action in window.verbs.table() if action.id == key)
    press(window.viewport, "Ctrl+Shift+P")
    palette = next(found for found in window.findChildren(CommandPalette) if found.isVisible())
    # QTest ends the process at letters that no key has.
    qtbot.keyClicks(palette.field, action.text.removesuffix(" …"))
    marked = palette.list.currentItem()
    assert marked is not None and marked.toolTip(0) == action.status, "it is the first one found"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    be_active(qtbot, window)


def be_active(qtbot, window) -> None:
    """Without a window manager nobody hands the keyboard back when a dialog goes."""
    if window.isVisible():
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
