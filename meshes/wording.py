"""Foreign text in our messages."""

from __future__ import annotations

import errno

_ADVICE = {
    errno.ENOSPC: "make room or choose another place",
    errno.ENOENT: "look whether the name is right",
    errno.EISDIR: "name a file",
    errno.ELOOP: "name what the links were to lead to",
    errno.ENAMETOOLONG: "choose a shorter name",
}
"""What to do about an error of the file system."""

_LONGEST_NAME = 255
"""Letters of a path that are told; of a longer one its end, in which the file is named."""


def in_one_line(text: str, most: int = 120) -> str:
    """Foreign text as a message may hold it: what cannot be seen is written out, what is too long cut.

    Examples
    --------
    >>> in_one_line("a\\nb"), in_one_line("abcdef", 4)
    ('a\\\\nb', 'abc…')
    """
    visible = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
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
    name = "" if fault.filename is None else str(fault.filename)
    short = name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"
    named = f"{in_one_line(short, most=1000)}: " if name and is_named else ""
    return f"{named}{fault.strerror}; {_ADVICE.get(fault.errno or 0, 'choose another place')}"


def parser_trouble(fault: Exception) -> str:
    """Why a parser of Python gave up on foreign text, for people who do not know Python.

    Examples
    --------
    >>> parser_trouble(RecursionError("maximum recursion depth exceeded"))
    'it is nested too deeply'
    """
    if isinstance(fault, RecursionError):
        return "it is nested too deeply"
    if isinstance(fault, UnicodeDecodeError):
        return "it is no UTF-8 text"
    if "integer string conversion" in str(fault):
        return "a number has too many digits"
    return str(fault)
