"""All actions, in the order of the menus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from viewer.actions import (
    edits,
    figures,
    individuals,
    kept,
    kinds,
    layers,
    levels,
    palettes,
    sections,
    switches,
    views,
    visibility,
)
from viewer.actions.action import Action
from viewer.model.scene import Scene

MENUS = ("Edit", "View", "Structures", "Section", "Individual", "Scenes", "Figures")
"""Menus in the order of the menu bar."""


def _named(action: Action) -> Action:
    """An action whose step in the Edit menu is called as it says."""
    step = action.text if action.step is None else action.step

    def run(scene: Scene) -> None:
        with scene.called(step):
            action.run(scene)

    return replace(action, run=run, step=step)


_TABLE: tuple[Action, ...] = (
    *edits.ACTIONS,
    *views.ACTIONS,
    *edits.OVERLAY_ACTIONS,
    *palettes.ACTIONS,
    *switches.ACTIONS,
    *levels.ACTIONS,
    *visibility.ACTIONS,
    *layers.ACTIONS,
    *kinds.ACTIONS,
    *sections.ACTIONS,
    *individuals.ACTIONS,
    *kept.ACTIONS,
    *figures.ACTIONS,
)

ACTIONS = tuple(_named(action) for action in _TABLE)
"""Every action of the atlas that needs nothing but a scene."""


def _by_id(actions: tuple[Action, ...]) -> Mapping[str, Action]:
    table = {action.id: action for action in actions}
    keys = [key for action in actions for key in action.keys]
    if len(table) != len(actions) or len(set(keys)) != len(keys):
        raise ValueError("two actions share an id or a key")
    return MappingProxyType(table)


BY_ID: Mapping[str, Action] = _by_id(ACTIONS)
"""The same by id."""
