"""Verbs of measuring."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.qt.tools.measuring import ANGLE, DISTANCE, PATH, Measuring
from viewer.qt.tools.toolbox import Toolbox

SUBMENU = "Measure"


class HasMeasuring(Protocol):
    """A window in which one measures."""

    @property
    def measuring(self) -> Measuring: ...
    @property
    def toolbox(self) -> Toolbox: ...


def measure_actions(window: HasMeasuring) -> tuple[Action, ...]:
    """Distance, angle, length along veins, and taking them away."""
    return (
        _measure(
            window, "distance", "Distance", "Two clicks give a length in millimetres.", DISTANCE, "Shift+M"
        ),
        _measure(
            window, "angle", "Angle", "Three clicks, the corner second, give an angle.", ANGLE, "Shift+A"
        ),
        replace(
            _measure(
                window,
                "path",
                "Length along veins",
                "Two clicks on veins give the length of the way between them and its mean calibre.",
                PATH,
                "Shift+V",
            ),
            is_enabled=lambda _: window.measuring.has_paths,
        ),
        Action(
            "view.clear-measurements",
            "Clear measurements",
            "Takes all measurements away.",
            "View",
            Scene.clear_measurements,
            is_enabled=lambda scene: bool(scene.state.measurements),
            submenu=SUBMENU,
        ),
    )


def _measure(window: HasMeasuring, name: str, text: str, status: str, points: int, key: str) -> Action:
    def turn(_scene: Scene) -> None:
        window.toolbox.measure(points)

    return Action(
        f"view.measure-{name}",
        text,
        status,
        "View",
        turn,
        (key,),
        is_checked=lambda _: window.measuring.wanted == points,
        submenu=SUBMENU,
    )
