"""The main window: the view in the middle, what is shown on the left, what it is on the right."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QSettings, Qt
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QLabel, QMainWindow, QVBoxLayout, QWidget

from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.qt import help_dialogs
from viewer.qt.build_status import BuildStatus
from viewer.qt.build_worker import BuildSource
from viewer.qt.building import Building
from viewer.qt.clipboard import copy
from viewer.qt.hint import Hint
from viewer.qt.icons import icon
from viewer.qt.left_dock import LeftDock
from viewer.qt.menus import fill_menu_bar, show_context_menu, tool_bar
from viewer.qt.message_bar import MessageBar
from viewer.qt.navigation import Navigation
from viewer.qt.picture_form import PictureForm
from viewer.qt.pictures import Pictures
from viewer.qt.right_dock import RightDock
from viewer.qt.route_finder import RouteFinder, Tracer
from viewer.qt.screenshot_dialog import ScreenshotDialog
from viewer.qt.spare_time import SpareTime
from viewer.qt.verbs import PASSING, Verbs
from viewer.qt.viewport import Viewport
from viewer.qt.window_actions import all_actions
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

LETTER_SCALE = 1.45
"""Pixels a point of the legend: readable from the last row."""

BRIEFLY_MS = 4000
HONESTY = "For teaching, not medical advice · what nobody has measured is marked illustrative"

_GEOMETRY, _LAYOUT = "window/geometry", "window/layout"


class Window(QMainWindow):
    """Retia's window.

    Parameters
    ----------
    scene
        What is shown; everything the user does here is a verb on it.
    source
        Where geometry comes from; called in a thread of its own.
    settings
        Where size and docks are remembered; without one they are not.
    tracer
        Finds the way between two veins, in a thread of its own; without one none can be traced.
    """

    def __init__(
        self,
        scene: Scene,
        source: BuildSource,
        settings: QSettings | None = None,
        tracer: Tracer | None = None,
    ) -> None:
        super().__init__()
        self.scene = scene
        self._settings = settings
        self.setWindowTitle("Retia")
        self.setWindowIcon(icon("retia"))
        self.messages, self.viewport = MessageBar(), Viewport()
        self.renderer = PyVistaRenderer(
            self.viewport, self.viewport.redraw, LETTER_SCALE * self.devicePixelRatioF()
        )
        self.sync = SceneSync(scene, self.renderer)
        self.navigation = Navigation(scene, self.viewport, self.renderer)
        self.status = BuildStatus()
        self.building = Building(scene, self.sync, source, self.status)
        self.pictures = Pictures(scene, self.viewport, self.building.meshes)
        self.spare_time = SpareTime(self.renderer, self)
        self.routes = None if tracer is None else RouteFinder(tracer, self)
        self.verbs = Verbs(scene, all_actions(self), self)
        self.left, self.right = LeftDock(scene, self), RightDock(scene, self)
        self._lay_out()
        self._connect()
        self._recall()
        self.viewport.setFocus()
        self.building.start()

    # -- what the window itself can do

    def open_screenshot(self) -> None:
        """Ask for size and form of a picture, and save or copy it."""
        form = PictureForm(self.viewport.device_size(), self.scene.state.overlays)
        fault = self.messages.tell_fault
        ScreenshotDialog(form, self.pictures.take, self._tell_briefly, fault, self).open()

    def copy_picture(self) -> None:
        """Copy what the view shows to the clipboard."""
        copy(self.pictures.take(self.pictures.of_view()))
        self._tell_briefly("The picture is in the clipboard.")

    def can_trace(self, scene: Scene) -> bool:
        """Whether two veins are chosen and ways can be looked for."""
        chosen = [scene.catalogue.structures[key].kind for key in scene.state.selection]
        return self.routes is not None and len(chosen) > 1 and chosen[0] == chosen[-1] == "vein"

    def trace_route(self) -> None:
        """Look for the way from the first to the last chosen vein and light it up."""
        if self.routes is not None and self.can_trace(self.scene):
            chosen = self.scene.state.selection
            self.routes.start(chosen[0], chosen[-1])
            self._tell_briefly("Looking for the way between the chosen veins …")

    def turn_panels(self) -> None:
        """Hide both docks, or bring them back."""
        is_shown = self.left.isVisible() or self.right.isVisible()
        for dock in (self.left, self.right):
            dock.setVisible(not is_shown)

    def turn_full_screen(self) -> None:
        """Fill the screen, or leave it again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def open_key_sheet(self) -> None:
        """Show mouse and keys at a glance."""
        help_dialogs.key_sheet(self.verbs.table(), self).open()

    def open_about(self) -> None:
        """Show version, purpose and licence."""
        help_dialogs.about(self).open()

    # -- inside

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.viewport, 1)
        self.setCentralWidget(middle)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.left)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.right)
        fill_menu_bar(self, self.verbs)
        tool_bar(self, self.verbs)
        bar = self.statusBar()
        assert bar is not None
        bar.addWidget(QLabel(HONESTY))
        bar.addPermanentWidget(self.status)
        self.hint = Hint(self.viewport)

    def _connect(self) -> None:
        self.scene.changed.connect(self._on_changed)
        self.viewport.resized.connect(self.sync.refit)
        self.navigation.menu_wanted.connect(self._on_menu_wanted)
        self.building.arrived.connect(self.spare_time.start)
        self.building.arrived.connect(self.hint.welcome)
        self.navigation.moved.connect(self.spare_time.start)
        self.navigation.began.connect(self.spare_time.stop)
        if self.routes is not None:
            self.routes.found.connect(self.scene.show_route)
            self.routes.failed.connect(lambda fault: self.messages.tell_fault("No route", fault))
        self.building.failed.connect(lambda fault: self.messages.tell_fault("Building failed", fault))

    def _on_changed(self, change: Change) -> None:
        self.left.on_changed(change)
        self.right.on_changed(change)
        self.building.on_changed(change)
        self.navigation.on_changed(change)
        self.hint.on_changed(change, self.scene)
        if not change.kinds <= PASSING:
            self._tell_briefly(change.verb)
        self.spare_time.start()

    def _on_menu_wanted(self, place: QPointF) -> None:
        show_context_menu(self, self.verbs, self.viewport.mapToGlobal(place.toPoint()))

    def _tell_briefly(self, sentence: str) -> None:
        bar = self.statusBar()
        assert bar is not None
        bar.showMessage(sentence, BRIEFLY_MS)

    def _recall(self) -> None:
        self.resize(1440, 900)
        self.resizeDocks([self.left, self.right], [350, 300], Qt.Orientation.Horizontal)
        if self._settings is not None:
            self.restoreGeometry(self._settings.value(_GEOMETRY, b""))
            self.restoreState(self._settings.value(_LAYOUT, b""))

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Give up what is being built, remember the layout and hand the view back to the graphics card."""
        if self._settings is not None:
            self._settings.setValue(_GEOMETRY, self.saveGeometry())
            self._settings.setValue(_LAYOUT, self.saveState())
        self.building.close()
        if self.routes is not None:
            self.routes.close()
        self.spare_time.stop()
        self.verbs.close()
        self.scene.changed.disconnect(self._on_changed)
        self.sync.close()
        self.viewport.close()
        super().closeEvent(event)
