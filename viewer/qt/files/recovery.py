"""The scene of a window that did not close in order, offered to the next one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QMessageBox, QWidget

from meshes.anatomy.catalogue import Catalogue
from viewer.model.state import SceneState
from viewer.model.written.opening import open_file
from viewer.model.written.session import FaultySession
from viewer.qt.files.autosave import Autosave
from viewer.qt.widgets.message_bar import MessageBar


class Recovery:
    """Asks whether to bring it back, and does.

    Parameters
    ----------
    autosave
        Finds what was left behind, and keeps what is brought back.
    catalogue
        What a scene may speak of.
    window, messages
        Over which it asks, and where faults go.
    show
        Makes a scene that was read the one of the window.
    """

    def __init__(
        self,
        autosave: Autosave,
        catalogue: Catalogue,
        window: QWidget,
        messages: MessageBar,
        show: Callable[[SceneState], object],
    ) -> None:
        self._autosave, self._catalogue, self._show = autosave, catalogue, show
        self._window, self._messages = window, messages

    def offer(self) -> QMessageBox | None:
        """Ask, if there is one; the window goes on meanwhile."""
        left = self._autosave.left_behind()
        if not left:
            return None
        box = QMessageBox(
            QMessageBox.Icon.Question,
            "Retia",
            "Retia ended unexpectedly last time. Bring its scene back?",
            parent=self._window,
        )
        back = box.addButton("Bring back", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Forget it", QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(lambda _: self._answer(left, box.clickedButton() is back))
        box.open()
        return box

    def _answer(self, left: tuple[Path, ...], is_wanted: bool) -> None:
        """The latest scene, if it is wanted; those of other windows are asked about at the next start."""
        if not is_wanted:
            self._autosave.forget(left)
            return
        try:
            opened = open_file(left[0], self._catalogue)
        except (OSError, FaultySession) as fault:
            kept = self._autosave.set_aside(left[0])
            self._messages.tell_fault(f"The scene could not be brought back; it is kept as {kept}", fault)
            return
        self._show(opened.state)
        self._autosave.write()
        self._autosave.forget(left[:1])
