"""Way-points of the internal plexus brought to the canal's side of its bony wall before anything settles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from meshes.network.builder import Vessel
from meshes.network.graph import Floats
from meshes.veins.surroundings.ground import marched
from meshes.veins.surroundings.site import INTERNAL, Site, way

_GAP_MM = 0.25
_TOWARDS_MIDDLE = 0.6


def brought_inward(vessels: Sequence[Vessel], sites: Sequence[Site]) -> list[Vessel]:
    """The vessels, those of the canal with their way-points no farther out than the wall they lie on.

    Landmarks draw the canal smoother than bone is: a point drawn a little too far out could come to lie
    nearer to the outside of an arch than to its inside, and would settle there. Each is moved on a straight
    line from the middle of the canal, as far as the wall lets it.
    """
    internal = [number for number, vessel in enumerate(vessels) if vessel.room in INTERNAL]
    points = np.array([each.point for number in internal for each in vessels[number].path]).reshape(-1, 3)
    radii = np.array([each.radius for number in internal for each in vessels[number].path])
    if not len(points):
        return list(vessels)
    start = _middles(points, sites)
    reach = np.linalg.norm(points - start, axis=1)
    ends, _ = marched(sites[0].ground, start, points - start, radii + _GAP_MM, reach)
    out, place = list(vessels), 0
    for number in internal:
        path = vessels[number].path
        moved = ends[place : place + len(path)]
        place += len(path)
        found = (way(end, old.radius, old.junction) for end, old in zip(moved, path, strict=True))
        out[number] = replace(vessels[number], path=tuple(found))
    return out


def _middles(points: Floats, sites: Sequence[Site]) -> Floats:
    """For each point one between it and the middle of the canal, at its own height in the nearest level."""
    origins = np.array([site.pose.translation for site in sites])
    nearest = ((points[:, None] - origins) ** 2).sum(axis=2).argmin(axis=1)
    out = np.empty_like(points)
    for number, site in enumerate(sites):
        here = nearest == number
        local = (points[here] - site.pose.translation) @ site.pose.rotation
        local[:, 0] *= _TOWARDS_MIDDLE
        local[:, 1] = site.landmarks.canal.widest_y
        out[here] = site.pose.apply(local)
    return out
