"""Measuring by clicks: two points for a distance, three for an angle, until Esc."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QPointF, Qt

from viewer.model.change import Change, Kind
from viewer.model.measure import Measurement
from viewer.model.scene import Scene
from viewer.model.viewpoint import Triple
from viewer.qt.escape import EscapeKey
from viewer.qt.viewport import Viewport
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

DISTANCE, ANGLE = 2, 3
"""Kinds of measurement by how many points they take."""

_PROMPTS = {
    DISTANCE: ("Click where the distance begins; Esc ends.", "Click where it ends."),
    ANGLE: (
        "Click a point on the first side of the angle; Esc ends.",
        "Click the corner of the angle.",
        "Click a point on the other side.",
    ),
}
TOGETHER = "Put the column together to measure."
NOTHING_THERE = "There is no surface here: click on something that is drawn."


class Measuring(QObject):
    """Takes the clicks in the view while something is measured.

    Parameters
    ----------
    tell
        Says what to click next.
    """

    def __init__(
        self,
        scene: Scene,
        viewport: Viewport,
        renderer: PyVistaRenderer,
        sync: SceneSync,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(viewport)
        self._scene, self._viewport, self._renderer = scene, viewport, renderer
        self._sync, self._tell = sync, tell
        self._escape = EscapeKey(self.end, self)
        self._wanted = 0
        self._points: tuple[Triple, ...] = ()

    @property
    def wanted(self) -> int:
        """How many points the measurement being taken has; 0 while nothing is measured."""
        return self._wanted

    def turn(self, wanted: int) -> None:
        """Begin to measure distances or angles; the same again ends it."""
        if self._wanted == wanted:
            self.end()
            return
        if self._scene.state.explosion:
            self._tell(TOGETHER)
            return
        self.end()
        self._wanted = wanted
        self._viewport.setCursor(Qt.CursorShape.CrossCursor)
        self._escape.watch(True)
        self._tell(_PROMPTS[wanted][0])

    def end(self) -> None:
        """Leave the mouse to turning and choosing again; points not yet made a measurement are dropped."""
        if not self._wanted:
            return
        self._wanted = 0
        self._take(())
        self._viewport.unsetCursor()
        self._escape.watch(False)
        self._tell("")

    def click(self, place: QPointF) -> bool:
        """Take a click; whether it was one for measuring."""
        if not self._wanted:
            return False
        found = self._renderer.pick_point(*self._viewport.in_device_pixels(place))
        if found is None or found in self._points:
            self._tell(NOTHING_THERE)
            return True
        points = (*self._points, found)
        if len(points) == self._wanted:
            self._take(())
            measured = Measurement(points)
            self._scene.add_measurement(measured)
            self._tell(f"{measured.text}. {_PROMPTS[self._wanted][0]}")
        else:
            self._take(points)
            self._tell(_PROMPTS[self._wanted][len(points)])
        return True

    def on_changed(self, change: Change) -> None:
        """A column that is taken apart has no true distances."""
        if Kind.EXPLOSION in change.kinds and self._scene.state.explosion:
            self.end()

    def _take(self, points: tuple[Triple, ...]) -> None:
        self._points = points
        self._sync.sketch(points)
