"""Child process: the application, with a scene that changes and is not saved; then it waits for its end.

Its picture is in the clipboard by then, which Qt hands on when the application goes.
"""

from __future__ import annotations

import sys

from viewer.qt.application import application, kept_things, run_application  # first: sets the surface format

from PyQt6.QtCore import QTimer  # isort: skip
from PyQt6.QtWidgets import QApplication  # isort: skip

from tests.qt.shapes import FakeSource
from viewer.model.written.session import ENDING, session_text
from viewer.qt.window import Window
from viewer.scenes import scene_of

HIDDEN = "bone.vertebra.L1"


def main(has_file: bool) -> None:
    """Run it; with a file, changes would be asked about when the window closes."""
    running = application()  # kept here: Qt objects outlive it otherwise
    scene, path = scene_of("default", ("T12", "L1")), None
    if has_file:
        _, folder = kept_things()
        path = folder.parent / f"lecture{ENDING}"
        path.write_text(session_text(scene.state), "utf-8")

    def change() -> None:
        scene.hide([HIDDEN])
        (window,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Window))
        window.studio.copy()
        assert QApplication.clipboard().ownsClipboard()
        print("changed", flush=True)

    QTimer.singleShot(1500, change)
    code = run_application(scene, FakeSource(), path)
    del running
    sys.exit(code)


if __name__ == "__main__":
    main("session" in sys.argv[1:])
