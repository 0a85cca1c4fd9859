"""Parts of the individuals shown lately, so that going back to one takes no building."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, Protocol

from viewer.model.state import SceneState

KEPT = 4
"""Individuals remembered; a whole column at normal detail takes some 60 MB."""

Progress = Callable[[int, int, str], None]
Order = Callable[[], Sequence[str]]
Key = tuple[tuple[tuple[str, float], ...], int]


class BuildSource(Protocol):
    """Anything that builds parts as `meshes.build.build` does; tests give a faster one."""

    def __call__(
        self, ids: Sequence[str], progress: Progress, cancelled: Callable[[], bool], order: Order
    ) -> Iterator[Any]:
        """Yield the parts of `ids` in the order that `order()` tells at the time, which may leave out
        what has come; stop or raise once `cancelled()` is true.
        """
        ...

    def of(self, parameters: Mapping[str, float], seed: int) -> BuildSource:
        """The source of another individual."""
        ...


class Individuals:
    """A build source that follows a scene's individual and remembers the parts of the last few.

    What is remembered comes first, at once; only the rest is built. Called in the build's thread.

    Parameters
    ----------
    source
        Builds parts of any individual.
    state
        Whose individual is wanted at first.
    """

    def __init__(self, source: BuildSource, state: SceneState) -> None:
        self._any = source
        self._kept: OrderedDict[Key, dict[str, Any]] = OrderedDict()
        self._lock = Lock()
        self.follow(state)

    def follow(self, state: SceneState) -> None:
        """Build the individual of a state from now on."""
        key = individual_of(state)
        with self._lock:
            self._parts = self._kept.setdefault(key, {})
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._source = self._any.of(state.parameters, state.seed)

    def __call__(
        self, ids: Sequence[str], progress: Progress, cancelled: Callable[[], bool], order: Order
    ) -> Iterator[Any]:
        """Yield the parts of `ids`: those remembered, then the others as they are built."""
        parts, source = self._parts, self._source
        known = [parts[key] for key in ids if key in parts]
        yield from known
        missing = tuple(key for key in ids if key not in parts)
        if not missing:
            return

        def counted(done: int, _total: int, label: str) -> None:
            progress(len(known) + done, len(ids), label)

        for part in source(missing, counted, cancelled, order):
            parts[part.id] = part
            yield part


def individual_of(state: SceneState) -> Key:
    """What tells one individual from another."""
    return tuple(sorted(state.parameters.items())), state.seed
