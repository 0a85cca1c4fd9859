"""What a build has still to hand over, in an order that may change on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from meshes.anatomy.structure import Structure

Order = Callable[[], Sequence[str] | None]
"""Asked for ids in the order they are wanted now, or None for that of the beginning."""


class Queue:
    """Structures still to be handed over, the most urgent first.

    Parameters
    ----------
    structures : iterable of Structure
        In the order they are wanted.
    order : callable, optional
        Asked again and again in which order they are wanted now. What it does not name comes last, as it
        stood; what it names in vain, because it was handed over or never asked for, is passed over.
    """

    def __init__(self, structures: Iterable[Structure], order: Order | None = None) -> None:
        self._left = {each.id: each for each in structures}
        self._order = order or (lambda: None)
        self._heard: Sequence[str] | None = None

    def __bool__(self) -> bool:
        return bool(self._left)

    def __iter__(self) -> Iterator[Structure]:
        return iter(tuple(self._left.values()))

    @property
    def first(self) -> Structure:
        """The most urgent."""
        return next(iter(self._left.values()))

    def remove(self, structure: Structure) -> None:
        """It has been handed over."""
        del self._left[structure.id]

    def is_reordered(self) -> bool:
        """Ask for the order, follow it, and say whether it is another than when it was last asked for."""
        heard = self._order()
        if heard is None or heard is self._heard:
            return False
        self._heard = heard
        named = {key: self._left[key] for key in heard if key in self._left}
        self._left = named | {key: each for key, each in self._left.items() if key not in named}
        return True
