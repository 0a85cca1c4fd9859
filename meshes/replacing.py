"""Files that are there whole or not at all."""

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; on success it takes the name of `path`, on failure it vanishes.

    The place has the same ending as `path`, so writers that go by the ending do the right thing. An
    interrupted run leaves the old file or none.

    Raises
    ------
    OSError
        When the folder does not exist or may not be written.
    """
    beside = path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}{path.suffix}")
    try:
        yield beside
        os.replace(beside, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text to `path` as a whole."""
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8")


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to `path` as a whole."""
    with replacing(path) as beside:
        beside.write_bytes(content)
