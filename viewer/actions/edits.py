"""Undo, redo, back to the start, and what lies over the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from viewer.actions.action import Action
from viewer.model.overlays import BOTH, ENGLISH, LATIN
from viewer.model.scene import Scene


def _overlay(field: str, text: str, status: str, key: str, starts_section: bool = False) -> Action:
    def is_on(scene: Scene) -> bool:
        return bool(getattr(scene.state.overlays, field))

    def turn(scene: Scene) -> None:
        wish: dict[str, Any] = {field: not is_on(scene)}
        scene.set_overlays(replace(scene.state.overlays, **wish))

    return Action(
        id=f"overlay.{field.replace('_', '-')}",
        text=text,
        status=status,
        menu="View",
        run=turn,
        keys=(key,),
        is_checked=is_on,
        starts_section=starts_section,
    )


def _names(language: str, text: str, status: str) -> Action:
    def is_chosen(scene: Scene) -> bool:
        return scene.state.overlays.label_names == language

    def choose(scene: Scene) -> None:
        scene.set_overlays(replace(scene.state.overlays, labels=True, label_names=language))

    return Action(f"labels.{language}", text, status, "View", choose, is_checked=is_chosen)


ACTIONS = (
    Action(
        "edit.undo",
        "Undo",
        "Takes the last step back, the camera's included.",
        "Edit",
        Scene.undo,
        ("Ctrl+Z",),
        is_enabled=lambda scene: scene.undo_name is not None,
    ),
    Action(
        "edit.redo",
        "Redo",
        "Does the last undone step again.",
        "Edit",
        Scene.redo,
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        is_enabled=lambda scene: scene.redo_name is not None,
    ),
    Action(
        "edit.deselect",
        "Deselect",
        "Leaves nothing selected.",
        "Edit",
        lambda scene: scene.select(()),
        ("Esc",),
        is_enabled=lambda scene: bool(scene.state.selection),
        starts_section=True,
    ),
    Action(
        "edit.reset",
        "Back to the start",
        "Shows what the atlas opened with.",
        "Edit",
        Scene.reset,
        ("Home",),
        is_in_view=True,
    ),
)

OVERLAY_ACTIONS = (
    _overlay("legend", "Legend", "Names the colours.", "G", starts_section=True),
    _overlay("scale_bar", "Scale bar", "Shows how long a length is in the picture.", "B"),
    _overlay("orientation", "Orientation marker", "Shows where left, front and head are.", "M"),
    _overlay("labels", "Labels", "Writes names with leader lines beside the anatomy.", "N", True),
    _names(ENGLISH, "Labels in English", "Labels say the English names."),
    _names(LATIN, "Labels in Latin", "Labels say the Latin names, where there are any."),
    _names(BOTH, "Labels in both", "Labels say the English and the Latin names."),
)
