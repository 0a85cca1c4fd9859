"""Menu bar, tool bar and context menu, laid out from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QPoint, QSize, Qt
from PyQt6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from viewer.actions.action import Action
from viewer.qt import style
from viewer.qt.verbs.verbs import Verbs
from viewer.qt.verbs.window_actions import ALL_MENUS, CONTEXT_MENU, SPELLED_OUT, TOOL_BAR


def fill_menu_bar(window: QMainWindow, verbs: Verbs, before: Mapping[str, QMenu]) -> None:
    """One menu for each name in `ALL_MENUS`, with its actions in the order of the table.

    `before` has the menus that stand within a menu, by the id of the action below them.
    """
    bar = window.menuBar()
    assert bar is not None
    for title in ALL_MENUS:
        menu = bar.addMenu(f"&{title}")
        assert menu is not None
        within: dict[str, QMenu] = {}
        for action in (action for action in verbs.table() if action.menu == title):
            place = _place(action, menu, within)
            if action.starts_section:
                place.addSeparator()
            if action.id in before:
                place.addMenu(before[action.id])
            place.addAction(verbs.by_id[action.id])


def _place(action: Action, menu: QMenu, within: dict[str, QMenu]) -> QMenu:
    """The menu an action stands in, made where its first one does."""
    if not action.submenu:
        return menu
    if action.submenu not in within:
        made = menu.addMenu(action.submenu)
        assert made is not None
        made.setObjectName(action.submenu)
        within[action.submenu] = made
    return within[action.submenu]


def tool_bar(window: QMainWindow, verbs: Verbs) -> QToolBar:
    """The tool bar of `TOOL_BAR`, added to the window."""
    bar = QToolBar("Tools", window)
    bar.setObjectName("tools")
    bar.setMovable(False)
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
    size_tools(window)
    return bar


def size_tools(window: QMainWindow) -> None:
    """Make the icons of the tool bars as large as letters call for."""
    side = round(style.scaled(20))
    for bar in window.findChildren(QToolBar):
        bar.setIconSize(QSize(side, side))


def show_context_menu(window: QMainWindow, verbs: Verbs, place: QPoint) -> QMenu:
    """Open the menu of the right mouse button at a place on the screen."""
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key in CONTEXT_MENU:
        menu.addAction(verbs.by_id[key])
    menu.popup(place)
    return menu
