"""Child process: a window on a screen of high density; tells what picks and pictures are like as JSON."""

from __future__ import annotations

import json
import sys

from viewer.qt.application import application  # first: sets the surface format

from PyQt6.QtCore import QPoint, Qt  # isort: skip
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from tests.qt.conftest import over, place_of, shown
from viewer.render.opengl import prepare_drawing

WANTED = ("vein.external.posterior.T12", "vein.external.posterior.L1")


def main() -> None:
    """Open the window, look from behind, click two structures, take a picture."""
    running = application()  # kept here: Qt objects outlive it otherwise
    prepare_drawing()
    window = shown()
    until(lambda: window.building.is_up_to_date)
    window.building.worker.cancel()  # what is not shown is not needed
    window.scene.view_from("posterior")
    until(lambda: not window.spare_time.is_used)
    view, picked = window.viewport, clicked(window)
    window.scene.select(())
    QTest.mouseClick(
        view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(4, view.height() // 2)
    )
    picked.append(list(window.scene.state.selection))
    until(lambda: not window.spare_time.is_used)
    grabbed = view.grabFramebuffer()
    made = window.pictures.compose(window.pictures.of_view()).ground
    window.studio.copy()
    copied = QApplication.clipboard().image()
    legend = window.renderer._margin._legend._size
    print(
        json.dumps(
            {
                "platform": QApplication.platformName(),
                "composed": [made.shape[1], made.shape[0]],
                "ratio": view.devicePixelRatioF(),
                "view": [view.width(), view.height()],
                "picture": list(view.render_window.GetSize()),
                "grabbed": [grabbed.width(), grabbed.height()],
                "copied": [copied.width(), copied.height()],
                "legend": list(legend),
                "picked": picked,
            }
        )
    )
    over(running, window)


def clicked(window) -> list[list[str]]:
    """What is chosen after a click on each of `WANTED`."""
    picked = []
    for key in WANTED:
        place = place_of(window, key)
        QTest.mouseClick(window.viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        picked.append(list(window.scene.state.selection))
    return picked


def until(done) -> None:
    """Let the window work until it is done, or give up."""
    for _ in range(600):
        QTest.qWait(30)
        if done():
            return
    sys.exit("the window never got there")


if __name__ == "__main__":
    main()
