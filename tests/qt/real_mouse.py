"""Child process: moves the pointer of the X server and presses its button, as a hand on a mouse does.

What the toolkit does between press and release (a drag of its own, with a loop of its own) hears nothing of
events that a test hands to widgets.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import itertools
import subprocess
import sys
import time
from collections.abc import Sequence

STEP_S = 0.03


def is_there() -> bool:
    """Whether this machine has what moves pointers (Debian: libxtst6)."""
    return sys.platform.startswith("linux") and ctypes.util.find_library("Xtst") is not None


def drag(places: Sequence[tuple[int, int]]) -> subprocess.Popen[bytes]:
    """Press at the first place of the screen, move over the others, let go at the last."""
    words = [f"{x},{y}" for x, y in places]
    return subprocess.Popen([sys.executable, __file__, *words])


def main(words: Sequence[str]) -> None:
    """Do it."""
    x11, xtst = (ctypes.CDLL(ctypes.util.find_library(name)) for name in ("X11", "Xtst"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    places = [tuple(map(int, word.split(","))) for word in words]

    def settle() -> None:
        x11.XFlush(display)
        time.sleep(STEP_S)

    def move(x: int, y: int) -> None:
        xtst.XTestFakeMotionEvent(display, -1, x, y, ctypes.c_ulong(0))
        settle()

    def press(is_down: bool) -> None:
        xtst.XTestFakeButtonEvent(display, 1, is_down, ctypes.c_ulong(0))
        settle()

    move(*places[0])
    press(True)
    for (x, y), (to_x, to_y) in itertools.pairwise(places):
        for step in range(1, 9):
            move(x + (to_x - x) * step // 8, y + (to_y - y) * step // 8)
    time.sleep(5 * STEP_S)
    press(False)
    x11.XCloseDisplay(display)


if __name__ == "__main__":
    main(sys.argv[1:])
