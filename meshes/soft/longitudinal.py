"""What both longitudinal ligaments share: where they run, and how the wall they lie on is felt for."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import levels_between
from meshes.geometry.axes import Vector

LEVELS_WITH = levels_between("C2", "S1")
"""From the axis, where the posterior one goes on as the tectorial membrane, to the sacrum."""

GAP_MM = 0.15
"""Kept between a ligament and what it lies on."""

_FEWEST = 8


def felt_at(span: tuple[float, float], step_mm: float, closer: int) -> Vector:
    """Lengths (N,) on the line at which the wall is felt for: every `closer`-th is one of the cross-sections.

    More closely than it is drawn, since the edge of a disc may stand out between two sections.
    """
    low, high = span
    count = max(round((high - low) / step_mm), _FEWEST)
    return np.linspace(low, high, closer * (count - 1) + 1)


def both_sides(left: Vector) -> Vector:
    """Columns from the midline to the left, and before them their mirror image: the bones are alike."""
    return np.concatenate([left[:, :0:-1], left], axis=1)
