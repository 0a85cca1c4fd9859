"""The line at the foot of the window: what was done, what the atlas is for, how far what takes time is."""

from __future__ import annotations

from PyQt6.QtWidgets import QMainWindow, QStatusBar

from viewer.qt.widgets.elided import Elided
from viewer.qt.widgets.progress import Progress

BRIEFLY_MS = 4000
HONESTY = "For teaching, not medical advice · what nobody has measured is marked illustrative"


class StatusLine:
    """The status bar of a window."""

    def __init__(self, window: QMainWindow, *works: Progress) -> None:
        bar = window.statusBar()
        assert bar is not None
        self._bar: QStatusBar = bar
        honesty = Elided()
        honesty.setText(HONESTY)
        bar.addWidget(honesty, 1)
        for work in works:
            bar.addPermanentWidget(work)

    def tell(self, sentence: str) -> None:
        """Say something for a few seconds."""
        self._bar.showMessage(sentence, BRIEFLY_MS)

    def clear(self) -> None:
        """Say no more what was told."""
        self._bar.clearMessage()
