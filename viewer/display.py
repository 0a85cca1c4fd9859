"""Whether there is a screen to open a window on."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path


def has_display() -> bool:
    """Whether a window could open: always on Windows and macOS, elsewhere when X or Wayland answers.

    A ``DISPLAY`` that nobody answers counts as none, because Qt would end the process on it.
    """
    if not sys.platform.startswith("linux"):
        return True
    return has_x_display() or _wayland_answers()


def has_x_display() -> bool:
    """Whether an X server answers, which is what VTK draws on off the screen if it can."""
    return bool(os.environ.get("DISPLAY")) and _x_server_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    # A name alone lies in the folder of the session; joined to it, a whole path stays as it is.
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere")) / name
    with socket.socket(socket.AF_UNIX) as asking:
        try:
            asking.connect(str(place))
        except OSError:
            return False
    return True


def _x_server_answers() -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
