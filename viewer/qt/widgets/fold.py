"""A heading that opens and closes what stands below it."""

from __future__ import annotations

from PyQt6.QtCore import QSettings, Qt
from PyQt6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from viewer.qt import style


class Fold(QWidget):
    """A button with an arrow over a widget that it shows or hides.

    Parameters
    ----------
    text
        What the button says.
    content
        What is folded away; its new parent is the fold.
    settings, key
        Where it is remembered whether it was open; without settings it is closed at first.
    """

    def __init__(self, text: str, content: QWidget, settings: QSettings | None = None, key: str = "") -> None:
        super().__init__()
        self._settings, self._key = settings, key
        self.content = content
        self.button = QToolButton()
        self.button.setObjectName("fold")
        self.button.setText(text)
        self.button.setAccessibleName(text)
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.HALF_SPACE)
        column.addWidget(self.button)
        column.addWidget(content)
        self.button.setChecked(settings is not None and settings.value(key, False, type=bool))
        self._show()
        self.button.toggled.connect(self._on_toggled)

    @property
    def is_open(self) -> bool:
        """Whether the content is to be seen."""
        return self.button.isChecked()

    def set_text(self, text: str) -> None:
        """Say something else on the button."""
        self.button.setText(text)

    def _on_toggled(self, is_open: bool) -> None:
        self._show()
        if self._settings is not None:
            self._settings.setValue(self._key, is_open)

    def _show(self) -> None:
        self.content.setVisible(self.is_open)
        self.button.setArrowType(Qt.ArrowType.DownArrow if self.is_open else Qt.ArrowType.RightArrow)
