"""What has been made, by key: each thing once, whoever asks, in whichever thread or process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock
from typing import TypeVar, cast

Made = TypeVar("Made")


class _Forsaken(Exception):
    """Who was to make it has given up; whoever waited for it may try."""


class GivenUp(Exception):
    """Whoever was making something was called off; it is as good as never begun."""


class Shelf:
    """Things by key. What is being made by one thread is waited for by the others, not made twice.

    A fault while something is made is kept in its place and raised for all who ask; but not `GivenUp`: then
    the next who asks makes it, so that a shelf outlives a build that is called off.
    """

    def __init__(self) -> None:
        self._made: dict[object, Future[object]] = {}
        self._lock = Lock()

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """What stands under a key; made now if nobody has begun to."""
        is_there, value = self.lent(key)
        if is_there:
            return cast(Made, value)
        try:
            made = make()
        except GivenUp:
            self.drop(key)
            raise
        except BaseException as fault:
            self._made[key].set_exception(fault)
            raise
        self.keep(key, made)
        return made

    def shared(self, key: object, make: Callable[[], Made]) -> Made:
        """The same for what can cross to another process and is costly enough to."""
        return self.once(key, make)

    def lent(self, key: object) -> tuple[bool, object]:
        """True and what stands under a key, once it is made; or False: then the caller has promised it,
        and must `keep` or `drop` it.
        """
        while True:
            with self._lock:
                future = self._made.get(key)
                if future is None:
                    self._made[key] = Future()
                    return False, None
            with suppress(_Forsaken):
                return True, future.result()

    def keep(self, key: object, value: object) -> None:
        """Put what was promised under its key."""
        self._made[key].set_result(value)

    def drop(self, key: object) -> None:
        """Withdraw a promise: whoever waits makes it."""
        with self._lock:
            future = self._made.pop(key)
        future.set_exception(_Forsaken())

    def without(self, *keys: object) -> Shelf:
        """A shelf of its own with all this one has but some things."""
        other = Shelf()
        with self._lock:
            other._made = {each: made for each, made in self._made.items() if each not in keys}
        return other

    def put(self, key: object, value: object) -> None:
        """Put something made elsewhere under a key, unless it is there."""
        if not self.lent(key)[0]:
            self.keep(key, value)
