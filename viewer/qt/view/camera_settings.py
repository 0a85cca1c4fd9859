"""How the camera moves on this machine: smoothly or at once, upright or freely. No part of a scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PyQt6.QtCore import QSettings

from viewer.actions.action import Action
from viewer.model.scene import Scene
from viewer.qt.view.glide import Glide
from viewer.qt.view.navigation import Navigation

_SMOOTH, _UPRIGHT = "camera/smooth", "camera/upright"


class CameraSettings:
    """Two switches; without settings views change at once, and nothing is remembered."""

    def __init__(self, glide: Glide, navigation: Navigation, settings: QSettings | None) -> None:
        self._glide, self._navigation, self._settings = glide, navigation, settings
        if settings is not None:
            glide.is_on = settings.value(_SMOOTH, True, bool)
            navigation.is_upright = settings.value(_UPRIGHT, True, bool)

    @property
    def is_smooth(self) -> bool:
        """Whether views change smoothly."""
        return self._glide.is_on

    @property
    def is_upright(self) -> bool:
        """Whether the column stays upright while it is turned."""
        return self._navigation.is_upright

    def turn_smooth(self) -> None:
        """Change views smoothly, or at once."""
        self._glide.finish()
        self._glide.is_on = not self._glide.is_on
        self._remember(_SMOOTH, self._glide.is_on)

    def turn_upright(self) -> None:
        """Keep the column upright, or let it tilt to any side."""
        self._navigation.is_upright = not self._navigation.is_upright
        self._remember(_UPRIGHT, self._navigation.is_upright)

    def _remember(self, key: str, is_on: bool) -> None:
        if self._settings is not None:
            self._settings.setValue(key, is_on)


class HasCamera(Protocol):
    """A window with a camera."""

    @property
    def camera(self) -> CameraSettings: ...


def camera_actions(window: HasCamera) -> tuple[Action, ...]:
    """Smooth transitions and the tilt lock."""
    return (
        _switch(
            "view.smooth",
            "Smooth transitions",
            "Carries the eye from view to view, or jumps.",
            lambda _: window.camera.turn_smooth(),
            lambda _: window.camera.is_smooth,
        ),
        _switch(
            "view.upright",
            "Keep the column upright",
            "Up stays up while one drags; without it the column tilts to any side.",
            lambda _: window.camera.turn_upright(),
            lambda _: window.camera.is_upright,
        ),
    )


def _switch(
    name: str, text: str, status: str, run: Callable[[Scene], None], is_on: Callable[[Scene], bool]
) -> Action:
    return Action(name, text, status, "View", run, is_checked=is_on, starts_section=name == "view.smooth")
