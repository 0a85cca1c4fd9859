"""How far work is that the picture waits for, in the status bar, when it takes long enough to be noticed."""

from __future__ import annotations

from time import perf_counter

from viewer.qt.widgets.progress import Progress

UNNOTICED_S = 0.5


class PictureStatus(Progress):
    """Shown from half a second on until all of it is done.

    Parameters
    ----------
    label, hint
        What is being done, and what cancelling leaves.
    """

    def __init__(self, label: str, hint: str) -> None:
        super().__init__(hint)
        self.label.setText(label)
        self._began_at: float | None = None

    def advance(self, left: int, total: int) -> None:
        """So many pieces of so many are still to be done."""
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
