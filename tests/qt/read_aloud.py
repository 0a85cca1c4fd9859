"""Child process, in a session bus of its own: a window, and what a screen reader is told of it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

BUS = ("gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method")
DIALOGS = ("file.screenshot", "file.movie", "help.keys", "help.commands")
VERBS = ("view.parameters", "scenes.list", "view.notes", "section.box", *DIALOGS)
READER = Path(__file__).with_name("screen_reader.py")


def main(python: str) -> None:
    """Open it and have it read."""
    for method in (
        ("org.a11y.Bus.GetAddress",),
        ("org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>"),
    ):
        subprocess.run([*BUS, *method], check=True, stdout=subprocess.DEVNULL)
    from viewer.qt.application import application

    running = application()  # kept here: Qt objects outlive it otherwise

    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import QDialog

    from tests.qt.conftest import over, shown
    from tests.qt.high_density import until

    window = shown()
    until(lambda: not window.building.worker.is_running)
    window.scene.hide(["disc.T12-L1"])
    window.scene.hide(["bone.vertebra.T12"])
    window.left.switches.more.button.click()
    for dock in window.panels.others:
        dock.setFloating(True)  # beside each other, not one behind the other
    for key in VERBS:
        window.verbs.by_id[key].trigger()
    until(lambda: len([each for each in window.findChildren(QDialog) if each.isVisible()]) == len(DIALOGS))
    # Into a file: a pipe that nobody empties would hold up the reader, who waits for this process.
    with tempfile.TemporaryFile("w+") as words:
        reader = subprocess.Popen([python, str(READER)], stdout=words)
        while reader.poll() is None:
            QTest.qWait(10)
        words.seek(0)
        print(words.read())
    over(running, window)


if __name__ == "__main__":
    main(sys.argv[1])
