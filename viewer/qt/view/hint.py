"""One line of help over the view."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QLabel, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style

WAITING = "Building the first vertebrae …"
HINT = "Drag to turn  ·  wheel to zoom  ·  click for names  ·  keys 1–4 for the plexuses"
NOTHING = "Nothing is visible: Ctrl+Shift+H shows everything, Shift+D makes it solid"
WIDEST = 820
MARGIN = 14
LEFT_POINTS = 96
"""Where the orientation marker stands, in pixels at usual size of letters."""


class Hint(QLabel):
    """How to begin, at the foot of the view, until the user has done something.

    Later it tells the caption of a figure until the next verb, and what helps when nothing is visible.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ensurePolished()
        self._view = view
        self._prompt = ""
        self._is_caption = False
        view.installEventFilter(self)
        self._say(WAITING)

    def welcome(self) -> None:
        """There is something to see now: say how to look at it."""
        if self.text() == WAITING:
            self._say(HINT)

    def prompt(self, words: str) -> None:
        """Say what to do next until told otherwise; no words end it."""
        self._prompt, self._is_caption = words, False
        if words:
            self._say(words)
        self.setVisible(bool(words))

    @property
    def taken_below(self) -> float:
        """Share of the view's height that a caption stands on, which belongs to the picture; 0 for help."""
        if not self._is_caption or self.isHidden():
            return 0.0
        return min((self.height() + 2 * MARGIN) / max(self._view.height(), 1), 1.0)

    def on_changed(self, change: Change, scene: Scene) -> None:
        """Say what the verb calls for, or nothing."""
        if change.kinds == {Kind.HOVER} or self._prompt:
            return
        words = NOTHING if scene.is_empty else change.caption
        self._is_caption = bool(words) and words != NOTHING
        if words:
            self._say(words)
            self.show()
        elif scene.undo_name is not None or self.text() not in (WAITING, HINT):
            self.hide()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay at the foot of the view when it changes its size."""
        if watched is self._view and event is not None and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def changeEvent(self, event: QEvent | None) -> None:
        """Letters of another size need other room."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.StyleChange:
            self._place()

    def _say(self, words: str) -> None:
        self.setText(words)
        self._place()

    def _place(self) -> None:
        room = self._view.width() - MARGIN
        left = min(style.scaled(LEFT_POINTS), room / 3)
        self.setWordWrap(False)
        natural = self.sizeHint().width()
        self.setWordWrap(True)
        width = max(min(natural, WIDEST, round(room - left)), 1)
        self.resize(width, self.heightForWidth(width))
        free = self._view.size() - self.size()
        self.move(round(max(free.width() / 2, min(left, free.width() - MARGIN))), free.height() - MARGIN)
