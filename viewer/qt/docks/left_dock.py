"""The left dock: switches, bone, levels, tree."""

from __future__ import annotations

from PyQt6.QtCore import QSettings
from PyQt6.QtWidgets import QDockWidget, QVBoxLayout, QWidget

from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.docks.level_range import LevelRange
from viewer.qt.docks.slider_row import APART, BONE, LAYERS, SliderRow
from viewer.qt.docks.switches import SwitchPanel
from viewer.qt.tree.structure_tree import StructureTree
from viewer.qt.widgets.column import Column

SIDE = 8
"""Pixels left and right of what stands in the panel."""


class LeftDock(QDockWidget):
    """What is shown, from the large switches down to single structures."""

    def __init__(
        self, scene: Scene, settings: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Show", parent)
        self.setObjectName("left-dock")
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self.switches = SwitchPanel(scene, settings)
        self.bone, self.layers = SliderRow(scene, BONE), SliderRow(scene, LAYERS)
        self.apart = SliderRow(scene, APART)
        self.levels = LevelRange(scene)
        self.tree = StructureTree(scene)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(SIDE, style.HALF_SPACE, SIDE, SIDE)
        column.setSpacing(style.HALF_SPACE)
        column.addWidget(self.switches)
        column.addWidget(self.bone)
        column.addWidget(self.layers)
        column.addWidget(self.apart)
        column.addWidget(self.levels)
        column.addWidget(self.tree, 1)
        self.column = Column(panel, self.windowTitle(), self._least_width)
        self.column.widened.connect(self._on_widened)
        self.setWidget(self.column)

    def search(self) -> None:
        """Go to the search field and have what stands there typed over."""
        self.column.ensureWidgetVisible(self.tree.search)
        self.tree.search.setFocus()
        self.tree.search.selectAll()

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        for part in (self.switches, self.bone, self.layers, self.apart, self.levels, self.tree):
            part.on_changed(change)

    def _on_widened(self, width: int) -> None:
        """Break rows where there is no room for them beside each other."""
        inner = width - 2 * SIDE
        self.switches.fit(inner)
        self.levels.fit(inner)

    def _least_width(self) -> int:
        return 2 * SIDE + max(self.switches.least_width(), self.levels.least_width())
