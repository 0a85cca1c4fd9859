"""How light the surfaces of a moving picture are."""

from __future__ import annotations

import time
from collections.abc import Sequence

from viewer.render.drawn import Drawn

MOVING_TRIANGLES = 50_000
"""Triangles of a moving picture: what software OpenGL on two cores turns at more than 24 frames a second."""

SHARES = (1.0, 0.6, 0.35, 0.2, 0.12, 0.07, 0.04)
"""Steps of lightness; few, so that a stand-in is made once and kept."""


class StandIns:
    """Chooses one share of triangles for all that is shown, and makes the lighter surfaces in spare time."""

    def share(self, visible: Sequence[Drawn]) -> float:
        """The largest share that keeps a moving picture within its triangles."""
        total = sum(one.triangles for one in visible)
        fitting = [share for share in SHARES if share * total <= MOVING_TRIANGLES]
        return fitting[0] if fitting else SHARES[-1]

    def prepare(self, visible: Sequence[Drawn], seconds: float) -> bool:
        """Work for about `seconds`; whether everything shown now has its stand-in."""
        until = time.perf_counter() + seconds
        share = self.share(visible)
        waiting = [one for one in visible if not one.has_stand_in(share)]
        for one in waiting:
            one.prepare(share)
            if time.perf_counter() > until:
                break
        return all(one.has_stand_in(share) for one in waiting)
