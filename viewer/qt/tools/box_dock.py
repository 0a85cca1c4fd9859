"""The dock of the section box: one number a side."""

from __future__ import annotations

from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QCheckBox, QDockWidget, QDoubleSpinBox, QFormLayout, QLabel, QWidget

from viewer.actions.sections import spares_veins
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.section_box import FARTHEST_MM
from viewer.qt import style
from viewer.qt.widgets.column import Column

SIDES = ("Right", "Left", "Front", "Back", "Bottom", "Top")
"""In the order of `SectionBox.sides`."""


class BoxDock(QDockWidget):
    """Six spin boxes, in millimetres of the column's own frame, and whether veins stay whole."""

    def __init__(self, scene: Scene, veins: QAction, parent: QWidget | None = None) -> None:
        super().__init__("Section box", parent)
        self.setObjectName("box-dock")
        self._scene = scene
        panel = QWidget()
        form = QFormLayout(panel)
        form.setContentsMargins(style.SPACE, style.SPACE, style.SPACE, style.SPACE)
        self.fields = tuple(self._field(number) for number in range(len(SIDES)))
        for words, field in zip(SIDES, self.fields, strict=True):
            form.addRow(words, field)
        self.veins = QCheckBox(veins.text())
        self.veins.setToolTip(veins.toolTip())
        self.veins.clicked.connect(veins.trigger)
        form.addRow(self.veins)
        note = QLabel("Millimetres in the column's frame: left, back and up are positive.")
        note.setObjectName("muted")
        note.setWordWrap(True)
        form.addRow(note)
        self.setWidget(Column(panel, self.windowTitle()))
        self.refresh()

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if Kind.SECTION in change.kinds:
            self.refresh()

    def refresh(self) -> None:
        """Show the box the scene has."""
        box = self._scene.state.box
        for number, field in enumerate(self.fields):
            field.setEnabled(box is not None)
            if box is not None:
                with QSignalBlocker(field):
                    field.setValue((box.upper if number % 2 else box.lower)[number // 2])
        self.veins.setEnabled(box is not None)
        self.veins.setChecked(box is not None and spares_veins(self._scene))

    def _field(self, number: int) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(-FARTHEST_MM, FARTHEST_MM)
        field.setDecimals(1)
        field.setSuffix(" mm")
        field.setAccessibleName(f"{SIDES[number]} side of the section box")
        field.setKeyboardTracking(False)
        field.valueChanged.connect(lambda value: self._set(number, value))
        return field

    def _set(self, number: int, value: float) -> None:
        box = self._scene.state.box
        if box is not None:
            self._scene.set_box(box.with_side(number // 2, bool(number % 2), value))
            self.refresh()
