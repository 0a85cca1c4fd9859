"""How far some work is, with the button that gives it up."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from viewer.qt import style
from viewer.qt.widgets.elided import Elided


class Progress(QWidget):
    """A bar, what is being done and a cancel button; hidden at first.

    Parameters
    ----------
    hint
        What cancelling leaves.
    """

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Elided()
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip(hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, style.HALF_SPACE, 2)
        row.setSpacing(style.SPACE)
        for widget, share in ((self.label, 3), (self.bar, 2), (self.cancel, 0)):
            row.addWidget(widget, share)
        self.hide()
