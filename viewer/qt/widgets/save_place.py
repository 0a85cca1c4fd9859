"""Where to save: asks for a file, and before one is replaced that nobody named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

Button = QMessageBox.StandardButton


def save_place(
    parent: QWidget, title: str, start: Path, kinds: Mapping[str, str], endings: Sequence[str]
) -> Path | None:
    """Ask where to save; ``None`` when the user has thought better of it.

    The system's dialog asks before it names a file that exists. It knows nothing of an ending that is added
    to the name, so that this asks about that one.

    Parameters
    ----------
    parent, title
        Of the dialog.
    start
        The name that is offered.
    kinds
        What is offered, as the dialog writes it, and the ending each gives to a name without one.
    endings
        Those a name may have, lower case; to others that of the kind is added.
    """
    while True:
        chosen, kind = QFileDialog.getSaveFileName(parent, title, str(start), ";;".join(kinds))
        if not chosen:
            return None
        path = _with_ending(Path(chosen), kinds.get(kind, next(iter(kinds.values()))), endings)
        if path == Path(chosen) or not path.exists() or _may_replace(parent, path):
            return path
        start = path


def _with_ending(path: Path, ending: str, endings: Sequence[str]) -> Path:
    return path if path.suffix.lower() in endings else path.with_name(path.name + ending)


def _may_replace(parent: QWidget, path: Path) -> bool:
    box = QMessageBox(
        QMessageBox.Icon.Question,
        "Retia",
        f"There is a file {path.name} already. Replace it?",
        Button.Yes | Button.No,
        parent,
    )
    box.setDefaultButton(Button.No)
    return box.exec() == Button.Yes
