"""The right dock: what the chosen structure is."""

from __future__ import annotations

from PyQt6.QtWidgets import QDockWidget, QWidget

from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.card.structure_card import StructureCard
from viewer.qt.veins.vessel_reading import VesselReading
from viewer.qt.widgets.column import Column

LEAST_WIDTH = 180
"""Width at usual size of letters under which the words of the card would be cut."""


class RightDock(QDockWidget):
    """The card of the chosen structure, scrolled where it is long."""

    def __init__(self, scene: Scene, reading: VesselReading, parent: QWidget | None = None) -> None:
        super().__init__("Structure", parent)
        self.setObjectName("right-dock")
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self.card = StructureCard(scene, reading)
        # Sentences break where there is less room than they ask for.
        self.setWidget(Column(self.card, self.windowTitle(), lambda: style.scaled(LEAST_WIDTH)))

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        self.card.on_changed(change)
