"""Rings of a palette for prints, laid a few vessels at a time while the window answers."""

from __future__ import annotations

import time
from collections.abc import Sequence

from viewer.render.drawn import Drawn

SHOWN_EVERY_S = 0.5
"""How often rings that are being laid are shown, where drawing is quick."""

DRAWING_SHARE = 0.2
"""Most of the time that drawing takes meanwhile."""


class Ringing:
    """Which vessels still wait for their rings: to reckon how one runs takes milliseconds, and there are
    hundreds."""

    def __init__(self) -> None:
        self._waiting: list[Drawn] = []
        self._left_plain: set[Drawn] = set()
        self._shown_at = 0.0
        self.total = 0
        """How many waited when the first of them was laid."""

    @property
    def left(self) -> int:
        """How many still wait."""
        return len(self._waiting)

    def look_at(self, visible: Sequence[Drawn]) -> None:
        """See who among what is visible wants rings and has none; those called off are left as they are."""
        lacking = [one for one in visible if one.lacks_course]
        self._left_plain &= set(lacking)
        self._waiting = [one for one in lacking if one not in self._left_plain]
        self.total = max(self.total, self.left) if self._waiting else 0

    def go_on(self, seconds: float, picture_s: float) -> bool:
        """Lay rings for about so long; whether it is time to show them, where a picture takes `picture_s`."""
        until = time.perf_counter() + seconds
        while self._waiting and time.perf_counter() < until:
            self._waiting.pop(0).lay_course()
        is_due = time.perf_counter() - self._shown_at > max(SHOWN_EVERY_S, picture_s / DRAWING_SHARE)
        if self._waiting and not is_due:
            return False
        self._shown_at = time.perf_counter()
        return True

    def call_off(self) -> None:
        """Leave those that wait without rings as long as they are to have some."""
        self._left_plain |= set(self._waiting)
        self._waiting, self.total = [], 0
