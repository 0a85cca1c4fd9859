"""Child process: a window that goes from a screen to one of another density and back."""

from __future__ import annotations

import json
import os

from scripts import xvfb
from tests.qt.two_monitors import HALF, HEIGHT, split_screen

DENSITY = 1.5
SIZE = (800, 600)
"""Of the window, in logical pixels: it has room on either screen."""


def main() -> None:
    """Open the window on the left, take it to the right and back; tell of each what is seen and hit."""
    os.environ["QT_SCREEN_SCALE_FACTORS"] = f"1;{DENSITY}"
    xvfb.SCREEN = f"{2 * HALF}x{HEIGHT}x24"
    xvfb.start_xvfb()
    split_screen()
    from viewer.qt.application import application

    running = application()  # kept here: Qt objects outlive it otherwise

    from PyQt6.QtTest import QTest

    from tests.qt.conftest import over, press, shown
    from tests.qt.high_density import clicked, until

    window = shown()
    press(window.viewport, "F9")
    until(lambda: window.building.is_up_to_date)
    window.building.worker.cancel()
    window.scene.view_from("posterior")
    view, told = window.viewport, []
    for place, ratio in ((20, 1.0), (HALF + 20, DENSITY), (20, 1.0)):
        window.move(place, 20)
        until(lambda ratio=ratio: view.devicePixelRatioF() == ratio)
        QTest.qWait(100)  # Qt keeps the size in pixels at first
        window.resize(*SIZE)
        until(lambda: (window.width(), window.height()) == SIZE)
        until(lambda: not window.spare_time.is_used)
        told.append(
            {
                "ratio": view.devicePixelRatioF(),
                "view": [view.width(), view.height()],
                "picture": list(view.render_window.GetSize()),
                "legend": list(window.renderer._margin._legend._size),
                "picked": clicked(window),
            }
        )
    print(json.dumps(told))
    over(running, window)


if __name__ == "__main__":
    main()
