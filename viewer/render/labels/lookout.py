"""Looking for what there is to name, in helpings between which the window answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator

from viewer.render.labels.sight import Sight


class Lookout:
    """Looks once for each state of the picture."""

    def __init__(self) -> None:
        self._state: object = None
        self._steps: Generator[None, None, Sight] | None = None

    @property
    def is_looking(self) -> bool:
        """Whether it has not seen everything yet."""
        return self._steps is not None

    def turn_to(self, state: object, look: Callable[[], Generator[None, None, Sight]]) -> None:
        """Begin to look, unless it did at the same state of the picture, told apart by equality."""
        if state != self._state:
            self._state, self._steps = state, look()

    def pause(self) -> None:
        """Nobody wants to know now; what was begun is begun anew."""
        if self._steps is not None:
            self.forget()

    def forget(self) -> None:
        """Whatever was seen is no longer so."""
        self._state = self._steps = None

    def go_on(self, seconds: float) -> Sight | None:
        """Look for about so long; what is in sight once all is seen."""
        until = time.perf_counter() + seconds
        try:
            while self._steps is not None:
                next(self._steps)
                if time.perf_counter() >= until:
                    break
        except StopIteration as ended:
            self._steps = None
            found: Sight = ended.value
            return found
        return None
