"""Measuring by clicks: two points for a distance or a way along veins, three for an angle, until Esc."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QPointF, Qt

from viewer.model.change import Change, Kind
from viewer.model.measure import Measurement
from viewer.model.scene import Scene
from viewer.model.viewpoint import Triple
from viewer.qt.veins.route_finder import RouteFinder
from viewer.qt.view.viewport import Viewport
from viewer.qt.widgets.escape import EscapeKey
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

PATH, DISTANCE, ANGLE = 1, 2, 3
"""Kinds of measurement; distances and angles by how many points they take."""

PathEnd = tuple[str, Triple]
"""A vein and a point of its wall."""
PathTracer = Callable[[PathEnd, PathEnd], Measurement]
"""From two veins to the way between them; may take long and runs in a thread of its own."""

_CLICKS = {PATH: 2, DISTANCE: 2, ANGLE: 3}

_PROMPTS = {
    PATH: ("Click the vein where the way begins; Esc ends.", "Click the vein where it ends."),
    DISTANCE: ("Click where the distance begins; Esc ends.", "Click where it ends."),
    ANGLE: (
        "Click a point on the first side of the angle; Esc ends.",
        "Click the corner of the angle.",
        "Click a point on the other side.",
    ),
}
TOGETHER = "Put the column together to measure."
LOOKING = "Looking for the way between the two veins …"
NO_VEIN = "There is no vein here: click on a vein that is drawn."
NOTHING_THERE = "There is no surface here: click on something that is drawn."


class Measuring(QObject):
    """Takes the clicks in the view while something is measured.

    Parameters
    ----------
    tell
        Says what to click next.
    paths
        Finds ways along veins; without it none are measured.
    """

    def __init__(
        self,
        scene: Scene,
        viewport: Viewport,
        renderer: PyVistaRenderer,
        sync: SceneSync,
        tell: Callable[[str], None],
        paths: PathTracer | None = None,
    ) -> None:
        super().__init__(viewport)
        self._scene, self._viewport, self._renderer = scene, viewport, renderer
        self._sync, self._tell = sync, tell
        self._escape = EscapeKey(self.end, self)
        self._wanted = 0
        self._points: tuple[Triple, ...] = ()
        self._ends: tuple[PathEnd, ...] = ()
        self._paths = None if paths is None else RouteFinder(paths, self)
        if self._paths is not None:
            self._paths.found.connect(self._keep)
            self._paths.failed.connect(self._on_no_path)

    @property
    def has_paths(self) -> bool:
        """Whether lengths along veins can be measured."""
        return self._paths is not None

    @property
    def wanted(self) -> int:
        """Which kind of measurement is being taken; 0 while nothing is measured."""
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
        if self._paths is not None:
            self._paths.close()
        self._viewport.unsetCursor()
        self._escape.watch(False)
        self._tell("")

    def click(self, place: QPointF) -> bool:
        """Take a click; whether it was one for measuring."""
        if not self._wanted:
            return False
        found = self._renderer.pick_surface(*self._viewport.in_device_pixels(place))
        if found is None or found[0] in self._points:
            self._tell(NOTHING_THERE)
        elif self._wanted == PATH and self._scene.catalogue.structures[found[1]].kind != "vein":
            self._tell(NO_VEIN)
        else:
            self._add(*found)
        return True

    def _add(self, found: Triple, structure: str) -> None:
        points, ends = (*self._points, found), (*self._ends, (structure, found))
        if len(points) < _CLICKS[self._wanted]:
            self._take(points, ends)
            self._tell(_PROMPTS[self._wanted][len(points)])
            return
        self._take(())
        if self._wanted != PATH:
            self._keep(Measurement(points))
        elif self._paths is not None:
            self._tell(LOOKING)
            self._paths.start(*ends)

    def _keep(self, measured: Measurement) -> None:
        try:
            self._scene.add_measurement(measured)
        except ValueError as fault:
            self._tell(f"Nothing measured: {fault} are too many; clear them first.")
            return
        self._tell(f"{measured.text}. {_PROMPTS[self._wanted][0]}")

    def _on_no_path(self, fault: Exception) -> None:
        self._tell(f"Nothing measured: {fault}.")

    def on_changed(self, change: Change) -> None:
        """A column that is taken apart has no true distances."""
        if Kind.EXPLOSION in change.kinds and self._scene.state.explosion:
            self.end()

    def _take(self, points: tuple[Triple, ...], ends: tuple[PathEnd, ...] = ()) -> None:
        self._points, self._ends = points, ends
        self._sync.sketch(points)
