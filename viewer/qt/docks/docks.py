"""All docks of a window: made, told of changes, brought to the front and put away."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QSettings
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMainWindow

from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.qt.docks.left_dock import LeftDock
from viewer.qt.docks.panels import Panels
from viewer.qt.docks.parameter_dock import ParameterDock
from viewer.qt.docks.right_dock import RightDock
from viewer.qt.docks.scene_dock import SceneDock
from viewer.qt.tools.box_dock import BoxDock
from viewer.qt.tools.boxing import Boxing
from viewer.qt.tools.note_dock import NoteDock
from viewer.qt.veins.vessel_reading import VesselReading
from viewer.qt.widgets.message_bar import MessageBar


class Docks:
    """The docks beside the view.

    Parameters
    ----------
    window
        Whose docks they are.
    scene
        What they show and change.
    verbs
        The window's actions by id, for the buttons.
    vessels
        What is known of the veins, for the card.
    notes
        The dock of notes, which its tool has made.
    boxing
        The section box that the numbers belong to.
    messages
        Where faults go.
    settings
        Where it is remembered how they stand; without, it is not.
    """

    def __init__(
        self,
        window: QMainWindow,
        scene: Scene,
        verbs: Mapping[str, QAction],
        vessels: VesselReading,
        notes: NoteDock,
        boxing: Boxing,
        messages: MessageBar,
        settings: QSettings | None = None,
    ) -> None:
        self._scene, self._boxing = scene, boxing
        self.left, self.right = LeftDock(scene, settings, window), RightDock(scene, vessels, window)
        self.parameters = ParameterDock(scene, window)
        self.scenes = SceneDock(scene, verbs, messages, window)
        self.notes = notes
        self.box = BoxDock(scene, verbs["section.veins"], window)
        others = (self.parameters, self.scenes, self.notes, self.box)
        self.panels = Panels(window, self.left, self.right, others, settings)

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        for dock in (self.left, self.right, self.parameters, self.scenes, self.box):
            dock.on_changed(change)
        self.panels.on_changed(change, self._scene)

    def turn_all(self) -> None:
        """Hide the docks, or bring them back."""
        self.panels.turn()

    def search(self) -> None:
        """Go to the search field, wherever one is."""
        self.panels.bring(self.left)
        self.left.search()

    def turn_box(self) -> None:
        """Show only what lies in a box, and its numbers, or all again."""
        self._boxing.turn()
        if self._scene.state.box is None:
            self.box.hide()
        else:
            self.panels.bring(self.box)

    def turn_notes(self) -> None:
        """Show the list of notes, or put it away."""
        self.panels.toggle(self.notes)

    def turn_parameters(self) -> None:
        """Show the dock of the individual, or put it away."""
        self.panels.toggle(self.parameters)

    def turn_scenes(self) -> None:
        """Show the list of kept scenes, or put it away."""
        self.panels.toggle(self.scenes)

    def rename_scene(self) -> None:
        """Have the name of the current kept scene typed over."""
        self.panels.bring(self.scenes)
        self.scenes.edit_name()
