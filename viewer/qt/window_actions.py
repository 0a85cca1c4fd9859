"""Verbs that need the window itself: files, dialogs, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from viewer.actions.action import Action
from viewer.actions.table import ACTIONS, MENUS
from viewer.model.scene import Scene
from viewer.model.viewpoint import NAMED_VIEWS

ALL_MENUS = ("File", *MENUS, "Help")
"""Menus in the order of the menu bar."""

TOOL_BAR = (
    ("edit.undo", "edit.redo"),
    tuple(f"view.{name}" for name in NAMED_VIEWS),
    ("view.frame", "show.isolate", "show.hide", "show.fade-others", "show.all"),
    ("file.screenshot",),
)
"""Ids in the tool bar, with a line between the groups."""

SPELLED_OUT = ("file.screenshot",)
"""Those of the tool bar that show words beside their icon."""

CONTEXT_MENU = (
    "show.isolate",
    "show.hide",
    "show.fade-others",
    "show.restore",
    "show.all",
    "structures.route",
    "edit.deselect",
)
"""Ids in the menu of the right mouse button."""


class WindowVerbs(Protocol):
    """What a window can do that a scene cannot."""

    def open_screenshot(self) -> None: ...
    def copy_picture(self) -> None: ...
    def trace_route(self) -> None: ...
    def can_trace(self, scene: Scene) -> bool: ...
    def turn_panels(self) -> None: ...
    def turn_full_screen(self) -> None: ...
    def open_key_sheet(self) -> None: ...
    def open_about(self) -> None: ...
    def close(self) -> bool: ...


def all_actions(window: WindowVerbs) -> tuple[Action, ...]:
    """The table of actions with the window's own before and after it."""
    return (
        _own(
            "file.screenshot", "Picture …", "Saves a picture of any size.", window.open_screenshot, "Ctrl+S"
        ),
        _own("file.copy", "Copy picture", "Copies the view to the clipboard.", window.copy_picture, "Ctrl+C"),
        _own("file.quit", "Quit", "Closes Retia.", window.close, "Ctrl+Q"),
        *ACTIONS,
        replace(
            _own(
                "structures.route",
                "Trace route",
                "Lights up the venous way from the first to the last selected vein.",
                window.trace_route,
                "T",
            ),
            is_enabled=window.can_trace,
            starts_section=True,
        ),
        _own("view.panels", "Hide or show panels", "Gives the view the window.", window.turn_panels, "F9"),
        _own("view.full-screen", "Full screen", "For the lecture hall.", window.turn_full_screen, "F11"),
        _own("help.keys", "Mouse and keys", "Every key at a glance.", window.open_key_sheet, "F1"),
        _own("help.about", "About Retia", "Version, purpose and licence.", window.open_about),
    )


_STARTS = ("file.quit", "view.panels", "help.about")


def _own(name: str, text: str, status: str, run: Callable[[], object], *keys: str) -> Action:
    """An action that leaves the scene alone; its menu is the first part of its name."""

    def run_it(_scene: Scene) -> None:
        run()

    menu = name.partition(".")[0].capitalize()
    return Action(name, text, status, menu, run_it, keys, starts_section=name in _STARTS)
