"""Child process, in a session bus of its own: a window on a desktop that turns dark and light again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

DESKTOP = Path(__file__).with_name("desktop.py")
CHANGES = {"dark": "1", "light": "2"}


def main(python: str) -> None:
    """Open it and tell after each change of the desktop how the window and its view look."""
    # Before there is an application: Qt asks the desktop at once.
    desktop = subprocess.Popen([python, str(DESKTOP)], stdin=-1, stdout=-1, text=True)
    assert desktop.stdin is not None and desktop.stdout is not None
    assert desktop.stdout.readline() == "there\n"
    from viewer.qt.application import application

    running = application()  # kept here: Qt objects outlive it otherwise

    from tests.qt.conftest import over, shown
    from tests.qt.high_density import until

    window, told = shown(), {}

    def look() -> dict[str, object]:
        until(lambda: not window.building.worker.is_running and not window.spare_time.is_used)
        corner = window.viewport.grabFramebuffer().pixelColor(4, window.viewport.height() - 4)
        panel = window.menuBar().grab().toImage().pixelColor(2, 2)
        return {"view": corner.lightness(), "window": panel.lightness(), "step": window.scene.undo_name}

    told["first"] = look()
    for name, number in CHANGES.items():
        desktop.stdin.write(f"{number}\n")
        desktop.stdin.flush()
        until(lambda name=name: window.interface.is_dark == (name == "dark"))
        told[name] = look()
    window.interface.choose_theme("light")
    desktop.stdin.write("1\n")
    desktop.stdin.close()
    desktop.wait(30)
    told["chosen"] = look()
    print(json.dumps(told))
    over(running, window)


if __name__ == "__main__":
    main(sys.argv[1])
