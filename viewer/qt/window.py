"""The main window: the view in the middle, what is shown on the left, what it is on the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QPointF, QSettings, Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PyQt6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.vessel import next_along
from viewer.model.viewpoint import Viewpoint
from viewer.qt import help_dialogs
from viewer.qt.box_dock import BoxDock
from viewer.qt.boxing import Boxing
from viewer.qt.build_status import BuildStatus
from viewer.qt.building import Building
from viewer.qt.camera_settings import CameraSettings
from viewer.qt.chalk import Chalk, Tool
from viewer.qt.clipboard import copy
from viewer.qt.colour_dialog import ask_colour
from viewer.qt.command_palette import CommandPalette
from viewer.qt.documents import Documents, dropped_file
from viewer.qt.elided import Elided
from viewer.qt.exports import Exports
from viewer.qt.glide import Glide
from viewer.qt.hint import Hint
from viewer.qt.icons import icon
from viewer.qt.individuals import BuildSource
from viewer.qt.interface import Interface
from viewer.qt.left_dock import LeftDock
from viewer.qt.measuring import Measuring, PathTracer
from viewer.qt.menus import fill_menu_bar, fit_tools, show_context_menu, size_tools, tool_bar
from viewer.qt.message_bar import MessageBar
from viewer.qt.movie_dialog import MovieDialog
from viewer.qt.movie_form import MovieForm
from viewer.qt.navigation import Navigation
from viewer.qt.notes import Notes
from viewer.qt.panels import Panels
from viewer.qt.parameter_dock import ParameterDock
from viewer.qt.picture_form import PictureForm
from viewer.qt.pictures import Pictures
from viewer.qt.right_dock import RightDock
from viewer.qt.route_finder import RouteFinder, Tracer
from viewer.qt.scene_dock import SceneDock
from viewer.qt.scene_name import ask_name
from viewer.qt.screenshot_dialog import ScreenshotDialog
from viewer.qt.spare_time import SpareTime
from viewer.qt.spin import Spin
from viewer.qt.thumbnail import thumbnail
from viewer.qt.verbs import PASSING, Verbs
from viewer.qt.vessel_reading import VesselReader, VesselReading
from viewer.qt.viewport import Viewport
from viewer.qt.window_actions import all_actions
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync

LETTER_SCALE = 1.45
"""Pixels a point of the legend: readable from the last row."""

BRIEFLY_MS = 4000
HONESTY = "For teaching, not medical advice · what nobody has measured is marked illustrative"

PAGING: Mapping[int, str] = {Qt.Key.Key_PageDown: "scenes.next", Qt.Key.Key_PageUp: "scenes.previous"}

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
        self._settings = settings
        self.interface = Interface(settings, self)
        self.setWindowIcon(icon("retia"))
        self.setAcceptDrops(True)
        self.messages, self.viewport = MessageBar(), Viewport()
        self.documents = Documents(scene, self, self.messages, self._tell_briefly, settings, folder)
        view = self.viewport
        self.renderer = PyVistaRenderer(
            view, view.redraw, self._letters(), has_handle=True, resize=view.draw_share, is_patient=True
        )
        self.sync = SceneSync(scene, self.renderer)
        self.sync.darken(self.interface.is_dark)
        self.spin = Spin(scene, self.renderer, self)
        self.navigation = Navigation(scene, self.viewport, self.renderer)
        self.measuring = Measuring(scene, self.viewport, self.renderer, self.sync, self._prompt, paths)
        self.notes = Notes(scene, self.viewport, self.renderer, self.messages, self._prompt, self)
        self.navigation.tool = lambda place: self.measuring.click(place) or self.notes.click(place)
        self.navigation.second_tool = self.notes.double_click
        self.boxing = Boxing(scene, self.viewport, self.renderer, self.sync)
        self.navigation.grips += [self.boxing.grip, self.notes.grip]
        self.chalk = Chalk(self.viewport, self._prompt)
        self.glide = Glide(self.renderer, self)
        self.camera = CameraSettings(self.glide, self.navigation, settings)
        self.sync.carry = self._carry
        self.status = BuildStatus()
        self.building = Building(scene, self.sync, source, self.status)
        self.pictures = Pictures(scene, self.viewport, self.building.meshes)
        tell, fault = self._tell_briefly, self.messages.tell_fault
        self.exports = Exports(scene, self.building.meshes, tell, fault, self)
        self.spare_time = SpareTime(self.renderer, self)
        self.routes = None if tracer is None else RouteFinder(tracer, self)
        self.vessels = VesselReading(vessels, self)
        self.verbs = Verbs(scene, all_actions(self), self)
        self.left, self.right = LeftDock(scene, settings, self), RightDock(scene, self.vessels, self)
        self.parameters = ParameterDock(scene, self)
        self.scenes = SceneDock(scene, self.verbs.by_id, self.messages, self)
        self.box = BoxDock(scene, self.verbs.by_id["section.veins"], self)
        others = (self.parameters, self.scenes, self.notes.dock, self.box)
        self.panels = Panels(self, self.left, self.right, others, settings)
        self._lay_out()
        self._connect()
        self._recall()
        self.viewport.setFocus()
        self.building.start()
        QTimer.singleShot(0, self.documents.offer_recovery)

    # -- what the window itself can do

    def open_screenshot(self) -> None:
        """Ask for size and form of a picture, and save or copy it."""
        state, composing = self.scene.state, self.pictures.composing
        form = PictureForm(self.viewport.device_size(), state.overlays, state.viewpoint.is_parallel)
        fault = self.messages.tell_fault
        compose, memory = self.pictures.compose, self.pictures.session
        ScreenshotDialog(
            form, compose, self._tell_briefly, fault, self, memory, composing, warn=self.messages.tell
        ).open()

    def open_movie(self) -> None:
        """Ask for motion, length and size of a movie, and film it."""
        if not self.building.is_up_to_date:
            self._tell_briefly("A movie is made once everything shown is built.")
            return
        state, fault = self.scene.state, self.messages.tell_fault
        form = MovieForm(state.overlays, state.section)
        MovieDialog(form, self.pictures.film, self._tell_briefly, fault, self).show()

    def open_export(self) -> None:
        """Ask for a file, and write what is shown as meshes or as a page for browsers."""
        if not self.building.is_up_to_date:
            self._tell_briefly("An export is made once everything shown is built.")
            return
        self.exports.ask()

    def new_session(self) -> None:
        """Begin anew."""
        self.documents.new()

    def open_session(self) -> None:
        """Ask for a session or a picture, and show it."""
        self.documents.open()

    def save_session(self) -> None:
        """Save the session to its file."""
        self.documents.save()

    def save_session_as(self) -> None:
        """Save the session to a file one is asked for."""
        self.documents.save_as()

    def save_figure(self) -> None:
        """Save the scene as a figure file."""
        self.documents.save_figure()

    def copy_picture(self) -> None:
        """Copy what the view shows to the clipboard."""
        made = self.pictures.compose(self.pictures.of_view(self.interface.is_dark))
        copy(made.painted())
        self._tell_briefly("The picture is in the clipboard.")
        if made.apology:
            self.messages.tell(made.apology)

    def open_search(self) -> None:
        """Go to the search field, wherever one is."""
        self.panels.bring(self.left)
        self.left.search()

    def frame_selection(self) -> None:
        """Bring what is selected close, from where one looks."""
        close = self.sync.viewpoint_on(self.scene.state.selection)
        if close is None:
            self._tell_briefly("Select what is to be framed first.")
        else:
            self.scene.look_at(close)

    def measure(self, points: int) -> None:
        """Measure distances, angles or ways by clicks, or stop it."""
        self.chalk.end()
        self.notes.end()
        self.measuring.turn(points)

    def take(self, tool: Tool) -> None:
        """Take pencil or pointer, or put it away."""
        self.measuring.end()
        self.notes.end()
        self.chalk.turn(tool)

    def place_note(self, number: int) -> None:
        """Have the next click set a note, or stop it."""
        self.measuring.end()
        self.chalk.end()
        self.notes.place(number)

    def turn_box(self) -> None:
        """Show only what lies in a box, and its numbers, or all again."""
        self.boxing.turn()
        if self.scene.state.box is None:
            self.box.hide()
        else:
            self.panels.bring(self.box)

    def turn_notes(self) -> None:
        """Show the list of notes, or put it away."""
        self.panels.toggle(self.notes.dock)

    def turn_spin(self) -> None:
        """Start to turn the column slowly, or stop it."""
        self.glide.finish()
        self.spin.turn()

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

    def next_vein(self, is_downstream: bool) -> str | None:
        """The vein one comes to from the one chosen last; ``None`` as long as none is known."""
        chosen = self.scene.state.selection
        return next_along(self.vessels.facts, chosen[-1] if chosen else None, is_downstream)

    def follow_vein(self, is_downstream: bool) -> None:
        """Choose the next vein towards the venae cavae, or away from them."""
        found = self.next_vein(is_downstream)
        if found is not None:
            self.scene.reveal([found], "Follow the vein")

    def turn_panels(self) -> None:
        """Hide the docks, or bring them back."""
        self.panels.turn()

    def turn_parameters(self) -> None:
        """Show the dock of the individual, or put it away."""
        self.panels.toggle(self.parameters)

    def turn_full_screen(self) -> None:
        """Fill the screen, or leave it again."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def open_key_sheet(self) -> None:
        """Show mouse and keys at a glance."""
        help_dialogs.KeySheet(self.verbs.table(), self).open()

    def open_commands(self) -> None:
        """Ask what to do by a few letters."""
        palette = CommandPalette(self.verbs, self)
        palette.place_over(self.viewport)
        palette.open()
        palette.field.setFocus()

    def open_colour(self) -> None:
        """Ask for a colour for what is selected."""
        if ask_colour(self.scene, self.scene.state.selection, self) is None:
            self._tell_briefly("Select what is to be painted first.")

    def keep_scene(self) -> None:
        """Ask for a name and keep what is shown under it."""
        ask_name(self.scene, thumbnail(self.viewport.grabFramebuffer()), self.messages, self)

    def rename_scene(self) -> None:
        """Have the name of the current kept scene typed over."""
        self.panels.bring(self.scenes)
        self.scenes.edit_name()

    def turn_scenes(self) -> None:
        """Show the list of kept scenes, or put it away."""
        self.panels.toggle(self.scenes)

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
        self.notes.add_buttons(self.verbs.by_id)
        fill_menu_bar(self, self.verbs, {"file.save": self.documents.menu})
        tool_bar(self, self.verbs)
        bar = self.statusBar()
        assert bar is not None
        honesty = Elided()
        honesty.setText(HONESTY)
        bar.addWidget(honesty, 1)
        bar.addPermanentWidget(self.status)
        self.hint = Hint(self.viewport)

    def _connect(self) -> None:
        self.scene.changed.connect(self._on_changed)
        self.interface.changed.connect(self._on_interface_changed)
        self.viewport.resized.connect(self._on_view_resized)
        self.navigation.menu_wanted.connect(self._on_menu_wanted)
        self.left.tree.menu_wanted.connect(partial(show_context_menu, self, self.verbs))
        self.building.arrived.connect(self.spare_time.start)
        self.building.arrived.connect(self.hint.welcome)
        self.navigation.moved.connect(self.spare_time.start)
        self.navigation.setting_out.connect(self.glide.finish)
        self.navigation.began.connect(self.spin.stop)
        self.navigation.began.connect(self.spare_time.stop)
        if self.routes is not None:
            self.routes.found.connect(self.scene.show_route)
            self.routes.failed.connect(lambda fault: self.messages.tell_fault("No route", fault))
        self.notes.dock.chosen.connect(self.verbs.refresh)
        self.vessels.read.connect(self.verbs.refresh)
        self.vessels.failed.connect(lambda fault: self.messages.tell_fault("No vein graph", fault))
        self.building.failed.connect(lambda fault: self.messages.tell_fault("Building failed", fault))

    def _on_changed(self, change: Change) -> None:
        if Kind.INDIVIDUAL in change.kinds:
            self.vessels.forget()
            self.right.card.refresh()
        self.left.on_changed(change)
        self.right.on_changed(change)
        self.parameters.on_changed(change)
        self.scenes.on_changed(change)
        self.documents.on_changed(change)
        self.building.on_changed(change)
        self.navigation.on_changed(change)
        self.measuring.on_changed(change)
        self.notes.on_changed(change)
        self.box.on_changed(change)
        self.panels.on_changed(change, self.scene)
        self.hint.on_changed(change, self.scene)
        self.sync.clear_below(self.hint.taken_below)
        if not change.kinds <= PASSING:
            self._tell_briefly(change.verb)
        self.spare_time.start()

    def _on_view_resized(self) -> None:
        """Frame what is shown anew, and draw it with smooth edges once there is time."""
        self.sync.clear_below(self.hint.taken_below)
        self.sync.refit()
        self.spare_time.start()

    def _on_interface_changed(self) -> None:
        """Whatever was painted or written for another look is made anew."""
        self.renderer.set_letters(self._letters())
        self.sync.darken(self.interface.is_dark)
        self.sync.refit()
        self.verbs.dress()
        self._fit_panels()
        self.verbs.refresh()
        self.right.card.refresh()
        self.spare_time.start()

    def _fit_panels(self) -> None:
        bar = self.statusBar()
        assert bar is not None
        # Laid out anew while it says something, it would write both sentences over each other.
        bar.clearMessage()
        size_tools(self)
        self._fit_width()

    def _fit_width(self) -> None:
        self.panels.fit()
        fit_tools(self, self.verbs)

    def _letters(self) -> float:
        """Pixels a point of what is written over the anatomy."""
        return LETTER_SCALE * self.interface.scale * self.devicePixelRatioF()

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
        bar = self.statusBar()
        assert bar is not None
        bar.showMessage(sentence, BRIEFLY_MS)

    def _recall(self) -> None:
        self.resize(1440, 900)
        if self._settings is not None:
            self.restoreGeometry(self._settings.value(_GEOMETRY, b""))
            self.restoreState(self._settings.value(_LAYOUT, b""))
        self.panels.recall()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Give the view most of the window, however wide it is."""
        super().resizeEvent(event)
        self._fit_width()

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
        if self._settings is not None:
            self._settings.setValue(_GEOMETRY, self.saveGeometry())
            self._settings.setValue(_LAYOUT, self.saveState())
            self.panels.remember()
        for movie in self.findChildren(MovieDialog):
            movie.close()
        self.exports.close()
        self.documents.close()
        self.vessels.forget()
        self.measuring.end()
        self.notes.end()
        self.chalk.end()
        self.glide.finish()
        self.building.close()
        self.spin.stop()
        if self.routes is not None:
            self.routes.close()
        self.spare_time.stop()
        self.verbs.close()
        self.interface.close()
        self.scene.changed.disconnect(self._on_changed)
        self.sync.close()
        self.viewport.close()
        super().closeEvent(event)
