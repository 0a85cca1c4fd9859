"""How menu bar and tool bar get along with the width of a window: by words, by letters, close together."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QApplication, QMainWindow, QMenuBar, QToolBar, QToolButton, QWidget

from viewer.qt import style

TIGHT = "tight"
"""The property that the style sheet knows bars by whose buttons stand close together."""


class Room(IntEnum):
    """How a tool bar is laid out, the widest first."""

    WORDS = 0
    """Views are written out."""
    LETTERS = 1
    """Views are called by their keys."""
    TIGHT = 2
    """So they are, and buttons stand close together."""
    ICONS = 3
    """So they do, and none has words beside its icon."""


class BarRoom:
    """Lays out the bars of a window so that nothing of them is behind an arrow, if it can be done.

    Parameters
    ----------
    window
        Whose bars they are.
    bar
        The tool bar.
    lettered
        Its actions that can be called by their keys.
    """

    def __init__(self, window: QMainWindow, bar: QToolBar, lettered: Sequence[QAction]) -> None:
        self._window, self._bar, self._lettered = window, bar, tuple(lettered)
        menus = window.menuBar()
        assert menus is not None
        self._menus: QMenuBar = menus
        buttons = (bar.widgetForAction(action) for action in bar.actions())
        self._worded = {
            button: button.toolButtonStyle() for button in buttons if isinstance(button, QToolButton)
        }
        self._usual = bar.toolButtonStyle()
        self._needs: dict[tuple[float, int], tuple[tuple[int, ...], int]] = {}

    def fit(self) -> None:
        """Take the roomiest layout that the width of the window allows."""
        needs, menus = self._needed()
        width = self._window.width()
        fitting = [room for room in Room if needs[room] <= width]
        self._lay_out(fitting[0] if fitting else Room.ICONS)
        _tighten(self._menus, menus > width)

    def _needed(self) -> tuple[tuple[int, ...], int]:
        """Widths that the layouts of the tool bar need, and the menu bar as usual, at the present size of
        letters and icons."""
        sizes = (style.worn().scale, self._bar.iconSize().width())
        if sizes not in self._needs:
            widths = []
            for room in Room:
                self._lay_out(room)
                layout = self._bar.layout()
                assert layout is not None
                # It would reckon anew only once the events are through.
                layout.invalidate()
                widths.append(self._bar.sizeHint().width())
            _tighten(self._menus, False)
            self._needs[sizes] = tuple(widths), self._menus.sizeHint().width()
        return self._needs[sizes]

    def _lay_out(self, room: Room) -> None:
        for action in self._lettered:
            keys = action.shortcut().toString()
            action.setIconText(action.text() if room is Room.WORDS else keys)
        for button, usual in self._worded.items():
            button.setToolButtonStyle(self._usual if room is Room.ICONS else usual)
        _tighten(self._bar, room >= Room.TIGHT)


def _tighten(bar: QWidget, is_tight: bool) -> None:
    if bool(bar.property(TIGHT)) == is_tight:
        return
    bar.setProperty(TIGHT, is_tight)
    look = bar.style()
    assert look is not None
    for widget in (bar, *bar.findChildren(QWidget)):
        # The style sheet asks for properties when it polishes, a bar for margins when told of a style.
        look.unpolish(widget)
        look.polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    bar.updateGeometry()
