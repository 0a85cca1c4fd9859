"""The right dock: what the chosen structure is."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDockWidget, QScrollArea, QWidget

from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.structure_card import StructureCard
from viewer.qt.vessel_reading import VesselReading

LEAST_WIDTH = 190
"""Width at usual size of letters under which the words of the card would be cut."""


class RightDock(QDockWidget):
    """The card of the chosen structure, scrolled where it is long."""

    def __init__(self, scene: Scene, reading: VesselReading, parent: QWidget | None = None) -> None:
        super().__init__("Structure", parent)
        self.setObjectName("right-dock")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        self.card = StructureCard(scene, reading)
        scroll = QScrollArea()
        scroll.setObjectName("panel")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        self._scroll = scroll
        self.fit()
        scroll.setWidget(self.card)
        self.setWidget(scroll)

    def fit(self) -> None:
        """Be as wide as letters of their present size need; sentences break where there is less room."""
        self._scroll.setMinimumWidth(round(style.scaled(LEAST_WIDTH)))

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        self.card.on_changed(change)
