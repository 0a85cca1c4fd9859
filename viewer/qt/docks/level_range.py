"""From which level to which level the column is shown."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QSignalBlocker
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.model.change import Change, Kind
from viewer.model.regions import ALL, region_spans
from viewer.model.scene import Scene
from viewer.qt import style


class LevelRange(QWidget):
    """Two boxes, from and to, and a button for each region the catalogue has."""

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.levels = scene.catalogue.built_levels
        self.first, self.last = self._box("From level"), self._box("To level")
        self.spans = {name: self._span(name, ends) for name, ends in region_spans(self.levels).items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.HALF_SPACE)
        labels = QLabel("From"), QLabel("to")
        for label, box in zip(labels, (self.first, self.last), strict=True):
            # Screen readers under X call a box as its label does.
            label.setBuddy(box)
        column.addLayout(self._row(labels[0], self.first, labels[1], self.last))
        column.addLayout(self._row(*self.spans.values()))
        self.refresh()

    def fit(self, width: int) -> None:
        """Write the regions out, or with their letters where so many pixels are too few."""
        is_short = width < self._width_of(self.spans)
        for name, button in self.spans.items():
            button.setText(_letter(name) if is_short else name)

    def least_width(self) -> int:
        """Pixels without which a letter would be cut."""
        boxes = sum(box.minimumSizeHint().width() for box in (self.first, self.last))
        words = sum(QLabel(word).sizeHint().width() for word in ("From", "to"))
        return max(boxes + words + 3 * style.HALF_SPACE, self._width_of(map(_letter, self.spans)))

    def _width_of(self, names: Iterable[str]) -> int:
        """Pixels of all buttons in a row, were these their names: all are as wide as the widest."""
        (button, *_) = self.spans.values()
        letters = QFontMetrics(button.font())
        room = button.sizeHint().width() - letters.horizontalAdvance(button.text())
        widest = max(letters.horizontalAdvance(name) for name in names)
        return len(self.spans) * (widest + room + style.HALF_SPACE) - style.HALF_SPACE

    def refresh(self) -> None:
        """Show the range the scene has."""
        for box, level in zip((self.first, self.last), self._scene.state.levels, strict=True):
            with QSignalBlocker(box):
                box.setCurrentText(level)

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if Kind.LEVELS in change.kinds:
            self.refresh()

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.addItems(self.levels)
        box.setAccessibleName(name)
        box.setMaxVisibleItems(len(self.levels))
        box.activated.connect(self._on_chosen)
        return box

    def _span(self, name: str, ends: tuple[str, str]) -> QPushButton:
        button = QPushButton(name)
        button.setObjectName("span")
        button.setAccessibleName(name)
        button.setToolTip(f"{name}: {ends[0]} to {ends[1]}")
        button.clicked.connect(lambda: self._scene.set_levels(*ends))
        return button

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(style.HALF_SPACE)
        for widget in widgets:
            row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
        return row

    def _on_chosen(self, _index: int) -> None:
        self._scene.set_levels(self.first.currentText(), self.last.currentText())
        # The scene puts the two in order, also where that leaves its state as it was.
        self.refresh()


def _letter(name: str) -> str:
    """What stands for a region where its name has no room."""
    return name if name == ALL else name[0]
