"""Verbs of kept scenes that need the window: asking for names, and the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from viewer.actions import kept
from viewer.actions.action import Action
from viewer.qt.verbs.dock_verbs import DockVerbs
from viewer.qt.verbs.question_verbs import QuestionVerbs


class HasScenes(Protocol):
    """A window that lists kept scenes."""

    @property
    def questions(self) -> QuestionVerbs: ...
    @property
    def docks(self) -> DockVerbs: ...


def scene_actions(window: HasScenes) -> tuple[Action, ...]:
    """Keep, rename, and the list."""
    return (
        Action(
            "scenes.keep",
            "Keep this scene …",
            "Keeps what is shown under a name, to come back to.",
            "Scenes",
            lambda _: window.questions.keep_scene(),
            ("Ctrl+K",),
            starts_section=True,
        ),
        replace(
            Action(
                "scenes.rename",
                "Rename scene …",
                "Gives the current scene another name.",
                "Scenes",
                lambda _: window.docks.rename_scene(),
            ),
            is_enabled=kept.has_current,
        ),
        Action(
            "scenes.list",
            "List of scenes",
            "Shows or hides the kept scenes.",
            "Scenes",
            lambda _: window.docks.turn_scenes(),
            ("F7",),
        ),
    )
