"""The verb of the section box that needs the window: where the box lies depends on what is drawn."""

from __future__ import annotations

from typing import Protocol

from viewer.actions.action import Action
from viewer.qt.verbs.dock_verbs import DockVerbs


class HasBox(Protocol):
    """A window with a section box."""

    @property
    def docks(self) -> DockVerbs: ...


def box_actions(window: HasBox) -> tuple[Action, ...]:
    """On and off."""
    return (
        Action(
            "section.box",
            "Section box",
            "Shows only what lies in a box, whose six sides are moved by knobs or numbers.",
            "Section",
            lambda _: window.docks.turn_box(),
            ("Alt+X",),
            is_checked=lambda scene: scene.state.box is not None,
            starts_section=True,
        ),
    )
