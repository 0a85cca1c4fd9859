"""Frozen records as plain JSON values and back, by the types of their fields; foreign values are checked."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from meshes.wording import in_one_line

MOST_ENTRIES = 20_000
LONGEST_TEXT = 1_000_000
LARGEST_NUMBER = 1e9

_LONGEST_VALUE = 40

Checked = TypeVar("Checked")


class Fault(ValueError):
    """A value that is not what its place asks for; the message begins with the place, as a JSON path."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{in_one_line(path)}: {what}")


def checked_at(path: str, check: Callable[[Any], Checked], value: Any) -> Checked:
    """What a check makes of a value. Raises Fault with the place where the check raises ValueError."""
    try:
        return check(value)
    except ValueError as fault:
        raise Fault(path, str(fault)) from fault


def plain(value: Any) -> Any:
    """A record, and all in it, as dictionaries, lists, texts, numbers, true, false and null."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(plain(each) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value


class Reader:
    """Makes records of plain values, and notes down what it had to leave out.

    A field that is missing gets its default; a key that no field has is left out and noted, or where the
    reader `is_strict` refused; anything else that does not fit is a :class:`Fault`.
    """

    def __init__(self, is_strict: bool = False) -> None:
        self.notes: list[str] = []
        self._is_strict = is_strict

    def read(self, kind: Any, value: Any, path: str) -> Any:
        """The value as a `kind`: a record, a container of kinds, or a simple type."""
        if is_dataclass(kind):
            return self._record(kind, value, path)
        origin = get_origin(kind)
        if origin in (types.UnionType, Union):
            return self._choice(get_args(kind), value, path)
        if origin is not None:
            return self._container(origin, get_args(kind), value, path)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._member(kind, value, path)
        return _SIMPLE[kind](value, path)

    def _record(self, kind: Any, value: Any, path: str) -> Any:
        table, hints = _object(value, path), _hints(kind)
        known = {field.name: field for field in fields(kind)}
        for key in table:
            if key not in known:
                self._leave_out(_within(path, key))
        given = {name: self._field(hints[name], field, table, path) for name, field in known.items()}
        try:
            return kind(**{name: each for name, each in given.items() if each is not MISSING})
        except ValueError as fault:
            raise Fault(path, str(fault)) from fault

    def _field(self, kind: Any, field: Field[Any], table: Mapping[str, Any], path: str) -> Any:
        if field.name in table:
            return self.read(kind, table[field.name], _within(path, field.name))
        if field.default is MISSING and field.default_factory is MISSING:
            raise Fault(_within(path, field.name), "is missing")
        return MISSING

    def _leave_out(self, path: str) -> None:
        if self._is_strict:
            raise Fault(path, "is not known here")
        self.notes.append(f"{in_one_line(path)}: is not known here and was left out")

    def _choice(self, kinds: tuple[Any, ...], value: Any, path: str) -> Any:
        if value is None and type(None) in kinds:
            return None
        others = [kind for kind in kinds if kind is not type(None)]
        return self.read(others[0], value, path)

    def _container(self, origin: Any, kinds: tuple[Any, ...], value: Any, path: str) -> Any:
        if issubclass(origin, Mapping):
            table = _object(value, path)
            return {key: self.read(kinds[1], each, _within(path, key)) for key, each in table.items()}
        entries = _list(value, path)
        if origin is tuple and kinds[-1] is not Ellipsis:
            if len(entries) != len(kinds):
                raise Fault(path, f"has {len(entries)} entries instead of {len(kinds)}")
            each_kind = kinds
        else:
            each_kind = (kinds[0],) * len(entries)
        pairs = enumerate(zip(each_kind, entries, strict=True))
        return origin(self.read(kind, each, f"{path}[{at}]") for at, (kind, each) in pairs)

    def _member(self, kind: type[Enum], value: Any, path: str) -> Enum:
        try:
            return kind(value)
        except ValueError:
            choices = ", ".join(str(member.value) for member in kind)
            raise Fault(path, f"is {_told(value)}, not one of {choices}") from None


def _within(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """The types of a record's fields, which is slow to find out and asked for every record of its kind."""
    return get_type_hints(kind)


def _object(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Fault(path, f"is {_told(value)}, not an object")
    if len(value) > MOST_ENTRIES:
        raise Fault(path, f"has more than {MOST_ENTRIES} entries")
    return value


def _list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise Fault(path, f"is {_told(value)}, not a list")
    if len(value) > MOST_ENTRIES:
        raise Fault(path, f"has more than {MOST_ENTRIES} entries")
    return value


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise Fault(path, f"is {_told(value)}, not a text")
    if len(value) > LONGEST_TEXT:
        raise Fault(path, f"is longer than {LONGEST_TEXT} letters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Fault(path, "has half a letter, which no file can hold") from None
    return value


def _number(value: Any, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Fault(path, f"is {_told(value)}, not a number")
    if not abs(value) <= LARGEST_NUMBER:
        raise Fault(path, f"is {_told(value)}, beyond ±{LARGEST_NUMBER:g}")
    return float(value)


def _whole(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Fault(path, f"is {_told(value)}, not a whole number")
    if abs(value) > 10**18:
        raise Fault(path, "is beyond ±10^18")
    return value


def _truth(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise Fault(path, f"is {_told(value)}, neither true nor false")
    return value


_SIMPLE: Mapping[Any, Callable[[Any, str], Any]] = {str: _text, float: _number, int: _whole, bool: _truth}


def _told(value: Any) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, float) and not math.isfinite(value):
        return "no finite number"
    return in_one_line("null" if value is None else repr(value), _LONGEST_VALUE)
