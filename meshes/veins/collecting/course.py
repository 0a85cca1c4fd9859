"""Courses of collecting veins: stops along levels cut into one vessel a level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.veins.surroundings.site import LOOSE, way


class Stop(NamedTuple):
    """A way-point that belongs to one level's part of a long vein."""

    level: str
    point: WayPoint


def stop(level: str, point: Floats, radius: float, junction: str | None = None) -> Stop:
    """A stop at a world place."""
    return Stop(level, way(point, radius, junction))


def along_levels(family: str, stops: Sequence[Stop], ending: str = "", strand: str = "") -> list[Vessel]:
    """One vessel a level, `family.level` and `ending`, joined half-way between the stops of two levels.

    Of several strands side by side each names itself, or they would be joined there.

    A level with a single stop is joined to its neighbours all the same; a vein of one stop is left out.
    """
    runs = [list(group) for _, group in groupby(stops, key=lambda each: each.level)]
    out = []
    for place, run in enumerate(runs):
        path = [each.point for each in run]
        if place:
            path.insert(0, _border(family, runs[place - 1][-1], run[0], ending + strand))
        if place + 1 < len(runs):
            path.append(_border(family, run[-1], runs[place + 1][0], ending + strand))
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
