"""The anterior external plexus: a net of arches on the front and sides of the bodies, on across the discs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel
from meshes.veins.external.front_places import (
    STOPS,
    Places,
    Spots,
    angle_of,
    arches,
    girdle_spots,
    on_wall,
)
from meshes.veins.surroundings.outlet import outlet, outlet_place
from meshes.veins.surroundings.site import OUTSIDE, Site, sides, vessel, way


def external_anterior(site: Site) -> list[Vessel]:
    """A girdle round the waist of the body, arches over and under it, veins from these across the discs, and
    the way to each outlet.

    Where the arches stand, what else crosses a disc and what joins both sides is each level's own.
    """
    name, places = _id(site), _places(site)
    out = [_girdle(site, name, places)]
    for side, sign in sides():
        out += _arches(site, name, side, places)
        if not site.is_last:
            out.append(_to_outlet(site, name, side, sign, places))
    return [*out, *_down(site, name, places), *_from_above(site, name, places)]


def opening_junction(site: Site, which: str) -> str:
    """Where a limb of the basivertebral tree opens into the girdle."""
    return f"{_id(site)}.opening.{which}"


def _id(site: Site) -> str:
    return f"vein.external.anterior.{site.level}"


def _joint(site: Site, stop: str) -> str:
    """The junction at a stop of the girdle or the crown of an arch."""
    side = stop.partition(".")[0]
    openings = {"left.opening": side, "right.opening": side, "left.front": "front"}
    return opening_junction(site, openings[stop]) if stop in openings else f"{_id(site)}.{stop}"


def _girdle(site: Site, name: str, places: Places) -> Vessel:
    radius = site.radius("anterior_external_plexus")
    stops = [f"left.{place}" for place in reversed(STOPS)] + [f"right.{place}" for place in STOPS]
    return vessel(name, OUTSIDE, *(way(places[stop], radius, _joint(site, stop)) for stop in stops))


def _arches(site: Site, name: str, side: str, places: Places) -> list[Vessel]:
    """The arches of one side, with crowns from which veins go on across the discs."""
    radius = _ARCH * site.radius("anterior_external_plexus")
    out = []
    for place, arch in arches(site, side).items():
        if {"up": site.over, "down": site.below}.get(place, site) is None:
            continue
        stops = [f"{side}.{foot}" for foot in arch.feet]
        stops.insert(1, f"{side}.{place}")
        out.append(vessel(name, OUTSIDE, *(way(places[stop], radius, _joint(site, stop)) for stop in stops)))
    return out


_ARCH, _LINK, _SLIGHT = 0.86, 0.92, 0.68
"""Calibres of arches, of what crosses the discs and of slight links, as shares of that of the girdle."""


def _crossings(site: Site) -> Mapping[str, tuple[str, str]]:
    """What crosses the disc below: from which place of this level to which of the next, by name.

    On each side a vein from arch to arch, in loins and neck often a second one beside it.
    """
    out = {f"{side}.disc": (f"{side}.down", f"{side}.up") for side, _ in sides()}
    for side, _ in sides():
        chance = site.chance(f"{_id(site)} {side} second")
        if chance.random() < _SECOND.get(region(site.level), 0.0):
            ends = list(_SECOND_ENDS[region(site.level)])
            if chance.random() < 0.5:
                ends.reverse()
            out[f"{side}.beside"] = (f"{side}.{ends[0]}", f"{side}.{ends[1]}")
    return out


_SECOND_ENDS = {"cervical": ("front", "inner"), "lumbar": ("opening", "opening")}
"""From which stop to which it goes, or the other way round: in the neck medially to the first."""
_SECOND = {"cervical": 0.5, "lumbar": 0.55}
"""How often a disc has a second vein on a side."""
_ASIDE_DEG = {"cervical": 11.0}
"""How far what crosses a disc strays from half-way between its ends, else 6° (one standard deviation): in the
neck it comes and goes between the longus colli muscles and the midline; illustrative."""


def _down(site: Site, name: str, places: Places) -> list[Vessel]:
    """As far as the disc below; what belongs to a level ends where the level does."""
    if site.below is None:
        return []
    radius = _LINK * site.radius("anterior_external_plexus")
    out = [
        vessel(
            name,
            OUTSIDE,
            way(places[start], radius, _joint(site, start)),
            way(places[at], radius, f"{name}.{at}"),
        )
        for at, (start, _) in _crossings(site).items()
    ]
    return [*out, *_oblique(site, name, places)]


def _oblique(site: Site, name: str, places: Places) -> list[Vessel]:
    """On most levels a slight link from the front of one side down to the arch of the other."""
    start, end = _oblique_ends(site)
    if not start:
        return []
    radius = _SLIGHT * site.radius("anterior_external_plexus")
    ends = [way(places[each], radius, _joint(site, each)) for each in (start, end)]
    return [vessel(name, OUTSIDE, ends[0], way(places["oblique"], radius), ends[1])]


def _oblique_ends(site: Site) -> tuple[str, str]:
    """Where that link begins and ends; nowhere where there is none."""
    chance = site.chance(f"{_id(site)} oblique")
    one, other = chance.permutation(["left", "right"]).tolist()
    return (f"{one}.front", f"{other}.down") if chance.random() < _OBLIQUE else ("", "")


_OBLIQUE = 0.7
"""How often there is one."""


def _from_above(site: Site, name: str, places: Places) -> list[Vessel]:
    """The rest of what crosses the disc above."""
    over = site.over
    if over is None:
        return []
    radius, above = _LINK * over.radius("anterior_external_plexus"), _places(over)
    return [
        vessel(
            name,
            OUTSIDE,
            way(above[at], radius, f"{_id(over)}.{at}"),
            way(places[end], radius, _joint(site, end)),
        )
        for at, (_, end) in _crossings(over).items()
    ]


def _places(site: Site) -> Places:
    """Every place of a level that its own vessels and those of its neighbours pass; struck once."""
    if "front" not in site.memo:
        spots = dict(girdle_spots(site))
        for side, sign in sides():
            for place, arch in arches(site, side).items():
                angle, height = arch.crown
                spots[f"{side}.{place}"] = (sign * angle, height * site.height)
        if site.below is not None:
            spots |= _on_disc(site, site.below)
        site.memo["front"] = on_wall(site, spots)
    return site.memo["front"]


def _on_disc(site: Site, under: Site) -> Spots:
    """Places on the upper rim of the disc below, between those above and below it, and one on the way of the
    oblique link.
    """
    chance, rim = site.chance(f"{_id(site)} down"), -site.height / 2 - 1.5
    out: dict[str, tuple[float, float]] = {}
    stray = _ASIDE_DEG.get(region(site.level), 6.0)
    for side, sign in sides():
        ends = arches(site, side)["down"].crown[0], arches(under, side)["up"].crown[0]
        feet = _SECOND_ENDS.get(region(site.level), ("opening", "opening"))
        aside = {"disc": 0.5 * sum(ends), "beside": 0.5 * sum(angle_of(site, foot) for foot in feet)}
        out |= {
            f"{side}.{at}": (
                sign * angle + float(np.clip(chance.normal(0.0, stray), -2.0 * stray, 2.0 * stray)),
                rim,
            )
            for at, angle in aside.items()
        }
    start, end = _oblique_ends(site)
    if start:
        (first, foot), side = girdle_spots(site)[start], end.partition(".")[0]
        angle, height = arches(site, side)["down"].crown
        share = float(chance.uniform(0.3, 0.6))
        last = angle if side == "left" else -angle
        fall = float(chance.uniform(0.3, 1.1)) * share
        out["oblique"] = (first + share * (last - first), foot + fall * (height * site.height - foot))
    return out


def _to_outlet(site: Site, name: str, side: str, sign: float, places: Places) -> Vessel:
    radius, body = site.radius("anterior_external_plexus"), site.landmarks.body
    start, end = way(places[f"{side}.side"], radius, f"{name}.{side}.side"), outlet_place(site, sign)
    if angle_of(site, "side") < 90.0:  # past the front of a process or over the pelvic face of the sacrum
        between = 0.5 * (np.array(places[f"{side}.side"]) + end) - 2.0 * site.pose.rotation[:, 1]
        return vessel(name, OUTSIDE, start, way(between, radius), way(end, radius, outlet(site, side)))
    stops = [start]
    if angle_of(site, "side") < 100.0:
        turn = on_wall(site, {"turn": (sign * (angle_of(site, "side") + 13.0), -0.2 * site.height)})["turn"]
        stops.append(way(turn, radius))
    x, y = sign * 1.05 * body.half_width_lower, -0.17 * body.depth_lower
    stops.append(site.way(x, y, -0.32 * site.height, radius))
    return vessel(name, OUTSIDE, *stops, way(end, radius, outlet(site, side)))
