"""Natural irregularity: no vessel runs straight or keeps one calibre."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from math import dist, hypot

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats

SWAY = 0.14
"""Sideways displacement between way-points as a share of their distance (one standard deviation)."""
VARICOSITY = 0.13
"""Relative change of calibre between way-points (one standard deviation)."""

_SPACING_MM = 4.5


def wandering(vessel: Vessel, chance: np.random.Generator) -> Vessel:
    """The vessel with more way-points, swayed and narrowed or widened by chance; its own stay in place."""
    return refined(vessel, lambda here, there: _between(here, there, chance))


def refined(vessel: Vessel, between: Callable[[WayPoint, WayPoint], Iterable[WayPoint]]) -> Vessel:
    """The vessel with more way-points: between any two of its own those that a function of the two gives."""
    path = [vessel.path[0]]
    for here, there in pairwise(vessel.path):
        path += between(here, there)
        path.append(there)
    return replace(vessel, path=tuple(path))


def _between(here: WayPoint, there: WayPoint, chance: np.random.Generator) -> list[WayPoint]:
    a, b = np.array(here.point), np.array(there.point)
    length = dist(here.point, there.point)
    count = max(round(length / _SPACING_MM) - 1, 1 if length > 2.5 else 0)
    if not count:
        return []
    drawn = chance.standard_normal((count, 4))
    share = (np.arange(count) + 1) / (count + 1)
    points = np.outer(1.0 - share, a) + np.outer(share, b)
    points += _across(b - a, drawn[:, :3]) * (SWAY * length / (count + 1))
    swell = np.minimum(np.maximum(1.0 + VARICOSITY * drawn[:, 3], 0.75), 1.25)
    radii = ((1.0 - share) * here.radius + share * there.radius) * swell
    return [
        WayPoint((x, y, z), radius) for (x, y, z), radius in zip(points.tolist(), radii.tolist(), strict=True)
    ]


def _across(direction: Floats, drawn: Floats) -> Floats:
    """Displacements (N, 3) at right angles to a direction, of unit variance a component, from normal ones."""
    unit = direction / max(hypot(*direction.tolist()), 1e-9)
    step = np.minimum(np.maximum(drawn, -1.8), 1.8)
    across: Floats = step - np.outer(step @ unit, unit)
    return across
