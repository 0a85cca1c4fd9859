"""Undo and redo as two stacks of frozen states."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State")

LONGEST_HISTORY = 500
"""Steps kept; states share their parts, so a step costs kilobytes."""


@dataclass(frozen=True)
class _Step(Generic[State]):
    before: State
    name: str
    drag: Hashable | None


class History(Generic[State]):
    """The states a user came through, with the name of the verb that left each.

    A *drag* is a run of verbs with one key (a slider pulled, a camera turned): it makes a single step, until
    another verb or :meth:`end_drag` closes it.
    """

    def __init__(self) -> None:
        self._done: list[_Step[State]] = []
        self._undone: list[_Step[State]] = []

    @property
    def undo_name(self) -> str | None:
        """Name of the step that undo takes back, or ``None``."""
        return self._done[-1].name if self._done else None

    @property
    def redo_name(self) -> str | None:
        """Name of the step that redo brings back, or ``None``."""
        return self._undone[-1].name if self._undone else None

    def record(self, before: State, after: State, name: str, drag: Hashable | None = None) -> None:
        """Remember that verb `name` led from `before` to `after`; what was undone is forgotten."""
        self._undone.clear()
        if drag is not None and self._done and self._done[-1].drag == drag:
            if self._done[-1].before == after:
                self._done.pop()
            return
        self._done.append(_Step(before, name, drag))
        del self._done[:-LONGEST_HISTORY]

    def end_drag(self) -> None:
        """Close the running drag, so that the next verb is a step of its own."""
        if self._done and self._done[-1].drag is not None:
            last = self._done[-1]
            self._done[-1] = _Step(last.before, last.name, None)

    def undo(self, now: State) -> State | None:
        """The state before the last step, or ``None`` when there is none."""
        return _move(self._done, self._undone, now)

    def redo(self, now: State) -> State | None:
        """The state after the last undone step, or ``None`` when there is none."""
        return _move(self._undone, self._done, now)

    def clear(self) -> None:
        """Forget every step."""
        self._done.clear()
        self._undone.clear()


def _move(source: list[_Step[State]], target: list[_Step[State]], now: State) -> State | None:
    if not source:
        return None
    step = source.pop()
    target.append(_Step(now, step.name, None))
    if source and source[-1].drag is not None:
        source[-1] = _Step(source[-1].before, source[-1].name, None)
    return step.before
