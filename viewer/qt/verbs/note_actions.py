"""Verbs of notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.qt.tools.notes import NEW, Notes
from viewer.qt.tools.toolbox import Toolbox
from viewer.qt.verbs.dock_verbs import DockVerbs

SUBMENU = "Notes"


class HasNotes(Protocol):
    """A window one pins notes in."""

    @property
    def notes(self) -> Notes: ...
    @property
    def toolbox(self) -> Toolbox: ...
    @property
    def docks(self) -> DockVerbs: ...


def note_actions(window: HasNotes) -> tuple[Action, ...]:
    """Set, type over, move, delete, list."""

    def has_current(scene: Scene) -> bool:
        return 0 <= window.notes.current < len(scene.state.pins)

    def on_current(name: str, text: str, status: str, run: Callable[[], None], *keys: str) -> Action:
        return replace(_note(name, text, status, run, *keys), is_enabled=has_current)

    return (
        replace(
            _note(
                "note-add",
                "New note …",
                "Pins a text of one's own where one clicks.",
                lambda: window.toolbox.place_note(NEW),
                "Shift+N",
            ),
            is_checked=lambda _: window.notes.is_placing,
        ),
        on_current(
            "note-edit",
            "Edit note …",
            "Types the chosen note over.",
            lambda: window.notes.edit(),
            "Ctrl+Shift+N",
        ),
        on_current(
            "note-move",
            "Move note",
            "Pins the chosen note where one clicks next.",
            lambda: window.toolbox.place_note(window.notes.current),
        ),
        on_current(
            "note-delete", "Delete note", "Takes the chosen note away.", lambda: window.notes.delete(), "Del"
        ),
        Action(
            "view.note-clear",
            "Delete all notes",
            "Takes all notes away.",
            "View",
            lambda scene: scene.set_pins((), "Delete all notes"),
            is_enabled=lambda scene: bool(scene.state.pins),
            submenu=SUBMENU,
        ),
        _note(
            "notes",
            "List of notes",
            "Shows or hides the list of notes.",
            lambda: window.docks.turn_notes(),
            "F6",
        ),
    )


def _note(name: str, text: str, status: str, run: Callable[[], None], *keys: str) -> Action:
    return Action(f"view.{name}", text, status, "View", lambda _: run(), keys, submenu=SUBMENU)
