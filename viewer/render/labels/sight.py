"""What is in sight: told from points on surfaces, without pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.geometry.axes import Vector


@dataclass(frozen=True)
class Cloud:
    """Points on a structure's surface, (N, 3) mm, and how opaque it is; solid ones hide what is behind.

    `facing`, (N, 3), has the unit normals there, zeros where they are not known.
    """

    points: Vector
    opacity: float = 1.0
    facing: Vector | None = None

    @property
    def is_solid(self) -> bool:
        """Whether nothing is seen through it."""
        return self.opacity > 0.9


@dataclass(frozen=True)
class Sighting:
    """How much of a structure is in sight, and the best points to point at.

    Parameters
    ----------
    share
        Cells it is seen in, as a share of the picture.
    points : (N, 3) array
        Visible points of its surface, the best to point at first, mm.
    is_distinct
        Whether it is seen anywhere beside what is denser or nearer.
    opacity
        How dense it is drawn.
    """

    share: float
    points: Vector
    is_distinct: bool = True
    opacity: float = 1.0


@dataclass(frozen=True)
class Sight:
    """What is in sight of each structure, without those hidden or out of the picture, and of all together.

    Parameters
    ----------
    seen
        By id.
    outline : (N, 3) array
        Visible points that tell how far the anatomy reaches to both sides, mm.
    """

    seen: Mapping[str, Sighting]
    outline: Vector


NOTHING = Sight({}, np.zeros((0, 3)))
