"""Icons by name, from the assets, in the colours of the theme."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap

from meshes.assets import ASSETS
from meshes.cache import default_root
from meshes.replacing import changed_at, write_bytes

_LOGO = "retia"

_KEPT_FOLDERS = 6
"""Each theme has one, and another after every change of an icon or a colour."""
_OURS = re.compile(r"[a-z]+-[0-9a-f]{8}")


class _Drawer:
    """Where the icons of the theme in use lie."""

    folder = ASSETS / "icons"


def icon(name: str) -> QIcon:
    """The icon ``assets/icons/<name>.svg``; an empty one if there is none, for a verb that is words only."""
    path = _Drawer.folder / f"{name}.svg"
    return QIcon(str(path)) if path.is_file() else QIcon()


def themed_icons(colours: Mapping[str, str], theme: str) -> Path:
    """A folder with all icons drawn in other colours, in use from now on.

    Qt reads icons from files, and a style sheet names files too. They lie beside the cached meshes, where the
    next start finds them, however this one ends.

    Parameters
    ----------
    colours
        ``#rrggbb`` as drawn, and what it becomes; where nothing changes the assets themselves are used.
    theme
        Name of the folder.
    """
    changes = {old: new for old, new in colours.items() if old != new}
    _Drawer.folder = _recoloured(tuple(changes.items()), theme) if changes else ASSETS / "icons"
    return _Drawer.folder


@lru_cache(maxsize=4)
def _recoloured(changes: tuple[tuple[str, str], ...], theme: str) -> Path:
    drawn = {source.name: _painted(source, changes) for source in sorted((ASSETS / "icons").glob("*.svg"))}
    digest = hashlib.blake2b(repr(drawn).encode(), digest_size=4).hexdigest()
    try:
        return _kept(default_root() / "icons" / f"{theme}-{digest}", drawn)
    except OSError:
        # Told elsewhere: whoever cannot keep meshes is warned, and the window needs its icons.
        return _kept(Path(_scratch().name) / theme, drawn)


def _painted(source: Path, changes: tuple[tuple[str, str], ...]) -> bytes:
    """An icon in other colours; the logo has its own."""
    words = source.read_text("utf-8")
    if source.stem == _LOGO:
        return words.encode()
    for number, (old, _) in enumerate(changes):
        words = words.replace(old, f"<{number}>")
    for number, (_, new) in enumerate(changes):
        words = words.replace(f"<{number}>", new)
    return words.encode()


def _kept(folder: Path, drawn: Mapping[str, bytes]) -> Path:
    """The folder with these files in it: those it lacks are written, each as a whole. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _forget_old(folder.parent)
    for name, content in drawn.items():
        if not (folder / name).is_file():
            write_bytes(folder / name, content)
    return folder


def _forget_old(root: Path) -> None:
    ours = [folder for folder in root.iterdir() if _OURS.fullmatch(folder.name)]
    for folder in sorted(ours, key=changed_at, reverse=True)[_KEPT_FOLDERS:]:
        shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=1)
def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Where nothing can be kept: gone with the process."""
    return tempfile.TemporaryDirectory(prefix="retia-icons-")


def swatch(colour: str, size: int = 14, is_filled: bool = True) -> QIcon:
    """A dot of one colour; hollow when what it stands for is not drawn."""
    picture = QPixmap(QSize(size, size) * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(colour).darker(130))
    painter.setBrush(QColor(colour) if is_filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(2, 2, size - 4, size - 4)
    painter.end()
    dot = QIcon(picture)
    # Without a picture of its own a chosen row would have its colour darkened.
    dot.addPixmap(picture, QIcon.Mode.Selected)
    return dot
