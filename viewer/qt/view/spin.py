"""Turning the column slowly by itself, for the audience."""

from __future__ import annotations

import math
from time import perf_counter

from PyQt6.QtCore import QObject, QTimer

from viewer.model.scene import Scene
from viewer.qt.view.camera_moves import turned
from viewer.render.protocol import Quality, Renderer

TURN_S = 24.0
"""How long one whole turn takes."""
EVERY_MS = 40


class Spin(QObject):
    """Turns the view about the column's own axis until it is stopped; a whole spin is one undo step."""

    def __init__(self, scene: Scene, renderer: Renderer, parent: QObject) -> None:
        super().__init__(parent)
        self._scene, self._renderer = scene, renderer
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_time)
        self._turned_at = 0.0

    @property
    def is_on(self) -> bool:
        """Whether it turns."""
        return self._timer.isActive()

    def turn(self) -> None:
        """Start or stop."""
        if self.is_on:
            self.stop()
            return
        self._renderer.set_quality(Quality.MOVING)
        self._turned_at = perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Come to rest where the column stands; nothing happens when it rests."""
        if not self.is_on:
            return
        self._timer.stop()
        self._renderer.set_quality(Quality.REST)
        self._renderer.draw()
        self._scene.end_drag()

    def _on_time(self) -> None:
        # By the clock: on a slow machine there are fewer pictures, but the turn takes as long.
        now = perf_counter()
        angle, self._turned_at = 2.0 * math.pi * (now - self._turned_at) / TURN_S, now
        self._scene.set_viewpoint(turned(self._renderer.viewpoint(), angle, 0.0), is_drag=True, verb="Spin")
