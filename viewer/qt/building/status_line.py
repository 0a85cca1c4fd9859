"""The line at the foot of the window: what was done, what the atlas is for, how far what takes time is."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtWidgets import QMainWindow, QStatusBar

from viewer.qt.widgets.elided import Elided
from viewer.qt.widgets.progress import Progress

BRIEFLY_MS = 4000
HONESTY = "For teaching, not medical advice · what nobody has measured is marked illustrative"


class StatusLine(QObject):
    """The status bar of a window."""

    def __init__(self, window: QMainWindow, *works: Progress) -> None:
        super().__init__(window)
        bar = window.statusBar()
        assert bar is not None
        self._bar: QStatusBar = bar
        self.honesty = Elided()
        self.honesty.setText(HONESTY)
        bar.addWidget(self.honesty, 1)
        self.honesty.installEventFilter(self)
        for work in works:
            bar.addPermanentWidget(work)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Hide what the bar shows again while it says something, as when letters change their size."""
        if event is not None and event.type() == QEvent.Type.Show and self._bar.currentMessage():
            QTimer.singleShot(0, self._make_room)
        return False

    def _make_room(self) -> None:
        if self._bar.currentMessage():
            self.honesty.hide()
            # Hidden by the bar, which then knows that it has to show it.
            self.honesty.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)

    def tell(self, sentence: str) -> None:
        """Say something for a few seconds."""
        self._bar.showMessage(sentence, BRIEFLY_MS)

    def clear(self) -> None:
        """Say no more what was told."""
        self._bar.clearMessage()
