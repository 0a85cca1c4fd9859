"""One parameter: its name, a slider, a number with unit, and the way back to the published value."""

from __future__ import annotations

from PyQt6.QtCore import QSignalBlocker, Qt, QTimer
from PyQt6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from meshes.anatomy.parameters import Parameter
from viewer.model.scene import Scene
from viewer.qt import style

STEP_ENDS_AFTER_MS = 700
"""Wheel and arrow keys within this time make one undo step."""

UNITS = {"deg": " °", "mm": " mm", "1": " ×"}


class ParameterRow(QWidget):
    """A parameter bound to a scene both ways; one pull of the slider is one undo step."""

    def __init__(self, scene: Scene, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene, self.parameter = scene, parameter
        self.setObjectName(f"parameter.{parameter.name}")
        self.slider, self.number, self.back = self._slider(), self._number(), self._back()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(STEP_ENDS_AFTER_MS)
        self._rest.timeout.connect(scene.end_drag)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Show the value the scene has."""
        value = self._scene.state.parameters.get(self.parameter.name, self.parameter.default)
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            self.slider.setValue(round((value - self.parameter.least) / self.parameter.step))
            self.number.setValue(value)
        self.back.setEnabled(value != self.parameter.default)

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        span = self.parameter.largest - self.parameter.least
        slider.setRange(0, round(span / self.parameter.step))
        slider.setPageStep(max(1, slider.maximum() // 10))
        slider.setAccessibleName(self.parameter.text)
        slider.setToolTip(_said(self.parameter))
        slider.valueChanged.connect(self._on_slid)
        slider.sliderReleased.connect(self._scene.end_drag)
        return slider

    def _number(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setDecimals(1 if self.parameter.unit == "deg" else 3)
        box.setRange(self.parameter.least, self.parameter.largest)
        box.setSingleStep(self.parameter.step)
        box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        box.setSuffix(UNITS[self.parameter.unit])
        # A number half typed is no wish yet.
        box.setKeyboardTracking(False)
        box.setAccessibleName(f"{self.parameter.text}, number")
        box.setToolTip(_said(self.parameter))
        box.valueChanged.connect(self._set)
        return box

    def _back(self) -> QToolButton:
        button = QToolButton()
        button.setText("↺")
        button.setAccessibleName(f"{self.parameter.text}: published value")
        button.setToolTip(f"Back to {_shown(self.parameter, self.parameter.default)}")
        button.clicked.connect(self._on_back)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.HALF_SPACE)
        grid.setVerticalSpacing(2)
        span = QLabel(f"{self.parameter.least:g} to {_shown(self.parameter, self.parameter.largest)}")
        span.setObjectName("muted")
        span.setAlignment(Qt.AlignmentFlag.AlignRight)
        name = QLabel(self.parameter.text)
        # A long name breaks before the range does.
        name.setWordWrap(True)
        words = QHBoxLayout()
        words.addWidget(name, 1)
        words.addWidget(span)
        grid.addLayout(words, 0, 0, 1, 3)
        grid.addWidget(self.slider, 1, 0)
        grid.addWidget(self.number, 1, 1)
        grid.addWidget(self.back, 1, 2)
        grid.setColumnStretch(0, 1)

    def _on_slid(self, ticks: int) -> None:
        self._set(min(self.parameter.least + ticks * self.parameter.step, self.parameter.largest))

    def _set(self, value: float) -> None:
        self._scene.set_parameter(self.parameter.name, round(value, 4), is_drag=True)
        if not self.slider.isSliderDown():
            self._rest.start()

    def _on_back(self) -> None:
        self._scene.end_drag()
        self._scene.set_parameter(self.parameter.name, self.parameter.default)


def _shown(parameter: Parameter, value: float) -> str:
    return f"{value:g}{UNITS[parameter.unit]}"


def _said(parameter: Parameter) -> str:
    return f"{parameter.text}: {parameter.note} ({parameter.certainty})"
