"""The files opened and saved lately, remembered from one run to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QSettings
from PyQt6.QtWidgets import QMenu

KEPT = 8
_KEY = "session/recent"


class Recents:
    """Paths, the latest first; without settings they last as long as the window."""

    def __init__(self, settings: QSettings | None) -> None:
        self._settings = settings
        stored = settings.value(_KEY, []) if settings else []
        listed = [stored] if isinstance(stored, str) else list(stored or [])
        self._paths = [Path(each) for each in listed if isinstance(each, str)][:KEPT]

    @property
    def paths(self) -> tuple[Path, ...]:
        """Those that still exist."""
        return tuple(path for path in self._paths if path.is_file())

    def add(self, path: Path) -> None:
        """Put a path in front."""
        path = path.absolute()
        self._paths = [path, *(each for each in self._paths if each != path)][:KEPT]
        self._store()

    def clear(self) -> None:
        """Forget them all."""
        self._paths = []
        self._store()

    def fill(self, menu: QMenu, open_file: Callable[[Path], object], last: Path | None) -> None:
        """The menu's entries anew: the scene of last time, the files, and the way to forget them."""
        menu.clear()
        if last is not None:
            self._entry(menu, "Scene of last time", last, open_file)
            menu.addSeparator()
        for number, path in enumerate(self.paths, 1):
            self._entry(menu, f"&{number}  {path.name}", path, open_file)
        menu.addSeparator()
        forget = menu.addAction("Forget these")
        assert forget is not None
        forget.setEnabled(bool(self.paths))
        forget.triggered.connect(self.clear)

    def _entry(self, menu: QMenu, text: str, path: Path, open_file: Callable[[Path], object]) -> None:
        action = menu.addAction(text)
        assert action is not None
        action.setStatusTip(str(path))
        action.triggered.connect(lambda: open_file(path))

    def _store(self) -> None:
        if self._settings is not None:
            self._settings.setValue(_KEY, [str(path) for path in self._paths])
