"""Pencil and pointer for the lecture: drawn over the view, gone with Esc, no part of the scene."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from enum import Enum

from PyQt6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PyQt6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QPolygonF,
    QTabletEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from viewer.qt import style
from viewer.qt.tools.slate import Slate, Stroke
from viewer.qt.widgets.escape import EscapeKey

INK, HALO = QColor("#ff3b30"), QColor(255, 255, 255, 210)
INK_PX, HALO_PX = 4.0, 7.0
LIGHTEST = 0.3
"""Width of what a pen draws that hardly touches, in parts of the usual one, which half its pressure gives."""
ERASER_PX = 12.0
"""How near the end that erases comes to a stroke that it takes away."""
DOT_PX = 11.0
"""Radius of the pointer: to be seen from the last row."""


class Tool(Enum):
    """What the mouse is in the view, and what is said of it."""

    PENCIL = "Draw with the left button; the wheel still zooms. Esc wipes all and ends."
    POINTER = "The red dot follows the mouse. Esc ends."


class Chalk(QWidget):
    """A clear sheet over the view.

    Parameters
    ----------
    view
        What it covers.
    tell
        Says how to use a tool, and with no words that none is in use.
    """

    def __init__(self, view: QWidget, tell: Callable[[str], None]) -> None:
        super().__init__(view)
        self.setObjectName("chalk")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._view, self._tell = view, tell
        self._escape = EscapeKey(self.end, self)
        self.tool: Tool | None = None
        self.slate = Slate()
        self.spot: QPointF | None = None
        view.installEventFilter(self)
        self.hide()

    def turn(self, tool: Tool) -> None:
        """Take a tool, or put it away; what was drawn stays while one changes tools."""
        if self.tool is tool:
            self.end()
            return
        self.tool, self.spot = tool, None
        is_pencil = tool is Tool.PENCIL
        self.setCursor(Qt.CursorShape.CrossCursor if is_pencil else Qt.CursorShape.BlankCursor)
        self.setGeometry(self._view.rect())
        self.show()
        self.raise_()
        self._escape.watch(True)
        self._tell(tool.value)

    def end(self) -> None:
        """Wipe everything and leave the mouse to the view."""
        if self.tool is None:
            return
        self.tool, self.spot = None, None
        self.slate.wipe()
        self._escape.watch(False)
        self.hide()
        self._tell("")

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a stroke; other buttons are the view's."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif self.tool is Tool.PENCIL:
            self.slate.begin(event.position(), 1.0)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Draw on, or carry the dot along."""
        if event is None:
            return
        if self.tool is Tool.POINTER:
            self.spot = event.position()
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self.slate.draw_on(event.position(), 1.0)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """The stroke is done."""
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
        elif self.tool is Tool.PENCIL:
            self._tell(self.tool.value)

    def tabletEvent(self, event: QTabletEvent | None) -> None:
        """A pen draws the broader the harder it is pressed, and its other end takes strokes away.

        What is not done here, as the button on its shaft, Qt sends again as of a mouse.
        """
        if event is None:
            return
        place, kind = event.position(), event.type()
        is_tip = Qt.MouseButton.LeftButton in event.buttons() | event.button()
        if self.tool is not Tool.PENCIL or not is_tip:
            event.ignore()
            return
        weight = LIGHTEST + (1.0 - LIGHTEST) * 2.0 * event.pressure()
        if kind == QEvent.Type.TabletRelease:
            self.slate.lift()
            self._tell(self.tool.value)
        elif event.pointerType() == QPointingDevice.PointerType.Eraser:
            self.slate.erase(place, style.scaled(ERASER_PX))
        elif kind == QEvent.Type.TabletPress:
            self.slate.begin(place, weight)
        else:
            self.slate.draw_on(place, weight)
        event.accept()
        self.update()

    def undo(self) -> None:
        """Take the last stroke back, or what was erased last."""
        self.slate.undo()
        self.update()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.slate.redo()
        self.update()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """The wheel is the view's, which lies exactly below."""
        if event is not None:
            QCoreApplication.sendEvent(self._view, event)

    def leaveEvent(self, event: QEvent | None) -> None:
        """The dot goes with the mouse."""
        self.spot = None
        self.update()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Cover the view when it changes its size."""
        if watched is self._view and event is not None and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return False

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Draw strokes and dot, each with a light edge that stands out on any colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((HALO, HALO_PX), (INK, INK_PX)):
            for stroke in self.slate.strokes:
                _paint(painter, stroke, colour, style.scaled(width))
        if self.spot is not None:
            painter.setPen(QPen(HALO, style.scaled(2.0)))
            painter.setBrush(INK)
            painter.drawEllipse(self.spot, style.scaled(DOT_PX), style.scaled(DOT_PX))
        painter.end()


def _paint(painter: QPainter, stroke: Stroke, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    weights = stroke.weights
    if len(set(weights)) == 1:
        # At once: where lines that are half clear meet, they would be seen twice.
        pen.setWidthF(width * weights[0])
        painter.setPen(pen)
        if len(weights) == 1:
            painter.drawPoint(stroke.places[0])
        else:
            painter.drawPolyline(QPolygonF(stroke.places))
        return
    for number, (start, end) in enumerate(itertools.pairwise(stroke.places)):
        pen.setWidthF(width * (weights[number] + weights[number + 1]) / 2.0)
        painter.setPen(pen)
        painter.drawLine(start, end)
