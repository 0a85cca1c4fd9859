"""The bridges between the two posterior columns."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.internal.posterior_lanes import column_x, heights, knee, on_wall
from meshes.veins.surroundings.site import BACK, Site, sides, vessel


def bridge(site: Site) -> list[Vessel]:
    """Links across the midline: in the neck one rung, in the thorax an inverted V, below bows of two kinds.

    In the loins the lower bow climbs from one column to the other; which way is the level's own.
    """
    name, where = _id(site), region(site.level)
    radius, z = site.radius("posterior_internal_bridge"), heights(site)
    apex = on_wall(site, 0.0, z["apex"], radius, f"{name}.apex")
    if where == "thoracic":
        return [_inverted_v(site, radius, apex)]
    upper = _bow(site, ("crown", "crown"), radius, apex)
    if where == "cervical":
        return [upper]
    slight, ends = 0.9 * radius, ("leg", "leg")
    if where == "lumbar":
        ends = ("leg", "loop-in") if site.chance(f"{name} climbs").random() < 0.5 else ("loop-in", "leg")
    rise = 0.1 * (site.landmarks.lamina.top - site.landmarks.lamina.bottom)
    height = 0.5 * (z[ends[0]] + z[ends[1]]) + rise
    return [upper, _bow(site, ends, slight, on_wall(site, 0.0, height, slight, f"{name}.low"))]


def _id(site: Site) -> str:
    return f"vein.internal.bridge.{site.level}"


def _start(site: Site, side: str, sign: float, place: str, radius: float) -> WayPoint:
    """Where a bridge leaves a column."""
    junction = f"vein.internal.posterior.{site.level}.{side}.{place}"
    return on_wall(site, sign * column_x(site), heights(site)[place], radius, junction)


def _inverted_v(site: Site, radius: float, apex: WayPoint) -> Vessel:
    """Two like legs that meet in a round arch."""
    top, x = float(site.local(np.array(apex.point))[2]), column_x(site)
    drop = 0.02 * (site.landmarks.lamina.top - site.landmarks.lamina.bottom)
    halves = [
        (
            _start(site, side, sign, "leg", radius),
            knee(site, side, sign, 0.95 * radius),
            on_wall(site, sign * 0.5 * x, top - drop, radius, None),
        )
        for side, sign in sides()
    ]
    return vessel(_id(site), BACK, *halves[0], apex, *reversed(halves[1]))


def _bow(site: Site, ends: tuple[str, str], radius: float, middle: WayPoint) -> Vessel:
    """A link from the left column to the right one through a place in the midline."""
    x, top = column_x(site), float(site.local(np.array(middle.point))[2])
    chance = site.chance(f"{_id(site)} {ends[0]}")
    halves = []
    for (side, sign), place in zip(sides(), ends, strict=True):
        share, rise = float(chance.uniform(0.35, 0.6)), float(chance.uniform(0.5, 0.95))
        z = (1.0 - rise) * heights(site)[place] + rise * top
        bend = on_wall(site, sign * share * x, z, 0.95 * radius, None)
        halves.append((_start(site, side, sign, place, radius), bend))
    return vessel(_id(site), BACK, *halves[0], middle, *reversed(halves[1]))
