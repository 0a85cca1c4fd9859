"""Courses of collecting veins: stops along levels cut into one vessel a level, and their irregularity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.veins.site import LOOSE, way
from meshes.veins.wander import refined

_SWAY, _SWELL = 0.07, 0.07
_LEAST_SPACING_MM, _SPACING = 6.0, 2.5


class Stop(NamedTuple):
    """A way-point that belongs to one level's part of a long vein."""

    level: str
    point: WayPoint


def stop(level: str, point: Floats, radius: float, junction: str | None = None) -> Stop:
    """A stop at a world place."""
    return Stop(level, way(point, radius, junction))


def along_levels(family: str, stops: Sequence[Stop], ending: str = "") -> list[Vessel]:
    """One vessel a level, `family.level` and `ending`, joined half-way between the stops of two levels.

    A level with a single stop is joined to its neighbours all the same; a vein of one stop is left out.
    """
    runs = [list(group) for _, group in groupby(stops, key=lambda each: each.level)]
    out = []
    for place, run in enumerate(runs):
        path = [each.point for each in run]
        if place:
            path.insert(0, _border(family, runs[place - 1][-1], run[0], ending))
        if place + 1 < len(runs):
            path.append(_border(family, run[-1], runs[place + 1][0], ending))
        if len(path) > 1:
            out.append(Vessel(f"{family}.{run[0].level}{ending}", tuple(path), LOOSE))
    return out


def _border(family: str, here: Stop, there: Stop, ending: str) -> WayPoint:
    middle = 0.5 * (np.array(here.point.point) + np.array(there.point.point))
    radius = 0.5 * (here.point.radius + there.point.radius)
    return way(middle, radius, f"{family}.{here.level}-{there.level}{ending}")


def vein(structure: str, *points: WayPoint | None) -> Vessel:
    """A vessel through those of the way-points that exist."""
    return Vessel(structure, tuple(each for each in points if each is not None), LOOSE)


def drawn_only(vessels: Iterable[Vessel]) -> list[Vessel]:
    """The vessels of two way-points or more."""
    return [each for each in vessels if len(each.path) > 1]


def undulating(vessel: Vessel, chance: np.random.Generator) -> Vessel:
    """The vessel gently swayed and varicose between its way-points, the more slowly the thicker it is."""
    return refined(vessel, lambda here, there: _between(here, there, chance))


def _between(here: WayPoint, there: WayPoint, chance: np.random.Generator) -> list[WayPoint]:
    a, b = np.array(here.point), np.array(there.point)
    length = float(np.linalg.norm(b - a))
    radius = 0.5 * (here.radius + there.radius)
    spacing = max(_LEAST_SPACING_MM, _SPACING * radius)
    count = max(round(length / spacing) - 1, 1 if length > 0.7 * spacing else 0)
    unit = (b - a) / max(length, 1e-9)
    out = []
    for share in (np.arange(count) + 1) / (count + 1):
        step = np.clip(chance.standard_normal(3), -1.8, 1.8)
        sway = (step - (step @ unit) * unit) * _SWAY * length / (count + 1)
        swell = float(np.clip(1.0 + _SWELL * chance.standard_normal(), 0.86, 1.14))
        size = ((1 - share) * here.radius + share * there.radius) * swell
        out.append(way((1 - share) * a + share * b + sway, size))
    return out
