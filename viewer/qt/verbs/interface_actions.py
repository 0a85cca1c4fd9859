"""Verbs on the look of the window: theme and size."""

from __future__ import annotations

from typing import Protocol

from viewer.actions.action import Action
from viewer.actions.palettes import SUBMENU
from viewer.model.scene import Scene
from viewer.qt.interface import SYSTEM, THEMES, Interface

_THEMES = {
    "system": ("Theme of the system", "Light or dark, as the system is."),
    "light": ("Light theme", "Dark letters on a light window, whatever the system is."),
    "dark": ("Dark theme", "Light letters on a dark window and a dark view, for a dark hall."),
}


class HasInterface(Protocol):
    """A window that has a look."""

    interface: Interface


def interface_actions(window: HasInterface) -> tuple[Action, ...]:
    """Theme, and larger or smaller letters."""
    return (
        *(_theme(window, name) for name in THEMES),
        _size(window, "larger", "Larger interface", "Writes everything larger, up to 200 %.", 1, "Ctrl+="),
        _size(
            window, "smaller", "Smaller interface", "Writes everything smaller, down to 80 %.", -1, "Ctrl+-"
        ),
        Action(
            "view.usual-size",
            "Usual size of the interface",
            "Writes everything at 100 %.",
            "View",
            lambda _: window.interface.choose_scale(1.0),
            ("Ctrl+0",),
            submenu=SUBMENU,
        ),
    )


def _theme(window: HasInterface, name: str) -> Action:
    def choose(_scene: Scene) -> None:
        window.interface.choose_theme(name)

    text, status = _THEMES[name]
    return Action(
        f"view.theme-{name}",
        text,
        status,
        "View",
        choose,
        is_checked=lambda _: window.interface.theme == name,
        starts_section=name == SYSTEM,
        submenu=SUBMENU,
    )


def _size(window: HasInterface, name: str, text: str, status: str, steps: int, *keys: str) -> Action:
    def step(_scene: Scene) -> None:
        window.interface.step(steps)

    return Action(f"view.{name}", text, status, "View", step, keys, starts_section=steps > 0, submenu=SUBMENU)
