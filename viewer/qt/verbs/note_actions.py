"""Verbs of notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.qt.tools.notes import NEW, Notes

SUBMENU = "Notes"


class HasNotes(Protocol):
    """A window one pins notes in."""

    @property
    def notes(self) -> Notes: ...
    def place_note(self, number: int) -> None: ...
    def turn_notes(self) -> None: ...


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
                lambda: window.place_note(NEW),
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
            lambda: window.place_note(window.notes.current),
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
        _note("notes", "List of notes", "Shows or hides the list of notes.", window.turn_notes, "F6"),
    )


def _note(name: str, text: str, status: str, run: Callable[[], None], *keys: str) -> Action:
    return Action(f"view.{name}", text, status, "View", lambda _: run(), keys, submenu=SUBMENU)
