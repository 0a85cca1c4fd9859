"""How far the geometry is built, in the status bar, with the button that gives it up."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from viewer.qt import style
from viewer.qt.widgets.elided import Elided


class BuildStatus(QWidget):
    """A bar, what is being built and a cancel button; hidden when nothing is built."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Elided()
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip("Stop building; what is built stays")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, style.HALF_SPACE, 2)
        row.setSpacing(style.SPACE)
        for widget, share in ((self.label, 3), (self.bar, 2), (self.cancel, 0)):
            row.addWidget(widget, share)
        self.hide()

    def begin(self, total: int) -> None:
        """A build of `total` structures has begun."""
        self.advance(0, total, "")
        self.show()

    def advance(self, done: int, total: int, label: str) -> None:
        """`done` of `total` are built; `label` is being built now."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.label.setText(f"Building {label}" if label else "Building …")

    def end(self) -> None:
        """The build is over."""
        self.hide()
