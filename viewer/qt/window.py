"""The main window: the view in the middle, what is shown on the left, what it is on the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QPointF, QSettings, QSize, Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.viewpoint import Viewpoint
from viewer.qt.building.build_status import BuildStatus
from viewer.qt.building.building import Building
from viewer.qt.building.individuals import BuildSource
from viewer.qt.building.status_line import StatusLine
from viewer.qt.dialogs.questions import Questions
from viewer.qt.docks.docks import Docks
from viewer.qt.files.documents import Documents, dropped_file
from viewer.qt.files.exports import Exports
from viewer.qt.icons import icon
from viewer.qt.interface import Interface
from viewer.qt.pictures.pictures import Pictures
from viewer.qt.pictures.studio import Studio
from viewer.qt.tools.boxing import Boxing
from viewer.qt.tools.chalk import Chalk
from viewer.qt.tools.measuring import Measuring, PathTracer
from viewer.qt.tools.notes import Notes
from viewer.qt.tools.toolbox import Toolbox
from viewer.qt.veins.route_finder import Tracer
from viewer.qt.veins.vessel_reading import VesselReader, VesselReading
from viewer.qt.veins.ways import Ways
from viewer.qt.verbs.bar_room import BarRoom
from viewer.qt.verbs.chalk_actions import step_names
from viewer.qt.verbs.menus import fill_menu_bar, show_context_menu, size_tools, tool_bar
from viewer.qt.verbs.verbs import PASSING, Verbs
from viewer.qt.verbs.window_actions import LETTERED, all_actions
from viewer.qt.view.camera_settings import CameraSettings
from viewer.qt.view.glide import Glide
from viewer.qt.view.hint import Hint
from viewer.qt.view.navigation import Navigation
from viewer.qt.view.picture_status import PictureStatus
from viewer.qt.view.spare_time import SpareTime
from viewer.qt.view.spin import Spin
from viewer.qt.view.viewport import Viewport
from viewer.qt.widgets.focus_ring import FocusRing
from viewer.qt.widgets.message_bar import MessageBar
from viewer.qt.widgets.screen_room import open_as
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

LETTER_SCALE = 1.45
"""Pixels a point of the legend: readable from the last row."""

FIRST_SIZE = (1440, 900)

PAGING: Mapping[int, str] = {Qt.Key.Key_PageDown: "scenes.next", Qt.Key.Key_PageUp: "scenes.previous"}


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
    folder
        Where the scene is kept while one works, against crashes; without one it is not.
    tracer
        Finds the way between two veins, in a thread of its own; without one none can be traced.
    vessels
        Reads size and neighbours of the veins, in a thread of its own; without one they are not told.
    paths
        Measures lengths along veins, in a thread of its own; without one none are.
    """

    def __init__(
        self,
        scene: Scene,
        source: BuildSource,
        settings: QSettings | None = None,
        folder: Path | None = None,
        tracer: Tracer | None = None,
        vessels: VesselReader | None = None,
        paths: PathTracer | None = None,
    ) -> None:
        super().__init__()
        self.scene = scene
        self.interface = Interface(settings, self)
        self.setWindowIcon(icon("retia"))
        self.setAcceptDrops(True)
        self.messages, self.viewport = MessageBar(), Viewport()
        view, tell = self.viewport, self._tell_briefly
        self.documents = Documents(scene, self, self.messages, tell, settings, folder, view.with_shape)
        self.renderer = PyVistaRenderer(
            view, view.redraw, self._letters(), has_handle=True, resize=view.draw_share, is_patient=True
        )
        self.sync = SceneSync(scene, self.renderer)
        self.scene.darken(self.interface.is_dark)
        self._make_tools(settings, paths)
        self._make_works(source)
        self._make_verbs_and_docks(settings, tracer, vessels)
        self._lay_out()
        self._connect()
        self._recall()
        self.viewport.setFocus()
        self.building.start()
        QTimer.singleShot(0, self.documents.offer_recovery)

    # -- what the window itself can do

    def frame_selection(self) -> None:
        """Bring what is selected close, from where one looks."""
        close = self.sync.viewpoint_on(self.scene.state.selection)
        if close is None:
            self._tell_briefly("Select what is to be framed first.")
        else:
            self.scene.look_at(close)

    def turn_spin(self) -> None:
        """Start to turn the column slowly, or stop it."""
        self.glide.finish()
        self.spin.turn()

    def turn_full_screen(self) -> None:
        """Fill the screen, or leave it again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # -- what it is made of

    def _make_tools(self, settings: QSettings | None, paths: PathTracer | None) -> None:
        """What mouse and keys do in the view, and how the eye moves there."""
        scene = self.scene
        self.spin = Spin(scene, self.renderer, self)
        self.navigation = Navigation(scene, self.viewport, self.renderer)
        self.measuring = Measuring(scene, self.viewport, self.renderer, self.sync, self._prompt, paths)
        self.notes = Notes(scene, self.viewport, self.renderer, self.messages, self._prompt, self)
        self.navigation.tool = lambda place: self.measuring.click(place) or self.notes.click(place)
        self.navigation.second_tool = self.notes.double_click
        self.boxing = Boxing(scene, self.viewport, self.renderer, self.sync)
        self.navigation.grips += [self.boxing.grip, self.notes.grip]
        self.chalk = Chalk(self.viewport, self._prompt)
        self.toolbox = Toolbox(self.measuring, self.notes, self.chalk)
        self.glide = Glide(self.renderer, self)
        self.camera = CameraSettings(self.glide, self.navigation, settings)
        self.sync.carry = self._carry

    def _make_works(self, source: BuildSource) -> None:
        """What goes on behind the view: building, filming, exporting, and finishing its picture."""
        scene, view = self.scene, self.viewport
        self.status = BuildStatus()
        self.cut_status = PictureStatus("Closing cut faces …", "Leave the remaining cut faces as they are")
        self.ring_status = PictureStatus("Painting rings …", "Leave the remaining veins without rings")
        self.building = Building(scene, self.sync, source, self.status)
        tell, fault, meshes = self._tell_briefly, self.messages.tell_fault, self.building.meshes
        self.pictures = Pictures(scene, view, meshes)
        self.studio = Studio(
            scene, view, self.pictures, self.interface, self.messages, tell, self._is_built, self
        )
        self.exports = Exports(scene, meshes, tell, fault, self._is_built, self, view.with_shape)
        self.spare_time = SpareTime(self.renderer.finishing, self)
        self.renderer.finishing.wants_time = self.spare_time.start

    def _make_verbs_and_docks(
        self, settings: QSettings | None, tracer: Tracer | None, vessels: VesselReader | None
    ) -> None:
        """What stands in menus, bars and panels, which speak of all the rest."""
        scene, tell = self.scene, self._tell_briefly
        self.vessels = VesselReading(vessels, self)
        self.ways = Ways(scene, tracer, self.vessels, tell, self.messages.tell_fault, self)
        self.verbs = Verbs(scene, all_actions(self), self, partial(step_names, self.chalk, scene))
        self.questions = Questions(self, scene, self.verbs, self.viewport, self.messages, tell)
        self.docks = Docks(
            self, scene, self.verbs.by_id, self.vessels, self.notes.dock, self.boxing, self.messages, settings
        )
        self.panels, self.left, self.right = self.docks.panels, self.docks.left, self.docks.right
        self.parameters, self.scenes, self.box = self.docks.parameters, self.docks.scenes, self.docks.box

    # -- inside

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.viewport, 1)
        self.setCentralWidget(middle)
        self.notes.add_buttons(self.verbs.by_id)
        self.verbs.listen_in(self.viewport)
        fill_menu_bar(self, self.verbs, {"file.save": self.documents.menu})
        bar = tool_bar(self, self.verbs)
        self.bar_room = BarRoom(self, bar, [self.verbs.by_id[key] for key in LETTERED])
        self.foot = StatusLine(self, self.status, self.cut_status, self.ring_status, self.studio.copying)
        self.focus_ring = FocusRing(self)
        self.hint = Hint(self.viewport, self.scene, self._letters_in_view)

    def _connect(self) -> None:
        self.scene.changed.connect(self._on_changed)
        self.interface.changed.connect(self._on_interface_changed)
        self.viewport.resized.connect(self._on_view_resized)
        self.viewport.density_changed.connect(self._on_density_changed)
        self.navigation.menu_wanted.connect(self._on_menu_wanted)
        self.left.tree.menu_wanted.connect(partial(show_context_menu, self, self.verbs))
        self.building.arrived.connect(self.spare_time.start)
        self.spare_time.closing.connect(self.cut_status.advance)
        self.cut_status.cancel.clicked.connect(self.renderer.finishing.call_off_closing)
        self.spare_time.ringing.connect(self.ring_status.advance)
        self.ring_status.cancel.clicked.connect(self.renderer.finishing.call_off_ringing)
        self.building.arrived.connect(self._on_arrived)
        self.navigation.moved.connect(self.spare_time.start)
        self.navigation.setting_out.connect(self.glide.finish)
        self.navigation.began.connect(self.spin.stop)
        for step in ("edit.undo", "edit.redo"):
            # Going on, it would make a new step at once: nothing before it could be reached.
            self.verbs.by_id[step].triggered.connect(self.spin.stop)
        self.navigation.began.connect(self.spare_time.stop)
        self.notes.dock.chosen.connect(self.verbs.refresh)
        self.vessels.read.connect(self.verbs.refresh)
        self.vessels.failed.connect(lambda fault: self.messages.tell_fault("No vein graph", fault))
        self.building.failed.connect(lambda fault: self.messages.tell_fault("Building failed", fault))

    def _on_changed(self, change: Change) -> None:
        if Kind.INDIVIDUAL in change.kinds:
            self.vessels.forget()
            self.right.card.refresh()
        self.docks.on_changed(change)
        self.documents.on_changed(change)
        self.building.on_changed(change)
        self.navigation.on_changed(change)
        self.measuring.on_changed(change)
        self.notes.on_changed(change)
        self.hint.on_changed(change)
        self.studio.caption = change.caption or self.studio.caption
        self._clear_foot()
        if not (change.kinds <= PASSING and (Kind.HOVER in change.kinds or self._is_turning())):
            self._tell_briefly(change.verb)
        self.spare_time.start()

    def _is_turning(self) -> bool:
        """Whether the view is on the move, which nobody wants to read at every step."""
        return self.navigation.is_moving or self.spin.is_on

    def _on_view_resized(self) -> None:
        """Frame what is shown anew, and draw it with smooth edges once there is time."""
        self._clear_foot()
        self.sync.refit()
        self.spare_time.start()

    def _on_density_changed(self) -> None:
        """Write as large as before on a screen whose pixels are smaller or larger."""
        self.renderer.set_letters(self._letters())
        self._on_view_resized()

    def _on_arrived(self) -> None:
        self.hint.welcome()
        self._clear_foot()

    def _clear_foot(self) -> None:
        """Frame what is shown above the hint."""
        self.sync.clear_below(self.hint.taken_below)

    def _on_interface_changed(self) -> None:
        """Whatever was painted or written for another look is made anew."""
        self.renderer.set_letters(self._letters())
        self.scene.darken(self.interface.is_dark)
        self._clear_foot()
        self.sync.refit()
        self.verbs.dress()
        self._fit_panels()
        self.verbs.refresh()
        self.right.card.refresh()
        self.spare_time.start()

    def _fit_panels(self) -> None:
        # Laid out anew while it says something, it would write both sentences over each other.
        self.foot.clear()
        size_tools(self)
        self._fit_width()

    def _fit_width(self) -> None:
        self.panels.fit()
        self.bar_room.fit()

    def _is_built(self) -> bool:
        return self.building.is_up_to_date

    def _letters(self) -> float:
        """Pixels of the screen a point of what is written over the anatomy."""
        return self._letters_in_view() * self.viewport.devicePixelRatioF()

    def _letters_in_view(self) -> float:
        """The same in logical pixels."""
        return LETTER_SCALE * self.interface.scale

    def _on_menu_wanted(self, place: QPointF) -> None:
        show_context_menu(self, self.verbs, self.viewport.mapToGlobal(place.toPoint()))

    def _carry(self, viewpoint: Viewpoint) -> bool:
        """Take the eye to another view smoothly, unless the user or the spin moves it."""
        if not self.glide.is_on or self.navigation.is_moving or self.spin.is_on:
            return False
        self.glide.begin(viewpoint)
        return True

    def _prompt(self, sentence: str) -> None:
        """Say what to click next, at the foot of the view, until the next prompt."""
        self.hint.prompt(sentence)
        self.verbs.refresh()

    def _tell_briefly(self, sentence: str) -> None:
        self.foot.tell(sentence)

    def _recall(self) -> None:
        open_as(self, QSize(*FIRST_SIZE))
        self.panels.recall()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Have panels that float follow."""
        super().showEvent(event)
        QTimer.singleShot(0, self.panels.let_float)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Give the view most of the window, however wide it is."""
        super().resizeEvent(event)
        self._fit_width()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Show where Tab has led to."""
        return self.focus_ring.follow(lambda: super(Window, self).focusNextPrevChild(next))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """The keys of a presenter's remote, where nothing that has the focus pages with them."""
        verb = PAGING.get(event.key()) if event is not None else None
        if event is None or verb is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        self.verbs.by_id[verb].trigger()

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Take a session or a picture."""
        if event is not None and dropped_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open what was dropped."""
        path = dropped_file(event.mimeData()) if event is not None else None
        if event is not None and path is not None:
            event.acceptProposedAction()
            self.documents.open_file(path)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Give up what is being built, remember the layout and hand the view back to the graphics card."""
        if event is not None and not self.documents.may_leave():
            event.ignore()
            return
        self.panels.remember()
        self.studio.close()
        self.exports.close()
        self.documents.close()
        self.vessels.forget()
        self.toolbox.end()
        self.glide.finish()
        self.building.close()
        self.spin.stop()
        self.ways.close()
        self.spare_time.stop()
        self.verbs.close()
        self.interface.close()
        self.focus_ring.close_up()
        self.scene.changed.disconnect(self._on_changed)
        self.sync.close()
        self.viewport.close()
        super().closeEvent(event)
