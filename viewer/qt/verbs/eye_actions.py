"""Verbs that move the eye by steps: what dragging and the wheel do, by keys."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

from viewer.actions.action import Action
from viewer.qt.view.navigation import Navigation

SUBMENU = "Move the view"

TURN_STEP = math.radians(10.0)
"""How far one key press turns the column."""
MOVE_STEP = 0.08
"""How far one shifts the picture, in parts of its height."""
ZOOM_STEP = 1.12
"""How much closer one comes."""

_WAYS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, 1.0), "down": (0.0, -1.0)}


class HasNavigation(Protocol):
    """A window whose view can be moved."""

    @property
    def navigation(self) -> Navigation: ...


def eye_actions(window: HasNavigation) -> tuple[Action, ...]:
    """Turn, move and come closer, in steps; arrows belong to the view while it has the focus."""
    return (
        *(_turn(window, way) for way in _WAYS),
        *(_move(window, way) for way in _WAYS),
        _step(
            "closer",
            "Zoom in",
            "Enlarges what is in the middle.",
            lambda: window.navigation.zoom_by(ZOOM_STEP),
            "+",
            "=",
        ),
        _step(
            "farther",
            "Zoom out",
            "Makes what is in the middle smaller.",
            lambda: window.navigation.zoom_by(1.0 / ZOOM_STEP),
            "-",
        ),
    )


def _turn(window: HasNavigation, way: str) -> Action:
    right, up = _WAYS[way]
    return _step(
        f"turn-{way}",
        f"Turn {way}",
        f"Turns the near side of the column {way} a little.",
        lambda: window.navigation.turn_by(right * TURN_STEP, up * TURN_STEP),
        way.capitalize(),
    )


def _move(window: HasNavigation, way: str) -> Action:
    right, up = _WAYS[way]
    return _step(
        f"move-{way}",
        f"Move {way}",
        f"Shifts the picture {way} a little.",
        lambda: window.navigation.move_by(right * MOVE_STEP, up * MOVE_STEP),
        f"Shift+{way.capitalize()}",
    )


def _step(name: str, text: str, status: str, run: Callable[[], None], *keys: str) -> Action:
    return Action(
        f"view.{name}",
        text,
        status,
        "View",
        lambda _: run(),
        keys,
        submenu=SUBMENU,
        is_in_view=True,
        starts_section=name == "turn-left",
    )
