"""Cutting many bodies without letting anybody wait: roughly at once, exactly piece by piece."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from viewer.render.drawn import Drawn
from viewer.render.protocol import Cut

AT_ONCE_S = 0.08
"""How long things at rest are cut exactly for one picture, before those that remain are left for later."""

MANY = 60
"""More bodies than these cannot be cut exactly at once."""

FEW = 20
"""So many bodies are cut exactly while things move: a millisecond each."""


class Closing:
    """Which bodies still wait for their exact cut."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Drawn, float]] = []
        self._cuts: tuple[Cut, ...] = ()
        self._asked: tuple[tuple[Cut, ...], bool] | None = None
        self._called_off: tuple[Cut, ...] | None = None
        self.total = 0
        """How many bodies waited when these cuts were shown first."""

    @property
    def left(self) -> int:
        """How many are still to be cut."""
        return len(self._waiting)

    def show(
        self,
        visible: Sequence[Drawn],
        share: Callable[[Drawn], float],
        cuts: tuple[Cut, ...],
        is_moving: bool,
    ) -> None:
        """Draw bodies cut: exactly those that there is time for, the others roughly until :meth:`go_on`."""
        rough = [one for one in visible if not one.show_roughly(share(one), cuts)]
        is_new = self._asked != (cuts, is_moving)
        self._cuts, self._asked = cuts, (cuts, is_moving)
        self._waiting = [(one, share(one)) for one in rough]
        if self._called_off not in (None, cuts):
            self._called_off = None
        if self._called_off is not None:
            self._waiting = []
        elif is_moving and len(rough) <= FEW:
            self.go_on(float("inf"))
        elif is_new and not is_moving and len(rough) <= MANY:
            self.go_on(AT_ONCE_S)
        if is_new or not self._waiting:
            self.total = len(self._waiting)

    def go_on(self, seconds: float) -> bool:
        """Cut exactly for about so long; whether that was the last."""
        until = time.perf_counter() + seconds
        while self._waiting and time.perf_counter() < until:
            one, share = self._waiting.pop()
            one.show(share, self._cuts)
        return not self._waiting

    def call_off(self) -> None:
        """Leave those that wait as they are until there are other cuts."""
        self._called_off = self._cuts if self._waiting else None
        self._waiting = []
