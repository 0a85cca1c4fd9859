"""Ways of vessels led past the roots they were drawn through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.veins.surroundings.roots import CLEAR_MM, Roots
from meshes.veins.surroundings.site import MARROW, way

_SHARES = np.linspace(0.0, 1.0, 7)[1:-1]
"""Where between two way-points it is asked whether a root is crossed."""
_REACH_MM = 2.0
_ROUNDS = 3


def past_roots(vessels: Sequence[Vessel], roots: Roots) -> list[Vessel]:
    """The vessels with way-points off roots, and one more where a root was crossed between two of them.

    What is left to do is left to settling, which cannot take a vein to the other side of a root. A way-point
    inside a root leaves it on the nearest side.
    """
    asked = [number for number, vessel in enumerate(vessels) if vessel.room != MARROW]
    if not asked or not len(roots.ends):
        return list(vessels)
    paths = [vessels[number].path for number in asked]
    points = np.array([each.point for path in paths for each in path])
    radius = np.array([each.radius for path in paths for each in path])
    points = _moved_off(points, radius, roots)
    last = np.cumsum([len(path) for path in paths]) - 1
    here = np.setdiff1d(np.arange(len(points)), last)
    spans, between = _crossings(points, radius, here, roots)
    extra = dict(zip(spans, between, strict=True))
    out, at = list(vessels), 0
    for number, path in zip(asked, paths, strict=True):
        new: list[WayPoint] = []
        for old in path:
            new.append(way(points[at], old.radius, old.junction))
            if at in extra:
                new.append(way(extra[at][:3], float(extra[at][3])))
            at += 1
        out[number] = replace(vessels[number], path=tuple(new))
    return out


def _moved_off(points: Floats, radius: Floats, roots: Roots) -> Floats:
    for _ in range(_ROUNDS):
        distance, away = roots.told(points, _REACH_MM)
        lack = np.maximum(radius + CLEAR_MM - distance, 0.0)
        if not lack.any():
            break
        points = points + lack[:, None] * away
    return points


def _crossings(points: Floats, radius: Floats, here: Floats, roots: Roots) -> tuple[list[int], Floats]:
    """The way-points after which a root is crossed, and place and radius of the one to put between."""
    share = _SHARES[None, :, None]
    line = (1.0 - share) * points[here, None] + share * points[here + 1, None]
    depth = roots.told(line.reshape(-1, 3), _REACH_MM).distance.reshape(len(here), -1)
    worst = depth.argmin(axis=1)
    size = 0.5 * (radius[here] + radius[here + 1])
    crossed = np.flatnonzero(depth.min(axis=1) < 0.3 * size)
    place = _moved_off(line[crossed, worst[crossed]], size[crossed], roots)
    return here[crossed].tolist(), np.concatenate([place, size[crossed, None]], axis=1)
