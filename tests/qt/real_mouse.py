"""Child process: moves the pointer of the X server and presses its button, as a hand on a mouse does.

What the toolkit does between press and release (a drag of its own, with a loop of its own) hears nothing of
events that a test hands to widgets.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import itertools
import select
import subprocess
import sys
import time
from collections.abc import Sequence

STEP_S, PATIENCE_S = 0.03, 20.0


def is_there() -> bool:
    """Whether this machine has what moves pointers (Debian: libxtst6)."""
    return sys.platform.startswith("linux") and ctypes.util.find_library("Xtst") is not None


def drag(places: Sequence[tuple[int, int]], is_told: bool = False) -> subprocess.Popen[bytes]:
    """Press at the first place of the screen, move over the others, let go at the last.

    A hand that is told waits after the press, and before it lets go, until it hears :func:`go_on`.
    """
    words = [f"{x},{y}" for x, y in places]
    told = subprocess.PIPE if is_told else subprocess.DEVNULL
    return subprocess.Popen([sys.executable, __file__, *words], stdin=told)


def go_on(hand: subprocess.Popen[bytes]) -> None:
    """Tell the hand that what it did was heard."""
    assert hand.stdin is not None
    hand.stdin.write(b"\n")
    hand.stdin.flush()


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
    if select.select([sys.stdin], [], [], PATIENCE_S)[0]:
        sys.stdin.readline()
    for (x, y), (to_x, to_y) in itertools.pairwise(places):
        for step in range(1, 9):
            move(x + (to_x - x) * step // 8, y + (to_y - y) * step // 8)
    time.sleep(5 * STEP_S)
    nudge = itertools.cycle((0, 1))
    # What is dragged over answers movements: a hand at rest would not be told about a late answer.
    until = time.monotonic() + PATIENCE_S
    # Given up at last: whoever is held in a drag would never come to tell that nothing was heard.
    while not select.select([sys.stdin], [], [], 5 * STEP_S)[0] and time.monotonic() < until:
        move(places[-1][0] + next(nudge), places[-1][1])
    press(False)
    x11.XCloseDisplay(display)


if __name__ == "__main__":
    main(sys.argv[1:])
