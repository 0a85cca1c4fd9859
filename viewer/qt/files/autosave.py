"""The scene kept on disk while one works, so that a crash takes nothing away."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path

from PyQt6.QtCore import QLockFile, QObject, QTimer

from meshes.replacing import changed_at, write_text
from viewer.model.change import Change, Kind
from viewer.model.scene import Scene
from viewer.model.written.session import ENDING, session_text

EVERY_MS = 3000
LAST = f"last{ENDING}"
_OWN, _ASIDE = "scene-", "unread-"


class Autosave(QObject):
    """Writes a scene a few seconds after it changed, and finds what a crash left behind.

    Each window has a file of its own and a lock beside it: a file whose lock nobody holds is of a window that
    did not close. When a window closes in order, its scene is kept as the one of last time.

    Parameters
    ----------
    scene
        What is kept.
    folder
        Where; made when needed. A folder that cannot be written keeps nothing, and work goes on.
    """

    def __init__(self, scene: Scene, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._scene, self.folder = scene, folder
        self.path = folder / f"{_OWN}{uuid.uuid4().hex[:12]}{ENDING}"
        self._lock = QLockFile(f"{self.path}.lock")
        self._has_changed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.write)

    @property
    def last(self) -> Path | None:
        """The scene of last time, if there is one."""
        path = self.folder / LAST
        return path if path.is_file() else None

    def on_changed(self, change: Change) -> None:
        """Something is to be kept."""
        if change.kinds - {Kind.HOVER}:
            self._has_changed = True
            if not self._timer.isActive():
                self._timer.start()

    def write(self) -> None:
        """Keep the scene now."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self._lock.isLocked():
                self._lock.tryLock(0)
            write_text(self.path, session_text(self._scene.state))

    def left_behind(self) -> tuple[Path, ...]:
        """Scenes of windows that did not close, the latest first."""
        found = [path for path in self.folder.glob(f"{_OWN}*{ENDING}") if path != self.path]
        dead = [path for path in found if not _is_held(path)]
        return tuple(sorted(dead, key=changed_at, reverse=True))

    def set_aside(self, path: Path) -> Path:
        """Keep a file that cannot be brought back where nobody is asked about it again; its place then."""
        aside = path.with_name(f"{_ASIDE}{path.name}")
        with contextlib.suppress(OSError):
            path.replace(aside)
        return aside

    def forget(self, paths: tuple[Path, ...]) -> None:
        """Remove what was left behind."""
        for path in paths:
            with contextlib.suppress(OSError):
                path.unlink()

    def close(self) -> None:
        """Nothing is written any more; the scene as it is now is kept as the one of last time."""
        self._timer.stop()
        if self._has_changed:
            self.write()
            with contextlib.suppress(OSError):
                self.path.replace(self.folder / LAST)
        self._lock.unlock()


def _is_held(path: Path) -> bool:
    lock = QLockFile(f"{path}.lock")
    # By default a lock counts as left behind after half a minute, whoever holds it.
    lock.setStaleLockTime(0)
    is_free = lock.tryLock(0)
    lock.unlock()
    return not is_free
