"""Sessions as files of a window: new, open, save, recent ones, and figures to keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QMimeData, QObject, QSettings, QStandardPaths
from PyQt6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from meshes.replacing import write_text
from viewer.model.change import Change
from viewer.model.scene import Scene
from viewer.model.state import SceneState
from viewer.model.viewpoint import NAMED_VIEWS
from viewer.model.written.figure_text import figure_text
from viewer.model.written.opening import open_file
from viewer.model.written.session import ENDING, FaultySession, session_text
from viewer.qt.files.autosave import Autosave
from viewer.qt.files.recents import Recents
from viewer.qt.files.recovery import Recovery
from viewer.qt.widgets.message_bar import MessageBar
from viewer.qt.widgets.save_place import save_place

OPENED = f"Sessions and pictures (*{ENDING} *.json *.png);;All files (*)"
SAVED, FIGURES = {f"Sessions (*{ENDING})": ENDING}, {"Figures (*.toml)": ".toml"}
UNTITLED = "Retia"

Button = QMessageBox.StandardButton


class Documents(QObject):
    """Which file the scene of a window belongs to, and whether it has changed since.

    Asks before changes are lost only where there is a file they could go to; a scene that was never saved is
    kept as the one of last time instead.

    Parameters
    ----------
    scene
        What is opened and saved.
    window
        Whose title tells the file.
    messages, tell
        Where faults go, and short sentences.
    settings, folder
        Where recent files and the autosaved scene are remembered; without, they are not.
    as_seen
        The state to be written for a state: it remembers in what shape it was seen.
    """

    def __init__(
        self,
        scene: Scene,
        window: QWidget,
        messages: MessageBar,
        tell: Callable[[str], None],
        settings: QSettings | None = None,
        folder: Path | None = None,
        as_seen: Callable[[SceneState], SceneState] = lambda state: state,
    ) -> None:
        super().__init__(window)
        self._scene, self._window, self._messages, self._tell = scene, window, messages, tell
        self._as_seen = as_seen
        self._first = self._saved = scene.state
        self.path: Path | None = None
        self._is_alone = False
        self._lament = ""
        """What was told of the last file that could not be written."""
        self.recents = Recents(settings)
        self.autosave = Autosave(scene, folder, self) if folder else None
        self._recovery = (
            Recovery(self.autosave, scene.catalogue, window, messages, self._bring_back)
            if self.autosave
            else None
        )
        self.menu = QMenu("Open &recent", window)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._title()

    # -- verbs

    def new(self) -> None:
        """Begin anew with the scene the window opened with."""
        if self.may_leave():
            self._begin(self._first, None)

    def open(self) -> None:
        """Ask for a file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open", self._folder(), OPENED)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> bool:
        """Open a session, or a picture that carries one; whether it could be opened."""
        if not self.may_leave():
            return False
        try:
            opened = open_file(path, self._scene.catalogue)
        except (OSError, FaultySession) as fault:
            # The fault names the file.
            self._messages.tell_fault("Not opened", fault)
            return False
        self._begin(self._in_shape(opened.state), path if _is_session(path) else None)
        if path != (self.autosave and self.autosave.last):
            self.recents.add(path)
        self._tell(f"Opened {path.name}")
        if opened.notes:
            self._messages.tell(f"{path.name}: {opened.notes[0]}", "\n".join(opened.notes))
        return True

    def save(self) -> bool:
        """Save to the session's file, asking for one if it has none; whether it was saved."""
        return self.save_to(self.path) if self.path else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        start = self.path or Path(self._folder()) / f"scene{ENDING}"
        path = save_place(self._window, "Save session", start, SAVED, [".json"])
        return path is not None and self.save_to(path)

    def save_to(self, path: Path) -> bool:
        """Save the session to a file, whole or not at all."""
        state = self._scene.state
        if not self._write(path, session_text(self._as_seen(state))):
            return False
        self.path, self._saved = path, state
        self.recents.add(path)
        self._title()
        return True

    def save_figure(self) -> bool:
        """Ask for a file and save the scene as a figure, which `retia shot --figure FILE` draws."""
        start = Path(self._folder()) / "figure.toml"
        path = save_place(self._window, "Save as figure", start, FIGURES, [".toml"])
        if path is None:
            return False
        state = self._as_seen(self._scene.state)
        return self._write(path, figure_text(state, self._scene.catalogue, path.stem, ""))

    def asks_nothing(self) -> None:
        """From now on nobody is there to be asked: what is not saved is found as the scene of last time."""
        self._is_alone = True

    def may_leave(self) -> bool:
        """Whether the scene may be given up: asks when changes would be lost."""
        if self._is_alone or self.path is None or not self.is_changed:
            return True
        box = QMessageBox(
            QMessageBox.Icon.Question,
            "Retia",
            f"Save the changes to {self.path.name}?",
            Button.Save | Button.Discard | Button.Cancel,
            self._window,
        )
        answer = box.exec()
        return answer == Button.Discard or (answer == Button.Save and self.save())

    # -- state

    @property
    def is_changed(self) -> bool:
        """Whether more than the view and the selection differs from what was opened or saved."""
        return _lasting(self._scene.state) != _lasting(self._saved)

    def started_from(self, path: Path | None) -> None:
        """The window's scene came from this file."""
        if path is not None and _is_session(path):
            self.path = path
            self._title()
        if path is not None:
            self.recents.add(path)

    def on_changed(self, change: Change) -> None:
        """Follow the scene."""
        if self.autosave:
            self.autosave.on_changed(change)
        self._title()

    def offer_recovery(self) -> QMessageBox | None:
        """If a window did not close in order, ask whether to bring its scene back; the window goes on."""
        return self._recovery.offer() if self._recovery else None

    def close(self) -> None:
        """Stop keeping the scene."""
        if self.autosave:
            self.autosave.close()

    # -- inside

    def _bring_back(self, state: SceneState) -> None:
        self._scene.become(self._in_shape(state), "Bring back the scene")

    def _in_shape(self, state: SceneState) -> SceneState:
        """A state that was read, as this window shows it: what was seen of it stays in sight."""
        aspect = self._as_seen(state).viewpoint.aspect
        return state if aspect is None else replace(state, viewpoint=state.viewpoint.in_shape(aspect))

    def _begin(self, state: SceneState, path: Path | None) -> None:
        self.path, self._saved = path, state
        self._scene.start_over(state)
        self._title()

    def _write(self, path: Path, text: str) -> bool:
        try:
            write_text(path, text)
        except OSError as fault:
            self._messages.tell_fault(f"{path.name} was not saved", fault)
            self._lament = self._messages.text.text()
            return False
        if self._lament and self._lament == self._messages.text.text():
            self._messages.clear()
        self._tell(f"Saved {path}")
        return True

    def _title(self) -> None:
        name = f"{self.path.name.removesuffix(ENDING)}[*] – {UNTITLED}" if self.path else UNTITLED
        self._window.setWindowTitle(name)
        is_modified = self.path is not None and self.is_changed
        # Qt tells the window system even what it knows, which for every step of a drag is a tenth of a frame.
        if is_modified != self._window.isWindowModified():
            self._window.setWindowModified(is_modified)

    def _fill_menu(self) -> None:
        self.recents.fill(self.menu, self.open_file, self.autosave.last if self.autosave else None)

    def _folder(self) -> str:
        if self.path:
            return str(self.path.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def dropped_file(dropped: QMimeData | None) -> Path | None:
    """The one file that is dropped on a window, if it is one that may hold a scene."""
    urls = dropped.urls() if dropped is not None else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in (".json", ".png") and path.is_file() else None


def _is_session(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _lasting(state: SceneState) -> SceneState:
    return replace(state, viewpoint=NAMED_VIEWS["oblique"], selection=())
