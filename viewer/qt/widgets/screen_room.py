"""How large windows and dialogs may be: no larger than the screen, whatever letters call for."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QWidget

FRAME = 8
"""Pixels left free beside a dialog, for its frame."""


def screen_room(widget: QWidget) -> QRect:
    """Room on the screen that the middle of a widget's window is on."""
    window = widget.window()
    middle = window.frameGeometry().center() if window is not None else QPoint()
    screen = QGuiApplication.screenAt(middle) or QGuiApplication.primaryScreen()
    return screen.availableGeometry() if screen is not None else QRect(0, 0, 1280, 800)


def at_most_the_screen(widget: QWidget, wanted: QSize) -> QSize:
    """A size cut to the screen a widget is on."""
    return wanted.boundedTo(screen_room(widget).size() - QSize(2 * FRAME, 4 * FRAME))


def open_as(window: QWidget, wanted: QSize) -> None:
    """Give a window that opens for the first time its size, or all of a screen that has no room for it."""
    size = at_most_the_screen(window, wanted)
    window.resize(size)
    if size != wanted:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def on_the_screen(widget: QWidget, beside: QWidget, corner: QPoint) -> QPoint:
    """The nearest place of a widget's upper left corner that has all of it on the screen of another."""
    room = screen_room(beside)
    x = max(min(corner.x(), room.right() - widget.width() - FRAME), room.left())
    y = max(min(corner.y(), room.bottom() - widget.height() - FRAME), room.top())
    return QPoint(x, y)
