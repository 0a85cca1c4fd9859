"""Verbs of pencil and pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
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


def with_strokes(window: HasChalk, actions: Iterable[Action]) -> tuple[Action, ...]:
    """Actions of which undo and redo take back, or draw again, what was drawn with the pencil first."""
    chalk, slate = window.chalk, window.chalk.slate
    drawn: dict[str, tuple[Callable[[], bool], Callable[[], None]]] = {
        "edit.undo": (lambda: slate.undo_name is not None, chalk.undo),
        "edit.redo": (lambda: slate.redo_name is not None, chalk.redo),
    }
    return tuple(_either(each, *drawn[each.id]) if each.id in drawn else each for each in actions)


def step_names(chalk: Chalk, scene: Scene) -> tuple[str | None, str | None]:
    """What undo and redo would take back and do again."""
    return (
        chalk.slate.undo_name or scene.undo_name,
        chalk.slate.redo_name or scene.redo_name,
    )


def _either(action: Action, is_drawn: Callable[[], bool], step: Callable[[], None]) -> Action:
    def run(scene: Scene) -> None:
        if is_drawn():
            step()
        else:
            action.run(scene)

    return replace(action, run=run, is_enabled=lambda scene: is_drawn() or action.is_enabled(scene))


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
