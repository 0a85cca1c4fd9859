"""Plain tables as TOML text: the part of the format that figure files need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml_text(table: Mapping[str, Any]) -> str:
    """The text of a table of texts, numbers, truths, lists of those, tables, and lists of tables.

    The format knows no null: a key with ``None`` is left out.

    Examples
    --------
    >>> print(toml_text({"title": "A", "view": {"up": [0, 0, 1.5]}, "look": [{"x.y": True}]}), end="")
    title = "A"
    <BLANKLINE>
    [view]
    up = [0, 0, 1.5]
    <BLANKLINE>
    [[look]]
    "x.y" = true
    """
    return "\n".join(_lines(table, "")) + "\n"


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if _is_table(value)}
    for key, value in table.items():
        if key not in inner and value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        whole = f"{name}.{_key(key)}" if name else _key(key)
        heading = f"[{whole}]" if isinstance(value, Mapping) else f"[[{whole}]]"
        for each in [value] if isinstance(value, Mapping) else value:
            yield from ("", heading)
            yield from _lines(each, whole)


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
