"""The dock of the individual: presets, parameters, seed."""

from __future__ import annotations

from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from meshes.anatomy.parameters import load_parameters, load_presets
from viewer.actions.individuals import is_preset
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.docks.parameter_row import ParameterRow
from viewer.qt.widgets.column import Column

OWN = "Own values"
LARGEST_SEED = 999_999_999


class ParameterDock(QDockWidget):
    """Whose column is shown: a row for each parameter, presets, and a seed with the next individual."""

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__("Individual", parent)
        self.setObjectName("parameter-dock")
        self._scene = scene
        self.presets, self.seed = self._presets(), self._seed()
        self.other, self.reset = QPushButton("Another individual"), QPushButton("Column of the tables")
        self.other.setToolTip("Other veins, as they differ between people  (Ctrl+R)")
        self.reset.setToolTip("All parameters back to their published values  (Ctrl+Shift+R)")
        self.other.clicked.connect(lambda: scene.set_seed(scene.state.seed + 1))
        self.reset.clicked.connect(scene.reset_parameters)
        self.rows = {name: ParameterRow(scene, each) for name, each in load_parameters().items()}
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show the individual the scene has."""
        for row in self.rows.values():
            row.refresh()
        with QSignalBlocker(self.seed), QSignalBlocker(self.presets):
            self.seed.setValue(self._scene.state.seed)
            fitting = [name for name, each in load_presets().items() if is_preset(self._scene, each)]
            self.presets.setCurrentIndex(self.presets.findData(fitting[0] if fitting else None))
        self.reset.setEnabled(bool(self._scene.state.parameters))

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if Kind.INDIVIDUAL in change.kinds:
            self.refresh()

    def _presets(self) -> QComboBox:
        box = QComboBox()
        for name, preset in load_presets().items():
            box.addItem(preset.text, name)
        box.addItem(OWN, None)
        box.setAccessibleName("Preset")
        box.activated.connect(self._on_preset)
        return box

    def _seed(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, LARGEST_SEED)
        box.setKeyboardTracking(False)
        box.setAccessibleName("Seed of the variation")
        box.setToolTip("The same seed always gives the same veins")
        box.valueChanged.connect(self._scene.set_seed)
        return box

    def _lay_out(self) -> None:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(*4 * (style.SPACE,))
        column.setSpacing(style.SPACE)
        preset, label = QHBoxLayout(), QLabel("Preset")
        # On Linux a screen reader tells of a box what is chosen in it, and of its label, what that is.
        label.setBuddy(self.presets)
        preset.addWidget(label)
        preset.addWidget(self.presets, 1)
        column.addLayout(preset)
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(self.reset)
        seed = QHBoxLayout()
        seed.addWidget(QLabel("Seed"))
        seed.addWidget(self.seed, 1)
        column.addLayout(seed)
        column.addWidget(self.other)
        column.addStretch(1)
        self.setWidget(Column(panel, self.windowTitle()))

    def _on_preset(self, index: int) -> None:
        name = self.presets.itemData(index)
        if name is not None:
            self._scene.set_parameters(load_presets()[name].values, load_presets()[name].text)
        self.refresh()
