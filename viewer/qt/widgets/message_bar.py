"""The strip above the view in which faults are told in a sentence."""

from __future__ import annotations

import traceback

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget

from meshes.wording import file_trouble
from viewer.qt import style


class MessageBar(QFrame):
    """A message with its details behind a button; hidden while there is nothing to say.

    The last message is the one shown; how many came before it is told beside it, so that a
    fault repeated by every mouse move neither fills the screen nor hides its number.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._details_text = ""
        self._count = 0
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details = QPushButton("Details …")
        self.details.clicked.connect(self._on_details)
        self.dismiss = QPushButton("Close")
        self.dismiss.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.SPACE, style.HALF_SPACE, style.SPACE, style.HALF_SPACE)
        row.addWidget(self.text, 1)
        row.addWidget(self.details)
        row.addWidget(self.dismiss)
        self.hide()

    def tell(self, sentence: str, details: str = "") -> None:
        """Show `sentence`; `details` is the longer text behind the button."""
        self._count += 1
        before = f"  ({self._count - 1} earlier)" if self._count > 1 else ""
        self.text.setText(sentence + before)
        self._details_text = details
        self.details.setVisible(bool(details))
        self.show()

    def tell_fault(self, doing: str, fault: BaseException) -> None:
        """Show that `doing` failed, why, and what to do; the traceback is the details."""
        reason = file_trouble(fault) if isinstance(fault, OSError) else str(fault) or type(fault).__name__
        self.tell(f"{doing}: {reason}", "".join(traceback.format_exception(fault)))

    def clear(self) -> None:
        """Put the message away."""
        self._count = 0
        self.hide()

    def _on_details(self) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "Details", self.text.text(), parent=self.window())
        box.setDetailedText(self._details_text)
        box.open()
