"""The posterior external plexus: over laminae and processes, and in through the ligamenta flava."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.external.back_places import Places, between_spines, places_of
from meshes.veins.external.flaval_passages import flaval_passages
from meshes.veins.surroundings.outlet import outlet, outlet_place, posterior_mouth
from meshes.veins.surroundings.site import OUTSIDE, Site, sides, vessel, way


def external_posterior(site: Site) -> list[Vessel]:
    """The net of one level with what leads down to the next and in through the gap between the laminae."""
    places = places_of(site)
    out = [each for side, sign in sides() for each in _half(site, side, sign, places)]
    out += [*_between_spines(site, places), *_down(site, places), *flaval_passages(site, places)]
    return [*out, *_from_above(site, places)]


def _id(site: Site) -> str:
    return f"vein.external.posterior.{site.level}"


def _next(site: Site) -> Site | None:
    """The level below that has a net too: none lies over the hiatus."""
    return None if site.below is None or site.below.is_last else site.below


def _half(site: Site, side: str, sign: float, places: Places) -> list[Vessel]:
    """What one half drains: its transverse process, its side of the spine, and what lies between."""
    radius, name = site.radius("posterior_external_plexus"), _id(site)

    def at(place: str, share: float = 1.0, is_junction: bool = True) -> WayPoint:
        place = f"{side}.{place}"
        return way(places[place], share * radius, f"{name}.{place}" if is_junction else None)

    process = [at("lamina"), at("pillar", 0.95), at("transverse", 0.75, False), at("far", _TIP, False)]
    spine = [at("lamina", 0.9), at("root", 0.85)]
    if _has_long_spine(site):
        spine += [at("flank", 0.65, False), at("tip", _TIP, False)]
    out = [vessel(name, OUTSIDE, *process), vessel(name, OUTSIDE, *spine)]
    return [*out, *_forwards(site, side, sign, at("pillar", 0.85)), *_rungs(site, side, places)]


def _has_long_spine(site: Site) -> bool:
    """Whether the spinous process leaves room for a vein along each of its sides."""
    lamina = site.landmarks.lamina
    return float(site.landmarks.spinous_tip[1]) - lamina.front - lamina.thickness > _LONG_SPINE_MM


_LONG_SPINE_MM = 8.0
_PILLAR_MM = 6.5
"""From the middle of a cervical facet to beyond the lateral edge of its pillar."""
_TIP = 0.35
"""Calibre at a free end, where the vein comes from muscle and periosteum, as a share."""


def _forwards(site: Site, side: str, sign: float, start: WayPoint) -> list[Vessel]:
    """The way to the front: between the transverse processes, in the sacrum to the posterior foramen."""
    name = _id(site)
    if site.passage is not None:
        x, y, z = site.passage.posterior.tolist()
        mouth = site.way(sign * x, y + start.radius, z, start.radius, posterior_mouth(site, side))
        return [vessel(name, OUTSIDE, start, mouth)]
    end = outlet_place(site, sign)
    here, there = site.local(np.array(start.point)), site.local(end)
    beside = 0.5 * (here + there)
    beside[0] = sign * max(abs(here[0]), abs(there[0])) + sign * 0.12 * abs(here[1] - there[1])
    if region(site.level) == "cervical":  # round the articular pillar
        beside[0] = sign * (float(site.landmarks.inferior_facet.centre[0]) + _PILLAR_MM)
    beside[2] = 0.3 * here[2] + 0.7 * there[2]
    turn = way(site.world(float(beside[0]), float(beside[1]), float(beside[2])), start.radius)
    return [vessel(name, OUTSIDE, start, turn, way(end, start.radius, outlet(site, side)))]


_RUNGS = {"cervical": 2, "thoracic": 1, "lumbar": 2, "sacral": 1}
"""Most of the slight links of one half: the neck has the richest net."""


def _rungs(site: Site, side: str, places: Places) -> list[Vessel]:
    """Slight oblique links that part the net into smaller meshes."""
    name, radius = _id(site), site.radius("posterior_external_plexus")
    chance = site.chance(f"{name} {side} rungs")
    pairs = [("root", "gap"), ("pillar", "gap"), ("lamina", "facet")]
    most = _RUNGS[region(site.level)] if _next(site) is not None else 0
    count = most - int(chance.random() < 0.35)
    out = []
    for place in chance.permutation(len(pairs))[:count].tolist():
        a, b = (f"{side}.{each}" for each in pairs[place])
        size = radius * float(chance.uniform(0.45, 0.65))
        joint = f"{name}.{b}" if not b.endswith("facet") or site.below is not None else None
        out.append(vessel(name, OUTSIDE, way(places[a], size, f"{name}.{a}"), way(places[b], size, joint)))
    return out


def _down(site: Site, places: Places) -> list[Vessel]:
    """Beside the midline to the gap below, and to the joint; the level below goes on from there."""
    under, radius, name = _next(site), site.radius("posterior_external_plexus"), _id(site)
    out = []
    if region(site.level) == "sacral" and under is None:
        return []
    for side, _ in sides():
        gap = way(places[f"{side}.gap"], 0.95 * radius, f"{name}.{side}.gap")
        upper = way(places[f"{side}.lamina"], 0.95 * radius, f"{name}.{side}.lamina")
        if under is None:
            out.append(vessel(name, OUTSIDE, upper, replace(gap, radius=_TIP * radius, junction=None)))
            continue
        joint = way(places[f"{side}.facet"], 0.7 * radius, f"{name}.{side}.facet")
        start = way(places[f"{side}.pillar"], 0.75 * radius, f"{name}.{side}.pillar")
        out.append(vessel(name, OUTSIDE, upper, gap))
        out.append(vessel(name, OUTSIDE, start, joint))
    return out


def _from_above(site: Site, places: Places) -> list[Vessel]:
    """On from the gap above, from the joint above and from the midline between the spines there."""
    over, name = site.over, _id(site)
    if over is None or _next(over) is None:
        return []
    radius, above, above_name = over.radius("posterior_external_plexus"), places_of(over), _id(over)
    runs = [(f"{side}.gap", f"{side}.lamina", 0.95) for side, _ in sides()]
    runs += [(f"{side}.facet", f"{side}.pillar", 0.725) for side, _ in sides()]
    out = [
        vessel(
            name,
            OUTSIDE,
            way(above[start], share * radius, f"{above_name}.{start}"),
            way(places[end], share * radius, f"{name}.{end}"),
        )
        for start, end, share in runs
    ]
    if region(over.level) != "sacral":
        side, slight = "left" if over.chance(f"{above_name} down").random() < 0.5 else "right", 0.6 * radius
        middle = way(between_spines(over), slight, f"{above_name}.between")
        end = way(places[f"{side}.root"], slight, f"{name}.{side}.root")
        out.append(vessel(name, OUTSIDE, middle, end))
    return out


def _between_spines(site: Site, places: Places) -> list[Vessel]:
    """The midline vein below the spinous process, where both halves meet."""
    name, radius = _id(site), 0.85 * site.radius("posterior_external_plexus")
    if region(site.level) == "sacral":
        return _beside_crest(site, places)
    middle = way(between_spines(site), radius, f"{name}.between")
    return [
        vessel(name, OUTSIDE, way(places[f"{side}.root"], 0.85 * radius, f"{name}.{side}.root"), middle)
        for side, _ in sides()
    ]


def _beside_crest(site: Site, places: Places) -> list[Vessel]:
    """In the sacrum, whose spines are one crest, a vein down each side of it."""
    name, radius, under = _id(site), 0.65 * site.radius("posterior_external_plexus"), _next(site)
    if under is None:
        return []
    return [
        vessel(
            name,
            OUTSIDE,
            way(places[f"{side}.root"], radius, f"{name}.{side}.root"),
            way(places[f"{side}.crest"], radius),
            way(places_of(under)[f"{side}.root"], radius, f"{_id(under)}.{side}.root"),
        )
        for side, _ in sides()
    ]
