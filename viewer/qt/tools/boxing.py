"""The section box in the view: switched on around what is shown, its sides pulled by their knobs."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF

from viewer.model.scene import Scene
from viewer.model.section_box import box_in
from viewer.qt.view.navigation import HANDLE_REACH_PX, Pull
from viewer.qt.view.viewport import Viewport
from viewer.render.cuts.section_handle import box_handles
from viewer.render.pyvista_renderer import PyVistaRenderer
from viewer.render.scene_sync import SceneSync


class Boxing:
    """Turns the box on and off, and says what a press on a knob pulls."""

    def __init__(self, scene: Scene, viewport: Viewport, renderer: PyVistaRenderer, sync: SceneSync) -> None:
        self._scene, self._viewport, self._renderer, self._sync = scene, viewport, renderer, sync

    def turn(self) -> None:
        """Show only what lies in a box within what is shown, or all again."""
        points = self._sync.points.shown()
        if self._scene.state.box is not None:
            self._scene.set_box(None)
        elif len(points):
            self._scene.set_box(box_in(points))

    def grip(self, place: QPointF) -> Pull | None:
        """What pulls the side whose knob is there."""
        box = self._renderer.box
        if box is None:
            return None
        here = self._viewport.in_picture(place)
        tips = [handle.tip for handle in box_handles(box, self._renderer.viewpoint())]
        away = [math.dist(tip, here) * self._viewport.height() for tip in tips]
        side = min(range(len(away)), key=lambda number: away[number])
        if away[side] > HANDLE_REACH_PX:
            return None
        return lambda right, up, _is_swing: self._pull(side, right, up)

    def _pull(self, side: int, right: float, up: float) -> None:
        drawn, box = self._renderer.box, self._scene.state.box
        if drawn is None or box is None:
            return
        axis, is_upper = side // 2, bool(side % 2)
        step = box_handles(drawn, self._renderer.viewpoint())[side].pull_mm(right, up)
        corner = box.upper if is_upper else box.lower
        moved = corner[axis] + (step if is_upper else -step)
        self._scene.set_box(box.with_side(axis, is_upper, moved), is_drag=True)
