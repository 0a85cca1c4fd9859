"""How light the surfaces of a moving picture are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.render.drawn import Drawn

MOVING_TRIANGLES = 50_000
"""Triangles of a moving picture: what software OpenGL on two cores turns at more than 24 frames a second."""


@dataclass(frozen=True)
class Lightness:
    """Shares of the triangles that stand-ins keep: broad bodies can spare more than thin vessels.

    Parameters
    ----------
    bodies, vessels
        0 to 1; 1 is the full surface.
    """

    bodies: float = 1.0
    vessels: float = 1.0

    def share(self, one: Drawn) -> float:
        """What one structure keeps."""
        return self.vessels if one.kind == "vein" else self.bodies


FULL = Lightness()

STEPS = (
    FULL,
    Lightness(0.5, 1.0),
    Lightness(0.2, 1.0),
    Lightness(0.1, 1.0),
    Lightness(0.1, 0.6),
    Lightness(0.05, 0.6),
    Lightness(0.05, 0.4),
)
"""From heavy to light; few, so that a stand-in is made once and kept. Vessels any lighter fall apart."""


def lightness(visible: Sequence[Drawn]) -> Lightness:
    """The heaviest step that keeps a moving picture of these within its triangles, else the lightest."""
    vessels = sum(one.triangles for one in visible if one.kind == "vein")
    bodies = sum(one.triangles for one in visible) - vessels
    fitting = (step for step in STEPS if step.bodies * bodies + step.vessels * vessels <= MOVING_TRIANGLES)
    return next(fitting, STEPS[-1])


def prepare(visible: Sequence[Drawn], seconds: float) -> bool:
    """Darken hollows and make stand-ins for about `seconds`; whether everything has both."""
    until = time.perf_counter() + seconds
    for one in visible:
        if not one.is_deep:
            one.deepen()
            if time.perf_counter() > until:
                return False
    step = lightness(visible)
    waiting = [one for one in visible if not one.has_stand_in(step.share(one))]
    for one in waiting:
        one.prepare(step.share(one))
        if time.perf_counter() > until:
            break
    return all(one.has_stand_in(step.share(one)) for one in waiting)
