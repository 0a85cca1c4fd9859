"""Ways round bone for vessels that were drawn straight through a process or an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.passage import clear_route
from meshes.veins.surroundings.site import LOOSE, OUTSIDE, way

_SAMPLES = 15
_DEEP_MM = 0.7
"""Depth in bone from which settling alone may leave the two ends of a vessel on two sides of a plate."""
_CLEAR_MM = 0.3


def round_bone(vessels: Sequence[Vessel], ground: Ground) -> list[Vessel]:
    """The vessels, those outside the canal led round what they would have cut through."""
    spans = [
        (number, place)
        for number, vessel in enumerate(vessels)
        if vessel.room in (OUTSIDE, LOOSE)
        for place in range(len(vessel.path) - 1)
    ]
    if not spans:
        return list(vessels)
    blocked: dict[int, set[int]] = {}
    for (number, place), depth in zip(spans, _depths(vessels, spans, ground), strict=True):
        if depth > _DEEP_MM:
            blocked.setdefault(number, set()).add(place)
    out = list(vessels)
    for number, places in blocked.items():
        out[number] = _led_round(vessels[number], places, ground)
    return out


def _depths(vessels: Sequence[Vessel], spans: Sequence[tuple[int, int]], ground: Ground) -> Floats:
    """How deep the straight line of each span lies in bone, mm."""
    ends = np.array([[each.point for each in vessels[at].path[place : place + 2]] for at, place in spans])
    share = np.linspace(0.0, 1.0, _SAMPLES)[None, :, None]
    points = (1.0 - share) * ends[:, None, 0] + share * ends[:, None, 1]
    depth: Floats = -ground(points.reshape(-1, 3)).reshape(len(spans), -1).min(axis=1)
    return depth


def _led_round(vessel: Vessel, blocked: set[int], ground: Ground) -> Vessel:
    path: list[WayPoint] = [vessel.path[0]]
    for place, (here, there) in enumerate(pairwise(vessel.path)):
        if place in blocked:
            radius = 0.5 * (here.radius + there.radius)
            route = clear_route(ground, np.array(here.point), np.array(there.point), radius + _CLEAR_MM)
            path += [way(point, radius) for point in route] if route is not None else []
        path.append(there)
    return replace(vessel, path=tuple(path))
