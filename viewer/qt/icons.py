"""Icons by name, from the assets, in the colours of the theme."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QPainter, QPixmap

from meshes.assets import ASSETS

_LOGO = "retia"


class _Drawer:
    """Where the icons of the theme in use lie."""

    folder = ASSETS / "icons"


def icon(name: str) -> QIcon:
    """The icon ``assets/icons/<name>.svg``; an empty one if there is none, for a verb that is words only."""
    path = _Drawer.folder / f"{name}.svg"
    return QIcon(str(path)) if path.is_file() else QIcon()


def themed_icons(colours: Mapping[str, str], theme: str) -> Path:
    """A folder with all icons drawn in other colours, in use from now on.

    Qt reads icons from files, and a style sheet names files too.

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
    folder = Path(_scratch().name) / theme
    folder.mkdir(exist_ok=True)
    for source in (ASSETS / "icons").glob("*.svg"):
        words = source.read_text("utf-8")
        if source.stem != _LOGO:
            for number, (old, _) in enumerate(changes):
                words = words.replace(old, f"<{number}>")
            for number, (_, new) in enumerate(changes):
                words = words.replace(f"<{number}>", new)
        (folder / source.name).write_text(words, "utf-8")
    return folder


@lru_cache(maxsize=1)
def _scratch() -> tempfile.TemporaryDirectory[str]:
    """Gone with the process."""
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
