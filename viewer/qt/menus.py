"""Menu bar, tool bar and context menu, laid out from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QPoint, QSize, Qt
from PyQt6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from viewer.qt.verbs import Verbs
from viewer.qt.window_actions import ALL_MENUS, CONTEXT_MENU, SPELLED_OUT, TOOL_BAR


def fill_menu_bar(window: QMainWindow, verbs: Verbs, before: Mapping[str, QMenu]) -> None:
    """One menu for each name in `ALL_MENUS`, with its actions in the order of the table.

    `before` has the menus that stand within a menu, by the id of the action below them.
    """
    bar = window.menuBar()
    assert bar is not None
    for title in ALL_MENUS:
        menu = bar.addMenu(f"&{title}")
        assert menu is not None
        for action in (action for action in verbs.table() if action.menu == title):
            if action.starts_section:
                menu.addSeparator()
            if action.id in before:
                menu.addMenu(before[action.id])
            menu.addAction(verbs.by_id[action.id])


def tool_bar(window: QMainWindow, verbs: Verbs) -> QToolBar:
    """The tool bar of `TOOL_BAR`, added to the window."""
    bar = QToolBar("Tools", window)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for index, group in enumerate(TOOL_BAR):
        if index:
            bar.addSeparator()
        for key in group:
            bar.addAction(verbs.by_id[key])
            if key in SPELLED_OUT:
                button = bar.widgetForAction(verbs.by_id[key])
                assert isinstance(button, QToolButton)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.addToolBar(bar)
    return bar


def show_context_menu(window: QMainWindow, verbs: Verbs, place: QPoint) -> QMenu:
    """Open the menu of the right mouse button at a place on the screen."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key in CONTEXT_MENU:
        menu.addAction(verbs.by_id[key])
    menu.popup(place)
    return menu
