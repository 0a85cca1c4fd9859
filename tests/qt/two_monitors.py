"""Child process: an X screen split in two monitors, the window on the second, a panel on the first."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import sys

from scripts import xvfb

HALF, HEIGHT = 1280, 1024
"""Pixels of each monitor; beside each other they are the whole screen of the server."""


class _Monitor(ctypes.Structure):
    """XRRMonitorInfo."""

    _fields_ = (
        ("name", ctypes.c_ulong), ("primary", ctypes.c_int), ("automatic", ctypes.c_int),
        ("noutput", ctypes.c_int), ("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int),
        ("height", ctypes.c_int), ("mwidth", ctypes.c_int), ("mheight", ctypes.c_int),
        ("outputs", ctypes.POINTER(ctypes.c_ulong)),
    )  # fmt: skip


def is_there() -> bool:
    """Whether this machine has what splits screens (Debian: libxrandr2)."""
    return sys.platform.startswith("linux") and ctypes.util.find_library("Xrandr") is not None


def split_screen() -> None:
    """Tell the X server that its screen is two monitors."""
    x11, xrandr = (ctypes.CDLL(ctypes.util.find_library(name)) for name in ("X11", "Xrandr"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    xrandr.XRRGetScreenResources.restype = ctypes.c_void_p
    resources = xrandr.XRRGetScreenResources(display, root)
    count, outputs = ctypes.cast(resources + 32, ctypes.POINTER(ctypes.c_int))[0], (ctypes.c_ulong * 1)()
    assert count == 1, "the server has one screen"
    outputs[0] = ctypes.cast(resources + 40, ctypes.POINTER(ctypes.POINTER(ctypes.c_ulong)))[0][0]
    for number, name in enumerate((b"left", b"right")):
        made = _Monitor(
            x11.XInternAtom(display, name, False), number == 0, 0, number == 0, number * HALF, 0,
            HALF, HEIGHT, 340, 270, outputs,
        )  # fmt: skip
        xrandr.XRRSetMonitor(display, root, ctypes.byref(made))
    x11.XSync(display, False)
    x11.XCloseDisplay(display)


def main() -> None:
    """Open the window on the right monitor, click, float a panel to the left one, open a dialog."""
    xvfb.SCREEN = f"{2 * HALF}x{HEIGHT}x24"
    xvfb.start_xvfb()
    split_screen()
    from viewer.qt.application import application

    running = application()  # kept here: Qt objects outlive it otherwise

    from PyQt6.QtCore import QPoint
    from PyQt6.QtTest import QTest
    from PyQt6.QtWidgets import QDialog

    from tests.qt.conftest import over, shown
    from tests.qt.high_density import clicked, until

    window = shown()
    window.move(HALF, 0)
    window.resize(HALF, 760)
    until(lambda: window.building.is_up_to_date)
    window.building.worker.cancel()
    window.scene.view_from("posterior")
    until(lambda: not window.spare_time.is_used)
    view, picked = window.viewport, clicked(window)
    panel = window.right
    panel.setFloating(True)
    until(panel.isWindow)
    QTest.qWait(300)  # Qt has a place of its own for it first
    panel.move(100, 100)
    until(lambda: panel.isVisible() and panel.mapToGlobal(QPoint(0, 0)).x() < 200)
    window.studio.ask_picture()
    QTest.qWait(300)
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    print(
        json.dumps(
            {
                "screens": [list(each.geometry().getRect()) for each in running.screens()],
                "window": window.windowHandle().screen().name(),
                "names": [each.name() for each in running.screens()],
                "panel": panel.mapToGlobal(QPoint(0, 0)).x(),
                "name": window.right.card.name.text(),
                "dialog": dialog.mapToGlobal(dialog.rect().center()).x(),
                "view": [view.width(), view.height()],
                "picture": list(view.render_window.GetSize()),
                "picked": picked,
            }
        )
    )
    dialog.reject()
    over(running, window)


if __name__ == "__main__":
    main()
