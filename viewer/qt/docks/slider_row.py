"""Sliders over the whole scene: they fade bone, take layers off, take the column apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from viewer.actions.layers import depth
from viewer.actions.visibility import bone_opacity, set_bone_opacity
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style

STEP_ENDS_AFTER_MS = 700
"""Wheel and arrow keys within this time make one undo step."""


@dataclass(frozen=True)
class Share:
    """A share from 0 to 1 of a scene that a slider shows and sets.

    Parameters
    ----------
    text, name, tip
        What stands beside the slider, what a screen reader calls it, and its tool tip.
    get, set
        The share now, and the verb that sets it within a drag.
    kinds
        The news after which it may be another.
    """

    text: str
    name: str
    tip: str
    get: Callable[[Scene], float]
    set: Callable[[Scene, float], None]
    kinds: frozenset[Kind]


BONE = Share(
    "Bone",
    "Bone opacity",
    "How solid bone is; lower lets the veins show  ([ and ])",
    bone_opacity,
    lambda scene, share: set_bone_opacity(scene, share, is_drag=True),
    frozenset({Kind.LOOKS, Kind.LEVELS}),
)
LAYERS = Share(
    "Layers",
    "Layers, from the skin of bone to the marrow",
    "Takes off what lies on bone, bone, and what lies in the canal, down to the marrow  (Alt+[ and Alt+])",
    depth,
    lambda scene, share: scene.set_depth(share, is_drag=True),
    frozenset({Kind.LOOKS}),
)
APART = Share(
    "Apart",
    "Taken apart",
    "How far levels and veins are taken apart  (E)",
    lambda scene: scene.state.explosion,
    lambda scene, share: scene.explode(share, is_drag=True),
    frozenset({Kind.EXPLOSION}),
)


class _Cell(QLabel):
    """Words with the room that others need, so that rows below each other stand in line."""

    def __init__(self, words: str, widest: str) -> None:
        super().__init__(words)
        self._widest = widest

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest words."""
        return QSize(
            self.fontMetrics().horizontalAdvance(self._widest) + 2, super().minimumSizeHint().height()
        )

    def sizeHint(self) -> QSize:
        """No wider."""
        return self.minimumSizeHint()


class SliderRow(QWidget):
    """A share in per cent; one pull is one undo step."""

    def __init__(self, scene: Scene, share: Share, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene, self._share = scene, share
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(share.name)
        self.slider.setToolTip(share.tip)
        self.slider.valueChanged.connect(self._on_value)
        self.slider.sliderReleased.connect(scene.end_drag)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(STEP_ENDS_AFTER_MS)
        self._rest.timeout.connect(scene.end_drag)
        self.number = _Cell("", "100 %")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = _Cell(share.text, max(BONE.text, LAYERS.text, APART.text, key=len))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SPACE)
        row.addWidget(words)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.refresh()

    def refresh(self) -> None:
        """Show the share there is."""
        percent = round(100 * self._share.get(self._scene))
        with QSignalBlocker(self.slider):
            self.slider.setValue(percent)
        self.number.setText(f"{percent} %")

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if change.kinds & self._share.kinds:
            self.refresh()

    def _on_value(self, percent: int) -> None:
        self._share.set(self._scene, percent / 100)
        if not self.slider.isSliderDown():
            self._rest.start()
