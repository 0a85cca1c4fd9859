"""How much of the window the panels are given, by its width: the view has most of it on any screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Side(Enum):
    """How the panels stand."""

    BESIDE = "beside"
    """One left and one right of the view."""
    TOGETHER = "together"
    """All left of it, as tabs."""
    AWAY = "away"
    """As tabs, and put away until they are asked for."""


@dataclass(frozen=True)
class Room:
    """How the panels stand, and the widths of the left one and of the right one, pixels."""

    side: Side
    left: int
    right: int


_WIDE, _MIDDLE, _NARROW = 1400.0, 1120.0, 600.0
"""Widths of the window in letters of usual size, pixels, from which there is room for less and less."""


def room_for(width: int, scale: float) -> Room:
    """What a window `width` pixels wide with letters `scale` times as large as usual has room for.

    Examples
    --------
    >>> room_for(1280, 1.0)
    Room(side=<Side.BESIDE: 'beside'>, left=316, right=216)
    >>> room_for(1024, 1.0).side, room_for(1024, 2.0).side
    (<Side.TOGETHER: 'together'>, <Side.AWAY: 'away'>)
    """
    wide = width / scale
    if wide >= _WIDE:
        return Room(Side.BESIDE, round(350 * scale), round(300 * scale))
    if wide >= _MIDDLE:
        return Room(Side.BESIDE, round(316 * scale), round(216 * scale))
    return Room(Side.TOGETHER if wide >= _NARROW else Side.AWAY, round(316 * scale), round(316 * scale))
