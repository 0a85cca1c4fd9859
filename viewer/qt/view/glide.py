"""The picture carried smoothly to where the scene looks from now."""

from __future__ import annotations

from time import perf_counter

from PyQt6.QtCore import QObject, QTimer

from viewer.model.transition import between, eased
from viewer.model.viewpoint import Viewpoint
from viewer.render.protocol import Quality, Renderer

GLIDE_S = 0.4
EVERY_MS = 25


class Glide(QObject):
    """Moves the eye of a renderer to a viewpoint in a moment instead of at once.

    The scene has the new viewpoint from the beginning: only the picture lags, and undo knows one step.
    """

    def __init__(self, renderer: Renderer, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self.is_on = False
        """Whether the user wants it."""
        self._start: Viewpoint | None = None
        self._end: Viewpoint | None = None
        self._began_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_running(self) -> bool:
        """Whether the picture is on its way."""
        return self._timer.isActive()

    def begin(self, end: Viewpoint) -> None:
        """Set out from where the picture is."""
        self._start, self._end = self._renderer.viewpoint(), end
        self._began_at = perf_counter()
        self._renderer.set_quality(Quality.MOVING)
        self._timer.start()

    def finish(self) -> None:
        """Be there at once; nothing happens where nothing is on its way."""
        if self._end is None:
            return
        self._timer.stop()
        end, self._start, self._end = self._end, None, None
        self._renderer.set_viewpoint(end)
        self._renderer.set_quality(Quality.REST)
        self._renderer.draw()

    def _on_time(self) -> None:
        share = (perf_counter() - self._began_at) / GLIDE_S
        if share >= 1.0 or self._start is None or self._end is None:
            self.finish()
            return
        self._renderer.set_viewpoint(between(self._start, self._end, eased(share)))
        self._renderer.draw()
