"""Undo, redo, back to the start, and what lies over the picture."""

from __future__ import annotations

from dataclasses import replace

from viewer.actions.action import Action
from viewer.model.scene import Scene


def _overlay(field: str, text: str, status: str, key: str, starts_section: bool = False) -> Action:
    def is_on(scene: Scene) -> bool:
        return bool(getattr(scene.state.overlays, field))

    def turn(scene: Scene) -> None:
        scene.set_overlays(replace(scene.state.overlays, **{field: not is_on(scene)}))

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
    ),
)

OVERLAY_ACTIONS = (
    _overlay("legend", "Legend", "Names the colours.", "G", starts_section=True),
    _overlay("scale_bar", "Scale bar", "Shows how long a length is in the picture.", "B"),
    _overlay("orientation", "Orientation marker", "Shows where left, front and head are.", "M"),
)
