"""Child process: Retia's window on its default figure."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.child import report, since_start_s
from viewer.charts import defer_charts
from viewer.threads import leave_cores_to_the_build

if TYPE_CHECKING:
    from benchmarks.frames import Frames
    from viewer.qt.window import Window

SIZE = (1280, 800)
TURNS = 60


def main() -> None:
    """Measure the first picture, and with the word ``all`` what the user does after it."""
    leave_cores_to_the_build()
    defer_charts()
    from benchmarks.frames import Frames
    from meshes.build import Recipe
    from viewer.app import window_source
    from viewer.qt.application import application, open_window
    from viewer.scenes import scene_of

    running = application()  # kept here: Qt objects outlive it otherwise
    scene = scene_of()
    window = open_window(scene, window_source(Recipe()))
    frames = Frames(window.viewport.render_window)
    shown = frozenset(scene.shown)
    frames.pump_until(lambda: window.sync.ids.issuperset(shown))
    frames.pump_until(lambda: frames.count > 0)
    measured = {"first": since_start_s()}
    if "all" in sys.argv:
        measured |= _used(window, frames)
    window.close()
    running.quit()
    report(measured)


def _used(window: Window, frames: Frames) -> dict[str, float]:
    frames.pump_until(lambda: not window.building.worker.is_running)
    window.resize(*SIZE)
    frames.while_idle(3.0)
    turning_window = _turning(window, frames)
    _fit_view(window)
    frames.while_idle(3.0)
    idle = frames.while_idle(2.0)
    turning = _turning(window, frames)
    frame = frames.median_seconds(window.viewport.redraw, 9)
    bone = [key for key in window.scene.shown if key.startswith("bone")][:1]
    toggle = frames.median_seconds(lambda: window.scene.toggle(bone), 9)
    return {
        "idle": idle,
        "fps": 1.0 / turning,
        "fps_window": 1.0 / turning_window,
        "frame": frame,
        "toggle": toggle,
        "toggle_beyond": max(toggle - frame, 0.0),
        "pick": _pick_s(window),
        "shown": len(window.scene.shown),
    }


def _fit_view(window: Window) -> None:
    """Give the view its standard size, whatever the docks take."""
    width, height = SIZE
    view = window.viewport
    window.resize(window.width() + width - view.width(), window.height() + height - view.height())


def _turning(window: Window, frames: Frames) -> float:
    """Seconds a frame during a drag with the mouse."""
    from PyQt6.QtCore import QPointF, Qt

    view, left, none = window.viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.drag_began.emit(QPointF())
    seconds = frames.median_seconds(lambda: view.dragged.emit(QPointF(9, 1), left, none), TURNS)
    view.drag_ended.emit()
    frames.while_idle(1.0)
    return seconds


def _pick_s(window: Window) -> float:
    from statistics import median

    from benchmarks.builds import seconds

    width, height = SIZE
    places = [(width * (0.3 + 0.05 * i), height * (0.3 + 0.05 * j)) for i in range(8) for j in range(8)]
    return median(seconds(lambda: window.renderer.pick(x, y)) for x, y in places)  # noqa: B023  # called at once


if __name__ == "__main__":
    main()
