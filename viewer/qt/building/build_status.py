"""How far the geometry is built, in the status bar, with the button that gives it up."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget

from viewer.qt.widgets.progress import Progress


class BuildStatus(Progress):
    """Hidden when nothing is built."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Stop building; what is built stays", parent)

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
