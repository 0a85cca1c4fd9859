"""Files that are there whole or not at all."""

import contextlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

_LEAST_STEM = 64
"""Bytes of a name that are kept whole; every file system takes names of four times as many."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; on success it takes the name of `path`, on failure it vanishes.

    The place has the same ending as `path`, so writers that go by the ending do the right thing. An
    interrupted run leaves the old file or none.

    Raises
    ------
    OSError
        When the folder does not exist or may not be written; it names `path`, not the place beside it.
    """
    beside = path.with_name(_beside(path))
    try:
        with naming(beside, path):
            yield beside
            os.replace(beside, path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _beside(path: Path) -> str:
    """A hidden name that tells whose it is; of a long name only as much as keeps it as short as that is."""
    mark = f".{uuid.uuid4().hex[:8]}{path.suffix}"
    stem, room = path.stem, len(os.fsencode(path.name)) - len(os.fsencode(mark)) - 1
    while len(os.fsencode(stem)) > max(room, _LEAST_STEM):
        stem = stem[:-1]
    return f".{stem}{mark}"


@contextlib.contextmanager
def naming(beside: Path, path: Path) -> Iterator[None]:
    """Let an OSError about `beside`, or what lies in it, speak of `path`: the user knows no other.

    One that names nothing, as of a full disk, came of writing there.
    """
    try:
        yield
    except OSError as fault:
        is_unnamed = fault.filename is None and fault.errno is not None
        if is_unnamed or str(fault.filename).startswith(str(beside)):
            fault.filename, fault.filename2 = str(path), None
        raise


def changed_at(path: Path) -> float:
    """When a file or folder was changed last, seconds; 0 where another process has removed it meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def require_writable(folder: Path) -> None:
    """Try whether files can be put into `folder`; nothing is left there.

    Raises
    ------
    OSError
        When it does not exist, is no folder or may not be written; it names `folder`.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        fault.filename, fault.filename2 = str(folder), None
        raise


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text to `path` as a whole.

    It is somebody's work: it lies on the disk before it takes the name, so that a power cut leaves the old or
    the new.
    """
    with replacing(path) as beside, beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to `path` as a whole."""
    with replacing(path) as beside:
        beside.write_bytes(content)
