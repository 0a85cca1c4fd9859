"""Foreign text in our messages."""

from __future__ import annotations

import errno

_ADVICE = {
    errno.ENOSPC: "make room or choose another place",
    errno.ENOENT: "look whether the name is right",
}
"""What to do about an error of the file system."""


def in_one_line(text: str, most: int = 120) -> str:
    """Foreign text as a message may hold it: what cannot be seen is written out, what is too long cut.

    Examples
    --------
    >>> in_one_line("a\\nb"), in_one_line("abcdef", 4)
    ('a\\\\nb', 'abc…')
    """
    visible = text if text.isprintable() else repr(text)[1:-1]
    return visible if len(visible) <= most else f"{visible[: most - 1]}…"


def file_trouble(fault: OSError, is_named: bool = True) -> str:
    """What an error of the file system says, and what to do about it, in one line.

    Parameters
    ----------
    fault
        What was raised.
    is_named
        Whether the file's name is to be told too.

    Examples
    --------
    >>> file_trouble(OSError(errno.ENOSPC, "No space left on device", "/a/b"))
    '/a/b: No space left on device; make room or choose another place'
    """
    if not fault.strerror:
        return in_one_line(str(fault) or type(fault).__name__, most=400)
    named = f"{fault.filename}: " if fault.filename and is_named else ""
    return f"{named}{fault.strerror}; {_ADVICE.get(fault.errno or 0, 'choose another place')}"
