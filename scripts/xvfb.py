"""A private X server without a screen, for tests and benchmarks."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys

SCREEN = "1920x1200x24"


def start_xvfb() -> subprocess.Popen[bytes] | None:
    """Start a server for this process and point ``DISPLAY`` at it; ``None`` where there is none to start.

    Windows opened from now on are real ones that nobody sees, whatever display the user sits at. The server
    ends after this process, not before: Qt would crash on a display that goes away.
    """
    if not sys.platform.startswith("linux") or shutil.which("Xvfb") is None:
        return None
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"],
        pass_fds=(write_end,),
        preexec_fn=_end_with_parent,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        number = answer.readline().strip()
    if not number:
        server.kill()
        return None
    os.environ["DISPLAY"] = f":{number}"
    os.environ.pop("WAYLAND_DISPLAY", None)
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    return server


def _end_with_parent() -> None:
    """Ask the kernel to end the server when the process that started it has ended."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
