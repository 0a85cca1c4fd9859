"""How many of its pixels a moving picture can afford here."""

from __future__ import annotations

from collections import deque
from statistics import median

SHARES = (1.0, 0.75, 0.55)
"""Widths of a moving picture in parts of the view's; each step halves the pixels."""

SLOW_S = 0.018
"""Qt needs as long again to show what was drawn, and at least 24 pictures a second are wanted."""

QUICK_S = 0.004
"""Drawing that is so quick will stay below `SLOW_S` with twice the pixels."""

_ENOUGH = 5


class Pace:
    """Chooses the share from how long the last pictures took.

    A graphics card stays at the whole picture; drawing in software, where pixels are what costs, does not.
    One share is kept from one movement to the next.
    """

    def __init__(self) -> None:
        self._step = 0
        self._seconds: deque[float] = deque(maxlen=_ENOUGH)

    @property
    def share(self) -> float:
        """One of `SHARES`."""
        return SHARES[self._step]

    def note(self, seconds: float) -> None:
        """A moving picture of the present share took so long to draw."""
        self._seconds.append(seconds)
        if len(self._seconds) < _ENOUGH:
            return
        usual = median(self._seconds)
        step = self._step + (usual > SLOW_S) - (usual < QUICK_S)
        if step != self._step:
            self._step = min(max(step, 0), len(SHARES) - 1)
            self._seconds.clear()
