"""Which OpenGL draws here, asked before anything is drawn."""

from __future__ import annotations

import ctypes
import os
import re
import sys


def prefer_headless_window() -> None:
    """Without a display, let VTK draw through EGL at once instead of complaining about a missing X server.

    Call it before the first picture. Where there is no EGL, VTK goes its own way.
    """
    if not sys.platform.startswith("linux") or os.environ.get("DISPLAY"):
        return
    try:
        ctypes.CDLL("libEGL.so.1")
    except OSError:
        return
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")


def opengl_renderer() -> str | None:
    """Name and version of the OpenGL renderer off the screen; ``None`` where nothing can be drawn."""
    prefer_headless_window()
    import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  # registers the window that draws
    from vtkmodules.vtkCommonCore import vtkObject
    from vtkmodules.vtkRenderingCore import vtkRenderWindow

    vtkObject.GlobalWarningDisplayOff()
    try:
        window = vtkRenderWindow()
        window.SetShowWindow(False)
        window.SetOffScreenRendering(True)
        told = ""
        if window.SupportsOpenGL():
            window.Render()
            told = window.ReportCapabilities()
        window.Finalize()
    finally:
        vtkObject.GlobalWarningDisplayOn()
    name = re.search(r"OpenGL renderer string:\s*(.*)", told)
    number = re.search(r"OpenGL version string:\s*(.*)", told)
    return f"{name[1]}, OpenGL {number[1]}" if name and number else None
