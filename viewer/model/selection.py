"""Which structures are chosen: pure functions on tuples of ids."""

from __future__ import annotations

from collections.abc import Iterable


def selected(ids: Iterable[str]) -> tuple[str, ...]:
    """`ids` once each, in their order."""
    return tuple(dict.fromkeys(ids))


def extended(selection: tuple[str, ...], ids: Iterable[str]) -> tuple[str, ...]:
    """The selection after a click with Ctrl: new ids join, ids already in it leave."""
    clicked = selected(ids)
    kept = tuple(one for one in selection if one not in clicked)
    return kept + tuple(one for one in clicked if one not in selection)
