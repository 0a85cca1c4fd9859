"""`retia --version`: what is running here."""

from __future__ import annotations

import platform
from importlib.metadata import version

import viewer
from viewer.commands.failure import Exit

_LIBRARIES = ("numpy", "pyvista", "vtk", "pyvistaqt", "PyQt6", "psygnal")


def print_versions() -> Exit:
    """Print the versions of Retia and its libraries, and who draws."""
    from viewer.render.opengl import opengl_renderer

    print(f"retia {viewer.__version__}")
    print(f"Python {platform.python_version()} on {platform.platform()}")
    print(*(f"{name} {version(name)}" for name in _LIBRARIES), sep=", ")
    print(f"OpenGL: {opengl_renderer() or 'none on this machine'}")
    return Exit.DONE
