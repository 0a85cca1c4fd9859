"""Where the keyboard is: a ring in the widget that was come to by Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PyQt6.QtCore import QEvent, QObject, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QApplication, QDockWidget, QScrollArea, QWidget

from viewer.qt import style

WIDTH_PX = 2.0
_MOST_STEPS = 500
"""Widgets of a window that are behind tabs, at the most."""


class FocusRing(QWidget):
    """A frame over the edge of one widget, which lets everything else through.

    Styles show the focus of fields and buttons, but not that of trees, tabs, folds and the view; the ring is
    the same for all, and comes with the Tab key alone: whoever uses the mouse knows where they are.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.around: QWidget | None = None
        """What has the ring."""
        self.setObjectName("focus-ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def close_up(self) -> None:
        """Follow the focus no more, and leave the widget it is in."""
        self.put(None)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._on_focus)

    def follow(self, step: Callable[[], bool]) -> bool:
        """Have Tab take its step, go on where that led behind a tab, and show where it has led."""
        first = QApplication.focusWidget()
        for _ in range(_MOST_STEPS):
            if not step():
                return False
            found = QApplication.focusWidget()
            if found is None or found is first or not _is_behind_a_tab(found):
                break
        _bring_into_sight(found)
        self.put(found)
        return True

    def put(self, widget: QWidget | None) -> None:
        """Be round a widget, or with ``None`` round none."""
        if self.around is not None:
            self.around.removeEventFilter(self)
        self.around = widget
        if widget is None:
            # Not left in a widget that may go.
            self.setParent(self._window)
            self.hide()
            return
        self.setParent(widget)
        self.setGeometry(widget.rect())
        widget.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, _watched: QObject | None, event: QEvent | None) -> bool:
        """Stay as large as what it is round."""
        if event is not None and event.type() == QEvent.Type.Resize and self.around is not None:
            self.setGeometry(self.around.rect())
        return False

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Draw the ring."""
        wide = style.scaled(WIDTH_PX)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.theme().accent), wide))
        inset = wide / 2.0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5.0, 5.0)
        painter.end()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Without a new one the window was left for another, and will be come back to.
        if new is not None and new is not self.around:
            self.put(None)


def _around(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _is_behind_a_tab(widget: QWidget) -> bool:
    """Docks behind the tab in front count as visible for Qt, and Tab leads into them."""
    return any(isinstance(each, QDockWidget) and each.visibleRegion().isEmpty() for each in _around(widget))


def _bring_into_sight(widget: QWidget | None) -> None:
    """Qt scrolls only the page that the focus was in before."""
    for each in _around(widget):
        if isinstance(each, QScrollArea) and widget is not None and each is not widget:
            each.ensureWidgetVisible(widget)
