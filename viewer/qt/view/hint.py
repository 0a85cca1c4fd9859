"""One line of help over the view."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QLabel, QWidget

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.qt import style
from viewer.qt.view.foot import foot_of

WAITING = "Building the first vertebrae …"
HINT = "Drag to turn  ·  wheel to zoom  ·  click for names  ·  keys 1–4 for the plexuses"
SHORT_HINT = "Drag turns  ·  wheel zooms  ·  click names"
"""Where the other would need more than a line."""
NOTHING = "Nothing is visible: Ctrl+Shift+H shows everything, Shift+D makes it solid"
WIDEST = 820
NARROWEST = 230
"""Pixels at usual size of letters: where the two aids leave less between them, it stands above the bar."""
MARGIN = 14
MOST_TAKEN = 0.35
"""Share of the view's height that is kept clear for it at the most."""
POINTS, SHRINKS = 10.0, (1.0, 0.85, 0.7, 0.6)
"""Size of letters as usual, and shares of it, tried until so much height is enough for a caption."""


class Hint(QLabel):
    """How to begin, at the foot of the view, until the user has done something.

    Later it tells the caption of a figure until the next verb, and what helps when nothing is visible. It
    stands between orientation marker and scale bar.

    Parameters
    ----------
    view
        What it stands over.
    scene
        Whose news it tells.
    letters
        Pixels a point of what is written over the anatomy.
    """

    def __init__(self, view: QWidget, scene: Scene, letters: Callable[[], float]) -> None:
        super().__init__(view)
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ensurePolished()
        self._view, self._scene, self._letters = view, scene, letters
        self._words = self._prompt = ""
        self._shrink, self._is_placing = SHRINKS[0], False
        view.installEventFilter(self)
        self._say(WAITING)

    def welcome(self) -> None:
        """There is something to see now: say how to look at it."""
        if self._words == WAITING:
            self._say(HINT)

    def prompt(self, words: str) -> None:
        """Say what to do next until told otherwise; no words end it."""
        self._prompt = words
        if words:
            self._say(words)
        self.setVisible(bool(words))

    @property
    def taken_below(self) -> float:
        """Share of the view's height it stands on, to be kept clear of what is framed; 0 for prompts, which
        come and go while one points at things."""
        if self._prompt or self.isHidden():
            return 0.0
        height = max(self._view.height(), 1)
        return min((height - self.y() + MARGIN) / height, MOST_TAKEN)

    def on_changed(self, change: Change) -> None:
        """Say what the verb calls for, or nothing."""
        if change.kinds == {Kind.HOVER} or self._prompt:
            return
        words = NOTHING if self._scene.is_empty else change.caption
        if words:
            self._say(words)
            self.show()
        elif self._scene.undo_name is not None or self._words not in (WAITING, HINT):
            self.hide()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay at the foot of the view when it changes its size."""
        if watched is self._view and event is not None and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def changeEvent(self, event: QEvent | None) -> None:
        """Letters of another size need other room."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.StyleChange and not self._is_placing:
            self._place()

    def _say(self, words: str) -> None:
        self._words = words
        self._place()

    def _place(self) -> None:
        self._is_placing = True
        self._stand()
        self._is_placing = False

    def _stand(self) -> None:
        overlays, is_parallel = self._scene.state.overlays, self._scene.state.viewpoint.is_parallel
        foot = foot_of(overlays, is_parallel, self._view.width(), self._letters())
        left, right, below = max(foot.left, MARGIN), max(foot.right, MARGIN), float(MARGIN)
        if self._view.width() - left - right < style.scaled(NARROWEST):
            right, below = MARGIN, max(foot.height_right, MARGIN)
        wide = max(min(style.scaled(WIDEST), self._view.width() - left - right), 1.0)
        for shrink in SHRINKS:
            self._write(shrink, wide)
            if self.height() + below <= MOST_TAKEN * self._view.height():
                break
        # In the middle of the view where that is between the two, else as near to it as they allow.
        x = min(max((self._view.width() - self.width()) / 2, left), self._view.width() - right - self.width())
        self.move(round(x), round(self._view.height() - self.height() - below))

    def _write(self, shrink: float, wide: float) -> None:
        """Write the words in letters of a share of their size, in lines no wider than so many pixels."""
        if shrink != self._shrink:
            self._shrink = shrink
            self.setStyleSheet(f"font-size: {shrink * style.scaled(POINTS):g}pt;" if shrink < 1.0 else "")
        self.setWordWrap(False)
        self.setText(self._words)
        if self._words == HINT and self.sizeHint().width() > wide:
            self.setText(SHORT_HINT)
        natural = self.sizeHint().width()
        self.setWordWrap(True)
        width = max(round(min(natural, wide)), 1)
        self.resize(width, self.heightForWidth(width))
