"""Opening what may hold a scene: a session file, or a picture that carries its session."""

from __future__ import annotations

from pathlib import Path

from meshes.anatomy.catalogue import Catalogue
from viewer.model.written.picture_text import SIGNATURE, NoText, is_png, kept_text
from viewer.model.written.session import LARGEST_BYTES, FaultySession, Opened, read_session


def open_file(path: Path, catalogue: Catalogue) -> Opened:
    """The state in a file.

    Raises
    ------
    FaultySession
        When the file holds no session that can be shown; the message names it and says why.
    OSError
        When it cannot be read.
    """
    try:
        return read_session(_content(path), catalogue)
    except (FaultySession, NoText) as fault:
        raise FaultySession(f"{path.name}: {fault}") from fault


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        start = stream.read(len(SIGNATURE))
        stream.seek(0)
        if is_png(start):
            return kept_text(stream)
        if path.suffix.lower() == ".png":
            raise NoText("damaged picture: it does not begin as a PNG file does")
        return stream.read(LARGEST_BYTES + 1)
