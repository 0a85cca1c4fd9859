"""The view on its way to the clipboard: drawn while the window answers, and given up where that is wished."""

from __future__ import annotations

from collections.abc import Generator

from PyQt6.QtCore import QTimer

from viewer.export.composition import Composition
from viewer.qt.pictures.clipboard import copy
from viewer.qt.pictures.taking import Taking
from viewer.qt.widgets.progress import Progress
from viewer.render.painted.ink import Picture

UNNOTICED_MS = 500


class Copying(Progress):
    """Shown from half a second on until the picture is in the clipboard."""

    def __init__(self) -> None:
        super().__init__("Leave the clipboard as it is")
        self.label.setText("Drawing the picture …")
        self.bar.setRange(0, 0)
        self._taking: Taking | None = None
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(UNNOTICED_MS)
        self._late.timeout.connect(self.show)
        self.cancel.clicked.connect(self.stop)

    def copy(self, steps: Generator[None, None, Composition]) -> Composition | None:
        """Copy what `steps` draw; ``None`` when it was given up, or another is under way.

        Raises
        ------
        Exception
            Whatever drawing raised.
        """
        if self._taking is not None:
            return None
        painted: list[Picture] = []
        self._taking = taking = Taking(steps, lambda made, _: painted.append(made.painted()), self)
        self._late.start()
        try:
            made = taking.run()
        finally:
            self._taking = None
            taking.deleteLater()
            self._late.stop()
            self.hide()
        if made is not None:
            copy(painted[0])
        return made

    def stop(self) -> None:
        """Give up what is being drawn."""
        if self._taking is not None:
            self._taking.stop()
