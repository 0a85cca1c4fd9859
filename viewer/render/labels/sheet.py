"""What names are placed on, what is to be placed, and where it came to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from meshes.geometry.axes import Vector

Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Wanted:
    """A name to be placed.

    Parameters
    ----------
    id
        What it names.
    width, height
        Of its written lines.
    places : (N, 2)
        Where its leader may end; no numbers where it cannot.
    ranks
        How many places are better than each of those; without, they are in order.
    is_wished
        Whether it is asked for, and stands there even where its leader is steep.
    """

    id: str
    width: float
    height: float
    places: Sequence[Place] | Vector
    ranks: Sequence[float] | Vector = ()
    is_wished: bool = False


@dataclass(frozen=True)
class Placed:
    """A name with its box and its leader: from the name, round the elbow, to the structure."""

    id: str
    is_left: bool
    box: Box
    leader: tuple[Place, Place, Place]


@dataclass(frozen=True)
class Sheet:
    """What names are placed on.

    Parameters
    ----------
    width, height
        Of the picture.
    gap
        Least distance of names and of level leaders from each other, and from the edges.
    slant
        Width between names and track.
    extent
        Leftmost and rightmost place of the anatomy; names stand close to it where there is room.
    taken
        Boxes in the corners that stay clear.
    is_one_sided
        Whether names stand at the right alone: there is no room for two columns beside the anatomy.
    """

    width: float
    height: float
    gap: float
    slant: float
    extent: tuple[float, float]
    taken: tuple[Box, ...] = ()
    is_one_sided: bool = False
