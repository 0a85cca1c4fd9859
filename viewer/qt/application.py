"""The application around the window: style, faults, event loop."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

# The surface format of the 3D view has to be set before the first window is made; importing the view does it.
from viewer.qt.view.viewport import Viewport  # noqa: F401  isort: skip

import platformdirs
from PyQt6.QtCore import QLocale, QSettings, Qt
from PyQt6.QtGui import QOpenGLContext
from PyQt6.QtWidgets import QApplication

from meshes.home import home
from viewer.model.scene import Scene
from viewer.qt.building.individuals import BuildSource
from viewer.qt.icons import icon
from viewer.qt.interface import dress
from viewer.qt.interrupt import INTERRUPTED, interruptible
from viewer.qt.style import worn
from viewer.qt.tools.measuring import PathTracer
from viewer.qt.veins.route_finder import Tracer
from viewer.qt.veins.vessel_reading import VesselReader
from viewer.qt.window import Window

_log = logging.getLogger(__name__)


class NoOpenGL(RuntimeError):
    """This machine gives Qt no OpenGL: there would be a white view and nothing else."""


def application() -> QApplication:
    """The application of this process, made and dressed if there is none."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    # Qt keeps what it compiled for the graphics card in the user's folders: a guest leaves nothing there.
    is_guest = home() is not None
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableShaderDiskCache, is_guest)
    return dressed(QApplication(sys.argv[:1]))


def dressed(app: QApplication) -> QApplication:
    """Give an application Retia's name and look, and return it."""
    app.setApplicationName("Retia")
    app.setOrganizationName("Retia")
    app.setDesktopFileName("retia")
    app.setStyle("Fusion")
    dress(app, worn())
    app.setWindowIcon(icon("retia"))
    # Decimal points, whatever the machine is set to: sizes are typed and read in publications.
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return app


def open_window(
    scene: Scene,
    source: BuildSource,
    settings: QSettings | None = None,
    folder: Path | None = None,
    path: Path | None = None,
    tracer: Tracer | None = None,
    vessels: VesselReader | None = None,
    paths: PathTracer | None = None,
) -> Window:
    """Show a window on a scene; faults in its slots reach its message bar from now on.

    Raises
    ------
    NoOpenGL
        When there is no OpenGL to draw with.
    """
    application()
    if not QOpenGLContext().create():
        raise NoOpenGL("this machine gives Qt no OpenGL for a 3D view; install a graphics driver or Mesa")
    window = Window(scene, source, settings, folder, tracer, vessels, paths)
    window.documents.started_from(path)
    catch_faults(window)
    window.show()
    window.activateWindow()
    return window


def run_application(
    scene: Scene,
    source: BuildSource,
    path: Path | None = None,
    tracer: Tracer | None = None,
    vessels: VesselReader | None = None,
    paths: PathTracer | None = None,
) -> int:
    """Open the window and stay until it is closed; the exit code is returned.

    `path` is the file the scene came from.

    Raises
    ------
    KeyboardInterrupt
        After Ctrl-C in the terminal, once the window is closed.
    """
    app = application()
    settings, folder = kept_things()

    def stop() -> None:
        window.close()
        app.exit(INTERRUPTED)

    def leave() -> None:
        window.documents.asks_nothing()
        window.close()
        app.exit(0)

    # From before there is a window: an exception in a question of Qt would end the process as a crash.
    with interruptible(stop, leave):
        window = open_window(scene, source, settings, folder, path, tracer, vessels, paths)
        code = app.exec()
    # A process that leaves a build behind ends without the farewells on which Qt would write them.
    settings.sync()
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code


def kept_things() -> tuple[QSettings, Path]:
    """Settings, and the folder of scenes kept against crashes: in the user's own places, or in one folder."""
    portable = home()
    if portable is None:
        return QSettings(), platformdirs.user_state_path("retia", appauthor=False) / "scenes"
    return QSettings(str(portable / "retia.ini"), QSettings.Format.IniFormat), portable / "scenes"


def catch_faults(window: Window) -> None:
    """Tell exceptions of slots in the window's message bar: Qt would end the process instead."""

    def tell(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        _log.error("a slot failed:\n%s", "".join(traceback.format_exception(kind, fault, trace)))
        window.messages.tell_fault("Something went wrong", fault)

    sys.excepthook = tell
