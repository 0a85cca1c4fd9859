"""Which OpenGL draws here, asked before anything is drawn."""

from __future__ import annotations

import ctypes
import os
import re
import sys

from viewer.display import has_x_display


class NoOpenGL(RuntimeError):
    """Nothing can be drawn on this machine; the message says what is missing."""


def prepare_drawing() -> None:
    """Make ready for the first picture off the screen.

    Without an X server VTK is sent to EGL at once, instead of first complaining that there is none; a
    ``DISPLAY`` that nobody answers leaves the environment for the same reason.

    Raises
    ------
    NoOpenGL
        When no OpenGL library is there at all: VTK would not complain but crash.
    """
    if not sys.platform.startswith("linux"):
        return
    if not has_x_display():
        os.environ.pop("DISPLAY", None)
    if os.environ.get("DISPLAY") and _library("libGL.so.1"):
        return
    if _egl_devices():
        if not os.environ.get("DISPLAY"):
            os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
    elif not _library("libOSMesa.so.8"):
        raise NoOpenGL("this machine has no OpenGL; on Debian: apt-get install libegl1 libgl1")


def opengl_renderer() -> str | None:
    """Name and version of the OpenGL renderer off the screen; ``None`` where nothing can be drawn."""
    try:
        prepare_drawing()
    except NoOpenGL:
        return None
    import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  # registers the window that draws
    from vtkmodules.vtkCommonCore import vtkObject
    from vtkmodules.vtkRenderingCore import vtkRenderWindow

    vtkObject.GlobalWarningDisplayOff()
    try:
        window = vtkRenderWindow()
        window.SetShowWindow(False)
        window.SetOffScreenRendering(True)
        window.Render()
        told = window.ReportCapabilities() if window.SupportsOpenGL() else ""
    finally:
        vtkObject.GlobalWarningDisplayOn()
    name = re.search(r"OpenGL renderer string:\s*(.*)", told)
    number = re.search(r"OpenGL version string:\s*(.*)", told)
    return f"{name[1]}, OpenGL {number[1]}" if name and number else None


def _egl_devices() -> int:
    """How many devices EGL can draw on without a display; 0 without EGL or without a driver for it."""
    egl = _library("libEGL.so.1")
    if egl is None:
        return 0
    egl.eglGetProcAddress.restype = ctypes.c_void_p
    egl.eglGetProcAddress.argtypes = [ctypes.c_char_p]
    address = egl.eglGetProcAddress(b"eglQueryDevicesEXT")
    if not address:
        return 0
    count = ctypes.c_int(0)
    signature = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int))
    answered = signature(address)(0, None, ctypes.byref(count))
    return count.value if answered else 0


def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None
