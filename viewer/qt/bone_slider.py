"""The slider that fades bone until the veins show."""

from __future__ import annotations

from PyQt6.QtCore import QSignalBlocker, Qt, QTimer
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from viewer.actions.visibility import bone_opacity, set_bone_opacity
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style

STEP_ENDS_AFTER_MS = 700
"""Wheel and arrow keys within this time make one undo step."""


class BoneSlider(QWidget):
    """Opacity of all bones in per cent; one pull is one undo step."""

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName("Bone opacity")
        self.slider.setToolTip("How solid bone is; lower lets the veins show  ([ and ])")
        self.slider.valueChanged.connect(self._on_value)
        self.slider.sliderReleased.connect(scene.end_drag)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(STEP_ENDS_AFTER_MS)
        self._rest.timeout.connect(scene.end_drag)
        self.number = QLabel()
        self.number.setMinimumWidth(44)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SPACE)
        row.addWidget(QLabel("Bone"))
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.refresh()

    def refresh(self) -> None:
        """Show the opacity the bones have."""
        percent = round(100 * bone_opacity(self._scene))
        with QSignalBlocker(self.slider):
            self.slider.setValue(percent)
        self.number.setText(f"{percent} %")

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if change.kinds & {Kind.LOOKS, Kind.LEVELS}:
            self.refresh()

    def _on_value(self, percent: int) -> None:
        set_bone_opacity(self._scene, percent / 100, is_drag=True)
        if not self.slider.isSliderDown():
            self._rest.start()
