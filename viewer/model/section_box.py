"""A box of which only the inside is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from viewer.model.viewpoint import Triple, triple

LEAST_MM = 1.0
"""No box is thinner than this."""
FARTHEST_MM = 5000.0


@dataclass(frozen=True, slots=True)
class SectionBox:
    """What lies outside is taken away, and the cut faces are closed.

    Parameters
    ----------
    lower, upper
        Two corners, mm: right, front and bottom; left, back and top.
    spared
        Ids, id prefixes or groups of structures that stay whole.

    Raises
    ------
    ValueError
        When a corner is no point, or the box is thinner than `LEAST_MM`.
    """

    lower: Triple
    upper: Triple
    spared: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        corners = np.array([self.lower, self.upper], float)
        if not (np.abs(corners) <= FARTHEST_MM).all():
            raise ValueError(f"a corner of a section box lies within {FARTHEST_MM:g} mm")
        if (corners[1] - corners[0] < LEAST_MM - 1e-6).any():
            raise ValueError(f"a section box is at least {LEAST_MM:g} mm thick")

    def with_side(self, axis: int, is_upper: bool, place_mm: float) -> SectionBox:
        """One side elsewhere, but never past the opposite one or out of reach."""
        lower, upper = list(self.lower), list(self.upper)
        if is_upper:
            upper[axis] = min(max(float(place_mm), lower[axis] + LEAST_MM), FARTHEST_MM)
        else:
            lower[axis] = max(min(float(place_mm), upper[axis] - LEAST_MM), -FARTHEST_MM)
        return replace(self, lower=(lower[0], lower[1], lower[2]), upper=(upper[0], upper[1], upper[2]))

    def sides(self) -> tuple[tuple[Triple, Triple], ...]:
        """Middle and outward normal of each side: right, left, front, back, bottom, top."""
        middle = (np.array(self.lower) + self.upper) / 2.0
        found = []
        for axis in range(3):
            for corner, sign in ((self.lower, -1.0), (self.upper, 1.0)):
                point, normal = middle.copy(), np.zeros(3)
                point[axis], normal[axis] = corner[axis], sign
                found.append((triple(point), triple(normal)))
        return tuple(found)

    def holds(self, points: np.ndarray) -> np.ndarray:
        """Which of some points, (N, 3) mm, lie inside, (N,)."""
        inside = (points >= np.array(self.lower)) & (points <= np.array(self.upper))
        return np.asarray(inside.all(axis=1))


def box_in(points: np.ndarray, inset: float = 0.2) -> SectionBox:
    """A box within the extent of points, (N, 3) mm, each side moved in by a share of it."""
    low, high = points.min(axis=0), points.max(axis=0)
    inward = np.minimum(inset * (high - low), np.maximum((high - low - LEAST_MM) / 2.0, 0.0))
    low, high = np.round(low + inward, 1), np.round(high - inward, 1)
    return SectionBox(triple(low), triple(np.maximum(high, low + LEAST_MM)))
