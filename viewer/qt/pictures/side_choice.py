"""From which sides a picture shows the scene: as in the view, or from several beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from viewer.model.viewpoint import NAMED_VIEWS
from viewer.qt import style
from viewer.qt.widgets.space_key import SpaceKey

AS_SEEN = "As in the view"


class SideChoice(QWidget):
    """A button for each named view, with its letter; sides stand in the order they were chosen in."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: list[str] = []
        self.words = QLabel()
        self.words.setObjectName("muted")
        self.words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.buttons: Mapping[str, QToolButton] = {name: self._button(name) for name in NAMED_VIEWS}
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.HALF_SPACE // 2)
        column.addLayout(row)
        column.addWidget(self.words)
        self._tell()

    @property
    def names(self) -> tuple[str, ...]:
        """The sides chosen, in order."""
        return tuple(self._chosen)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name[0].upper())
        button.setCheckable(True)
        button.setToolTip(
            f"Seen from {name}" if name != "oblique" else "Seen obliquely, from behind and above"
        )
        button.setAccessibleName(f"Seen from {name}")
        SpaceKey(button)
        button.toggled.connect(partial(self._on_toggled, name))
        return button

    def _on_toggled(self, name: str, is_on: bool) -> None:
        if is_on:
            self._chosen.append(name)
        else:
            self._chosen.remove(name)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        words = ", ".join(self._chosen).capitalize() or AS_SEEN
        self.words.setText(f"{words}: beside each other, at one scale" if len(self._chosen) > 1 else words)
