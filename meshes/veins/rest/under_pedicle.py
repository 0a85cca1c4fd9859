"""Intervertebral veins kept in their foramen where a root would lead them over its upper margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.roots import CLEAR_MM, Roots
from meshes.veins.surroundings.site import Site, way

_FAMILY = "vein.intervertebral."
_MARGIN_MM = 0.1
_INWARDS_MM = 2.5
"""How far medially of the middle of the pedicle the foramen is taken to reach."""
_STEPS_MM = np.arange(0.0, 5.0, 0.2)
_GROUND_MM = 0.25
_REACH_MM = 8.0
_SLIMMER = (1.0, 0.85, 0.7, 0.55)
"""Shares of its calibre with which it is tried one after the other: a narrow foramen presses it."""


def under_pedicles(
    vessels: Sequence[Vessel], sites: Sequence[Site], ground: Ground, roots: Roots
) -> list[Vessel]:
    """The vessels, way-points of intervertebral veins in the foramen brought below the margin of the pedicle.

    A root high in its foramen sends a vein drawn through it the nearest way, which may be over it, beside
    the pedicle instead of under it. Such a vein passes the root in front or behind, whichever is nearer and
    leaves room to bone, slimmer where it has to be; where neither does it stays as it is.

    Parameters
    ----------
    vessels : sequence of Vessel
        Drawn past the roots already.
    sites : sequence of Site
        All levels they belong to.
    ground : Ground
        Bones and discs.
    roots : Roots
        The roots.
    """
    places = {site.level: site for site in sites if site.passage is None}
    out = list(vessels)
    for number, vessel in enumerate(vessels):
        if vessel.structure.startswith(_FAMILY):
            level, side = vessel.structure.removeprefix(_FAMILY).split(".")
            if level in places:
                out[number] = _brought_under(vessel, places[level], SIDES[side], ground, roots)
    return out


def _brought_under(vessel: Vessel, site: Site, sign: float, ground: Ground, roots: Roots) -> Vessel:
    pedicle = site.landmarks.pedicle
    points = np.array([site.local(np.array(each.point)) for each in vessel.path])
    inside = sign * points[:, 0] - pedicle.centre[0]
    high = np.flatnonzero(
        (points[:, 2] > pedicle.bottom - _MARGIN_MM)
        & (inside > -_INWARDS_MM)
        & (inside < pedicle.width / 2)
    )  # fmt: skip
    if not len(high):
        return vessel
    for share in _SLIMMER:
        radius = share * np.array([each.radius for each in vessel.path])[high]
        start = points[high]
        start[:, 2] = pedicle.bottom - radius - _MARGIN_MM
        tried = (_passing(start, radius, turn, site, ground, roots) for turn in (-1.0, 1.0))
        ways = [each for each in tried if each is not None]
        if ways:
            nearest = min(ways, key=lambda each: float(np.abs(each - start).sum()))
            path: list[WayPoint] = list(vessel.path)
            for place, point in zip(high.tolist(), site.pose.apply(nearest), strict=True):
                path[place] = way(point, share * path[place].radius, path[place].junction)
            return replace(vessel, path=tuple(path))
    return vessel


def _passing(
    start: Vector, radius: Vector, turn: float, site: Site, ground: Ground, roots: Roots
) -> Vector | None:
    """Local places (N, 3) moved forwards or backwards until all are off roots; None if one has no room."""
    found = []
    for point, size in zip(start, radius.tolist(), strict=True):
        along = point + turn * _STEPS_MM[:, None] * (0.0, 1.0, 0.0)
        world = site.pose.apply(along)
        is_free = roots.told(world, _REACH_MM).distance > size + CLEAR_MM
        is_free &= ground(world) > size + _GROUND_MM
        if not is_free.any():
            return None
        found.append(along[int(is_free.argmax())])
    return np.array(found)
