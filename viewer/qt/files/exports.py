"""Saves what is shown as meshes or as a page for browsers; the writing is done off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread

from PyQt6.QtCore import QObject, QStandardPaths, QTimer, pyqtSignal
from PyQt6.QtWidgets import QProgressDialog, QWidget

from meshes.geometry.trimesh import TriMesh
from viewer.export.scene_file import SCENE_ENDINGS, write_scene
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.qt.widgets.save_place import save_place

FILE_KINDS = {
    "Page that turns in any browser (*.html)": ".html",
    "GLB, with colours and groups (*.glb)": ".glb",
    "OBJ (*.obj)": ".obj",
    "PLY, coloured (*.ply)": ".ply",
    "STL (*.stl)": ".stl",
    "VTP, for ParaView (*.vtp)": ".vtp",
}
"""What the file dialog offers, and the ending each gives to a name without one."""


SHOWN_AFTER_MS = 500
"""What takes longer says that it is on its way."""


class Exports(QObject):
    """Writes the shown surfaces of a scene, one file at a time.

    Parameters
    ----------
    scene, meshes
        What is shown, and the surfaces built so far.
    tell, tell_fault
        Told in a sentence what was done, or what failed and why.
    is_built
        Whether everything shown is built.
    window
        What dialogs belong to.
    as_seen
        The state to be written for a state: it remembers in what shape it was seen.
    """

    _ended = pyqtSignal(Path, object)

    def __init__(
        self,
        scene: Scene,
        meshes: Mapping[str, TriMesh],
        tell: Callable[[str], None],
        tell_fault: Callable[[str, BaseException], None],
        is_built: Callable[[], bool],
        window: QWidget,
        as_seen: Callable[[SceneState], SceneState] = lambda state: state,
    ) -> None:
        super().__init__(window)
        self._scene, self._meshes, self._window = scene, meshes, window
        self._tell, self._tell_fault, self._is_built = tell, tell_fault, is_built
        self._as_seen = as_seen
        self._thread: Thread | None = None
        self._given_up = Event()
        self.waiting: QProgressDialog | None = None
        """What says that a file is being written, and gives it up; there while one is."""
        self._ended.connect(self._on_ended)

    @property
    def is_writing(self) -> bool:
        """Whether a file is being written."""
        return self._thread is not None

    def ask(self) -> None:
        """Ask for a file and write it, once everything shown is built."""
        if not self._is_built():
            self._tell("An export is made once everything shown is built.")
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = save_place(self._window, "Export", Path(folder) / "retia", FILE_KINDS, SCENE_ENDINGS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> bool:
        """Begin to write what is shown now; whether it was begun."""
        if self.is_writing:
            self._tell("The file before is still being written.")
            return False
        # The thread has a scene of its own: this one goes on changing.
        scene = Scene.of_state(self._scene.catalogue, self._as_seen(self._scene.state))
        shown = {key: self._meshes[key] for key in scene.shown if key in self._meshes}
        self._tell(f"Writing {path.name} …")
        self._given_up = given_up = Event()
        self._thread = Thread(target=self._run, args=(scene, shown, path, given_up), name="export")
        self._thread.start()
        self.waiting = self._asks_for_patience(path)
        return True

    def give_up(self) -> None:
        """Write nothing of the file that is on its way."""
        if self._thread is not None and not self._given_up.is_set():
            self._given_up.set()
            self._tell("The export was given up; nothing was written.")

    def _asks_for_patience(self, path: Path) -> QProgressDialog:
        waiting = QProgressDialog(f"Writing {path.name} …", "Cancel", 0, 0, self._window)
        waiting.setWindowTitle("Export")
        waiting.canceled.connect(self.give_up)
        soon = QTimer(waiting)
        soon.setSingleShot(True)
        soon.timeout.connect(waiting.show)
        soon.start(SHOWN_AFTER_MS)
        return waiting

    def close(self) -> None:
        """Wait for the file being written, which takes a second or two."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, scene: Scene, shown: Mapping[str, TriMesh], path: Path, given_up: Event) -> None:
        fault: Exception | None = None
        try:
            write_scene(scene, shown, path, given_up.is_set)
        except Exception as found:
            fault = found
        self._ended.emit(path, fault)

    def _on_ended(self, path: Path, fault: Exception | None) -> None:
        self._thread = None
        if self.waiting is not None:
            self.waiting.deleteLater()
            self.waiting = None
        if self._given_up.is_set():
            return
        if fault is None:
            self._tell(f"Saved {path}")
        else:
            self._tell_fault(f"{path.name} was not saved", fault)
