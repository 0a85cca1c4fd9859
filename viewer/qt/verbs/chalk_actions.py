"""Verbs of pencil and pointer."""

from __future__ import annotations

from typing import Protocol

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.qt.tools.chalk import Chalk, Tool
from viewer.qt.tools.toolbox import Toolbox


class HasChalk(Protocol):
    """A window one can draw in."""

    @property
    def chalk(self) -> Chalk: ...
    @property
    def toolbox(self) -> Toolbox: ...


def chalk_actions(window: HasChalk) -> tuple[Action, ...]:
    """Pencil and pointer."""
    return (
        _tool(window, "pencil", "Pencil", "Draws over the view until Esc.", Tool.PENCIL, "Shift+B"),
        _tool(
            window, "pointer", "Pointer", "A red dot follows the mouse until Esc.", Tool.POINTER, "Shift+L"
        ),
    )


def _tool(window: HasChalk, name: str, text: str, status: str, tool: Tool, key: str) -> Action:
    def take(_scene: Scene) -> None:
        window.toolbox.take(tool)

    return Action(
        f"view.{name}",
        text,
        status,
        "View",
        take,
        (key,),
        is_checked=lambda _: window.chalk.tool is tool,
        starts_section=tool is Tool.PENCIL,
    )
