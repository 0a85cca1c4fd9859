"""Veins from the posterior internal plexus to the external one, through and between the ligamenta flava."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel
from meshes.veins.external.back_places import Places, between_spines
from meshes.veins.internal import posterior_lanes
from meshes.veins.surroundings.passage import passage
from meshes.veins.surroundings.site import Site, sides


def flaval_passages(site: Site, places: Places) -> list[Vessel]:
    """Ways through the gap below, each person's and level's own: at least one from a column, on one side or
    on both, there to the net aside or through the cleft to the midline; and mostly one in the midline, from
    the bridge of the next level.
    """
    under, radius = site.below, site.radius("flaval_passage")
    if site.passage is not None or under is None:
        return []
    name = f"vein.external.posterior.{site.level}"
    chance = site.chance(f"{name} passages")
    order = list(chance.permutation(list(sides())).tolist())
    wanted = 2 if chance.random() < _BOTH else 1
    found: list[Vessel] = []
    for side, sign in order:
        is_median = chance.random() < _THROUGH_CLEFT
        if len(found) < wanted:
            way = _from_column(site, name, (str(side), float(sign)), is_median, places)
            found += [way] if way is not None else []
    if chance.random() < _MEDIAN:
        z = posterior_lanes.heights(under)["apex"]
        inner = under.world(0.0, under.canal_back(0.0, z) - 1.0, z)
        apex, middle = f"vein.internal.bridge.{under.level}.apex", between_spines(site)
        median = passage(site, name, apex, inner, f"{name}.between", middle, radius)
        found += [median] if median is not None and _is_straight(median) else []
    return found


def _is_straight(vessel: Vessel) -> bool:
    """Whether a vein takes about the shortest way: one that is led round an arch is none of the midline, and
    would run on along the legs of the bridge.
    """
    path = np.array([each.point for each in vessel.path])
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    return length < _ROUND_ABOUT * float(np.linalg.norm(path[-1] - path[0]))


_ROUND_ABOUT = 1.6
"""How much longer than the straight line a vein in the midline is at most."""


_BOTH, _MEDIAN, _THROUGH_CLEFT = 0.6, 0.7, 0.2
"""How often columns of both sides send a vein out, how often there is one in the midline, and how often one
from a column goes there: illustrative, for sources tell that there are such veins, and not how many.
"""


def _from_column(
    site: Site, name: str, side: tuple[str, float], is_median: bool, places: Places
) -> Vessel | None:
    """A way out from the column of one side; nothing where there is no room for it."""
    which, sign = side
    x, z = 1.12 * posterior_lanes.column_x(site), posterior_lanes.gap_height(site)
    inner = site.world(sign * x, site.canal_back(x, z) - 1.2, z)
    joint, radius = posterior_lanes.gap_junction(site, which), site.radius("flaval_passage")
    if is_median:
        return passage(site, name, joint, inner, f"{name}.between", between_spines(site), radius)
    return passage(site, name, joint, inner, f"{name}.{which}.gap", places[f"{which}.gap"], radius)
