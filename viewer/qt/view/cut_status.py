"""How far a section or a box is closed, in the status bar, when that takes long enough to be noticed."""

from __future__ import annotations

from time import perf_counter

from viewer.qt.widgets.progress import Progress

UNNOTICED_S = 0.5


class CutStatus(Progress):
    """Shown from half a second on until all cut faces are closed."""

    def __init__(self) -> None:
        super().__init__("Leave the remaining cut faces as they are")
        self.label.setText("Closing cut faces …")
        self._began_at: float | None = None

    def advance(self, left: int, total: int) -> None:
        """So many bodies of so many are still to be cut."""
        if not left:
            self._began_at = None
            self.hide()
            return
        if self._began_at is None:
            self._began_at = perf_counter()
        self.bar.setRange(0, max(total, left))
        self.bar.setValue(max(total, left) - left)
        if perf_counter() - self._began_at > UNNOTICED_S:
            self.show()
