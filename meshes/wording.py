"""Foreign text in our messages."""

from __future__ import annotations


def in_one_line(text: str, most: int = 120) -> str:
    """Foreign text as a message may hold it: what cannot be seen is written out, what is too long cut.

    Examples
    --------
    >>> in_one_line("a\\nb"), in_one_line("abcdef", 4)
    ('a\\\\nb', 'abc…')
    """
    visible = text if text.isprintable() else repr(text)[1:-1]
    return visible if len(visible) <= most else f"{visible[: most - 1]}…"
