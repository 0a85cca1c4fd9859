"""What mouse and wheel do in the view: turn, move, zoom, name, select."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtWidgets import QToolTip

from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.viewpoint import Viewpoint
from viewer.qt.view.camera_moves import panned, point_at, tumbled, turned, zoomed
from viewer.qt.view.viewport import Viewport
from viewer.render.cuts.section_handle import handle_of
from viewer.render.protocol import Quality, Renderer

RADIANS_PER_HEIGHT = 3.5
"""How far a drag across the height of the picture turns the column."""

HANDLE_REACH_PX = 16.0
"""A press so near the knob of a section's handle takes hold of it."""

TURN, MOVE, ZOOM = "Turn the view", "Move the view", "Zoom"
"""What the Edit menu calls the steps of the eye."""

Pull = Callable[[float, float, bool], None]
"""Takes a step of the pointer, rightward and upward in parts of the view's height, and whether it swings."""

_EXTENDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Navigation(QObject):
    """Carries the viewport's gestures to the scene; a drag or a run of the wheel is one undo step."""

    setting_out = pyqtSignal()
    """The user takes hold of the view, which has to stand still for that."""
    began = pyqtSignal()
    """The user begins to turn, move or zoom the view."""
    moved = pyqtSignal()
    """The view has come to rest again."""
    menu_wanted = pyqtSignal(QPointF)

    def __init__(self, scene: Scene, viewport: Viewport, renderer: Renderer) -> None:
        super().__init__(viewport)
        self._scene, self._viewport, self._renderer = scene, viewport, renderer
        self._is_moving = False
        self._held: Pull | None = None
        self.is_upright = True
        """Whether the column stays upright while it is turned."""
        self.tool: Callable[[QPointF], bool] | None = None
        """Asked first what a click of the left button means; true takes the click."""
        self.second_tool: Callable[[QPointF], bool] | None = None
        """The same of a double click."""
        self.grips: list[Callable[[QPointF], Pull | None]] = [self._section_grip]
        """Asked in turn what a press takes hold of, instead of the view."""
        viewport.drag_began.connect(self._on_drag_began)
        viewport.dragged.connect(self._on_dragged)
        viewport.drag_ended.connect(self._on_ended)
        viewport.wheeled.connect(self._on_wheeled)
        viewport.wheel_rested.connect(self._on_ended)
        viewport.clicked.connect(self._on_clicked)
        viewport.double_clicked.connect(self._on_double_clicked)
        viewport.pointed.connect(self._on_pointed)
        viewport.pointer_left.connect(lambda: self._name(None, QPointF()))

    @property
    def is_moving(self) -> bool:
        """Whether the user is turning, moving or zooming."""
        return self._is_moving

    def turn_by(self, right: float, up: float) -> None:
        """Turn the near side of the column by so much, radians, as a run of steps that is one undo step."""
        turn = turned if self.is_upright else tumbled
        self._step_to(TURN, lambda now: turn(now, right, up))

    def move_by(self, right: float, up: float) -> None:
        """Shift the picture by parts of its height, likewise."""
        self._step_to(MOVE, lambda now: panned(now, right, up))

    def zoom_by(self, factor: float) -> None:
        """Enlarge the picture about its middle, likewise."""
        self._step_to(ZOOM, lambda now: zoomed(now, factor))

    def on_changed(self, change: Change) -> None:
        """Take the name away once what it names is no longer drawn."""
        if Kind.HOVER in change.kinds and self._scene.hovered is None:
            QToolTip.hideText()

    def _on_drag_began(self, place: QPointF) -> None:
        self.setting_out.emit()
        held = (pull for grip in self.grips if (pull := grip(place)))
        self._held = next(held, None)
        self._on_began()

    def _section_grip(self, place: QPointF) -> Pull | None:
        cut = self._renderer.cut
        if cut is None:
            return None
        tip = handle_of(cut, self._renderer.viewpoint()).tip
        here = self._viewport.in_picture(place)
        is_near = math.dist(tip, here) * self._viewport.height() <= HANDLE_REACH_PX
        return self._pull_section if is_near else None

    def _pull_section(self, right: float, up: float, is_swing: bool) -> None:
        cut, section = self._renderer.cut, self._scene.state.section
        if cut is None or section is None:
            return
        viewpoint = self._renderer.viewpoint()
        handle = handle_of(cut, viewpoint)
        pulled = (
            handle.swung(section, viewpoint, right, up) if is_swing else handle.pulled(section, right, up)
        )
        self._scene.set_section(pulled, is_drag=True)

    def _on_began(self) -> None:
        if self._is_moving:
            return
        self._is_moving = True
        self._name(None, QPointF())
        self._renderer.set_quality(Quality.MOVING)
        self.began.emit()

    def _on_dragged(self, step: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        right, up = step.x() / self._viewport.height(), -step.y() / self._viewport.height()
        is_turn = button == Qt.MouseButton.LeftButton and not modifiers & Qt.KeyboardModifier.ShiftModifier
        if self._held is not None:
            self._held(right, up, not is_turn)
            return
        now = self._renderer.viewpoint()
        if is_turn:
            turn = turned if self.is_upright else tumbled
            now = turn(now, right * RADIANS_PER_HEIGHT, up * RADIANS_PER_HEIGHT)
        else:
            now = panned(now, right, up)
        self._scene.set_viewpoint(now, is_drag=True, verb=TURN if is_turn else MOVE)

    def _on_wheeled(self, factor: float, place: QPointF) -> None:
        around = self._viewport.in_picture(place)
        self._step_to(ZOOM, lambda now: zoomed(now, factor, *around))

    def _step_to(self, verb: str, moved: Callable[[Viewpoint], Viewpoint]) -> None:
        """Move the eye from where it is; it rests once no further step comes for a moment."""
        self.setting_out.emit()
        self._on_began()
        self._scene.set_viewpoint(moved(self._renderer.viewpoint()), is_drag=True, verb=verb)
        self._viewport.rest_soon()

    def _on_ended(self) -> None:
        self._is_moving, self._held = False, None
        self._renderer.set_quality(Quality.REST)
        self._renderer.draw()
        self._scene.end_drag()
        self.moved.emit()

    def _on_clicked(self, place: QPointF, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        if button == Qt.MouseButton.LeftButton and self.tool is not None and self.tool(place):
            return
        found = self._pick(place)
        if button == Qt.MouseButton.RightButton:
            if found and found not in self._scene.state.selection:
                self._scene.select([found])
            self.menu_wanted.emit(place)
        elif button == Qt.MouseButton.LeftButton:
            extends = bool(modifiers & _EXTENDS)
            if found or not extends:
                self._scene.select([found] if found else [], extend=extends)

    def _on_double_clicked(self, place: QPointF) -> None:
        if self.second_tool is not None and self.second_tool(place):
            return
        if self.tool is not None and self.tool(place):
            return
        self.setting_out.emit()
        now = self._renderer.viewpoint()
        found = self._renderer.pick_point(*self._viewport.in_device_pixels(place))
        middle = found or point_at(now, *self._viewport.in_picture(place))
        self._scene.look_at(replace(now, centre=middle), "Centre")

    def _on_pointed(self, place: QPointF) -> None:
        self._name(self._pick(place), place)

    def _pick(self, place: QPointF) -> str | None:
        return self._renderer.pick(*self._viewport.in_device_pixels(place))

    def _name(self, found: str | None, place: QPointF) -> None:
        self._scene.hover(found)
        if found is None:
            QToolTip.hideText()
            return
        name = self._scene.catalogue.structures[found].name
        QToolTip.showText(self._viewport.mapToGlobal(place.toPoint()), name, self._viewport)
