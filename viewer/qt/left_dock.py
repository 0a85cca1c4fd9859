"""The left dock: switches, bone, levels, tree."""

from __future__ import annotations

from PyQt6.QtCore import QSettings, Qt
from PyQt6.QtWidgets import QDockWidget, QScrollArea, QVBoxLayout, QWidget

from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.level_range import LevelRange
from viewer.qt.slider_row import APART, BONE, SliderRow
from viewer.qt.structure_tree import StructureTree
from viewer.qt.switches import SwitchPanel


class LeftDock(QDockWidget):
    """What is shown, from the large switches down to single structures."""

    def __init__(
        self, scene: Scene, settings: QSettings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Show", parent)
        self.setObjectName("left-dock")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        self.switches = SwitchPanel(scene, settings)
        self.bone, self.apart = SliderRow(scene, BONE), SliderRow(scene, APART)
        self.levels = LevelRange(scene)
        self.tree = StructureTree(scene)
        panel = QWidget()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(style.SPACE, style.SPACE, style.SPACE, style.SPACE)
        column.setSpacing(style.HALF_SPACE + 2)
        column.addWidget(self.switches)
        column.addWidget(self.bone)
        column.addWidget(self.apart)
        column.addWidget(self.levels)
        column.addWidget(self.tree, 1)
        self._scroll = scroll = QScrollArea()
        scroll.setObjectName("panel")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(panel)
        self._panel = panel
        self.setWidget(scroll)
        self.fit()

    def fit(self) -> None:
        """Be as wide as what is written needs: low screens scroll, narrow ones would cut names."""
        self._panel.ensurePolished()
        for part in (self._panel, *self._panel.findChildren(QWidget)):
            part.updateGeometry()
        layout = self._panel.layout()
        assert layout is not None
        layout.invalidate()
        bar = self._scroll.verticalScrollBar()
        assert bar is not None
        self._scroll.setMinimumWidth(layout.minimumSize().width() + bar.sizeHint().width())

    def search(self) -> None:
        """Go to the search field and have what stands there typed over."""
        self._scroll.ensureWidgetVisible(self.tree.search)
        self.tree.search.setFocus()
        self.tree.search.selectAll()

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        for part in (self.switches, self.bone, self.apart, self.levels, self.tree):
            part.on_changed(change)
