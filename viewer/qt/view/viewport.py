"""The 3D view as a widget: one VTK window in Qt, told apart from what mouse and wheel mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication, QWidget
from pyvistaqt import QtInteractor

from viewer.model.state import SceneState

POINT_AFTER_MS = 40
WHEEL_RESTS_AFTER_MS = 300
ZOOM_PER_NOTCH = 1.12
_NOTCH = 120.0
_PER_PIXEL = 2.0
"""What a touch pad that tells pixels alone would tell as angle."""


class Viewport(QtInteractor):
    """A plotter in a window that draws only when asked and leaves every key to the menus.

    VTK's own interactor styles are bypassed: they redraw twice a step, know no cursor when
    zooming and bind letters to modes. Positions are in logical pixels from the top left.
    """

    dragged = pyqtSignal(QPointF, object, object)
    """Step of a drag in pixels, the button and the modifiers."""
    drag_began = pyqtSignal(QPointF)
    """Where the button was pressed."""
    drag_ended = pyqtSignal()
    wheeled = pyqtSignal(float, QPointF)
    """Factor of enlargement and where."""
    wheel_rested = pyqtSignal()
    clicked = pyqtSignal(QPointF, object, object)
    """Where, with which button and modifiers; a press that moved further is a drag instead."""
    double_clicked = pyqtSignal(QPointF)
    pointed = pyqtSignal(QPointF)
    """The pointer has come to rest here with no button down."""
    pointer_left = pyqtSignal()
    resized = pyqtSignal()
    density_changed = pyqtSignal()
    """The view has come to a screen with other pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, auto_update=False, multi_samples=0)
        self._be_shown_alone()
        self.setAcceptDrops(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("View of the vertebral column")
        self.setAccessibleDescription("Arrows turn, with Shift they move, plus and minus zoom; Tab leaves it")
        self._pressed_at: QPointF | None = None
        self._last = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._is_dragging = False
        self._share = 1.0
        self._pointing = self._single_shot(POINT_AFTER_MS, lambda: self.pointed.emit(self._last))
        self._wheel_rest = self._single_shot(WHEEL_RESTS_AFTER_MS, self.wheel_rested.emit)

    def _be_shown_alone(self) -> None:
        """Under X11, be a window within the window: a new picture then is all that is put together again.

        Otherwise Qt blends the panels anew with each picture, which in software takes a third of its time.
        Qt makes the panels and bars beside it windows too, and has to (no AA_DontCreateNativeWidgetSiblings):
        what stays part of the main window is not drawn again where a dialog over it has closed.
        """
        if QApplication.platformName() == "xcb":
            self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
            self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)

    def _single_shot(self, wait_ms: int, then: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(then)
        return timer

    def redraw(self) -> None:
        """Ask for one picture as soon as the event loop is free; many requests make one picture."""
        self.update()

    def draw_share(self, share: float) -> None:
        """Draw a picture of a share of the view's width and height from now on, enlarged to fill the view."""
        self._share = share
        size = self.device_size() * share
        self.render_window.SetSize(max(size.width(), 1), max(size.height(), 1))

    def rest_soon(self) -> None:
        """Tell that the view rests once no further step of wheel or keys comes for a moment."""
        self._wheel_rest.start()

    def in_picture(self, place: QPointF) -> tuple[float, float]:
        """A place from the middle of the picture, rightward and upward, in parts of its height."""
        height = max(self.height(), 1)
        return (place.x() - self.width() / 2) / height, (self.height() / 2 - place.y()) / height

    def in_device_pixels(self, place: QPointF) -> tuple[int, int]:
        """A place as VTK counts: pixels of its picture from the bottom left."""
        scale = self.devicePixelRatioF() * self._share
        return round(place.x() * scale), round((self.height() - place.y() - 1) * scale)

    def device_size(self) -> QSize:
        """Size in the pixels of the screen."""
        return self.size() * self.devicePixelRatioF()

    def with_shape(self, state: SceneState) -> SceneState:
        """A state that remembers the shape of this view, unless whoever draws it frames it anew."""
        size, viewpoint = self.device_size(), state.viewpoint
        aspect = None if viewpoint.is_fitted else size.width() / max(size.height(), 1)
        return replace(state, viewpoint=replace(viewpoint, aspect=aspect))

    # -- what Qt tells

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Remember where a click or a drag begins."""
        self._pointing.stop()
        if self._pressed_at is None:
            self._pressed_at = self._last = ev.position()
            self._button = ev.button()

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        """Drag with a button down, point without."""
        step, self._last = ev.position() - self._last, ev.position()
        if self._pressed_at is None:
            self._pointing.start()
            return
        if not self._is_dragging:
            away = (ev.position() - self._pressed_at).manhattanLength()
            if away < QApplication.startDragDistance():
                return
            step = ev.position() - self._pressed_at
            self._is_dragging = True
            self.drag_began.emit(self._pressed_at)
        self.dragged.emit(step, self._button, ev.modifiers())

    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        """End a drag, or click where nothing was dragged."""
        if self._pressed_at is None or ev.button() != self._button:
            return
        was_drag, self._is_dragging, self._pressed_at = self._is_dragging, False, None
        if was_drag:
            self.drag_ended.emit()
        else:
            self.clicked.emit(ev.position(), ev.button(), ev.modifiers())

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        """Tell a double click apart from two clicks."""
        self.double_clicked.emit(ev.position())

    def wheelEvent(self, ev: QWheelEvent) -> None:
        """Zoom in steps as fine as the wheel or touch pad reports them."""
        turned = ev.angleDelta().y() or _PER_PIXEL * ev.pixelDelta().y()
        if turned:
            self.wheeled.emit(ZOOM_PER_NOTCH ** (turned / _NOTCH), ev.position())
        ev.accept()

    def event(self, ev: QEvent) -> bool:
        """Zoom as two fingers are spread on a touch pad, where they are; tell of another screen."""
        if not isinstance(ev, QNativeGestureEvent):
            done = bool(super().event(ev))
            if ev.type() == QEvent.Type.DevicePixelRatioChange:
                self.density_changed.emit()
            return done
        if ev.gestureType() == Qt.NativeGestureType.ZoomNativeGesture and ev.value() > -1.0:
            self.wheeled.emit(1.0 + ev.value(), ev.position())
        return True

    def enterEvent(self, ev: QEnterEvent) -> None:
        """VTK is not told: its interactor styles are not in use."""

    def leaveEvent(self, ev: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._pointing.stop()
        self.pointer_left.emit()

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        """Leave the key to the window: pyvista's and VTK's own keys close it or switch modes."""
        ev.ignore()

    def keyReleaseEvent(self, ev: QKeyEvent) -> None:
        """Leave the key to the window."""
        ev.ignore()

    def resizeGL(self, w: int, h: int) -> None:
        """A fitted view is framed anew for the new shape."""
        super().resizeGL(w, h)
        if self._share != 1.0:
            self.draw_share(self._share)
        self.resized.emit()
