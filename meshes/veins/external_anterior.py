"""The anterior external plexus: a net on the front and sides of the bodies, with links across the discs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from meshes.anatomy.levels import region
from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.intervertebral_outlet import outlet, outlet_place
from meshes.veins.site import OUTSIDE, Ray, Site, sides, vessel, way

_GIRDLE = {
    "front": (9.0, 0.0),
    "up": (35.0, 0.07),
    "down": (51.0, -0.08),
    "opening": (72.0, 0.02),
    "side": (88.0, -0.03),
}
"""Stops of the girdle on one side: angle from the front in degrees, height in heights of the body."""

_NARROW = {"front": 14.0, "up": 30.0, "down": 44.0, "opening": 55.0, "side": 66.0}
"""The angles where transverse processes or the ala stand beside the body: in neck and sacrum."""

_SPREAD = {"cervical": 0.75, "sacral": 0.75}
"""How far round the body the girdle goes, as a share: processes or the ala stand beside these bodies."""

Spots = Mapping[str, tuple[float, float]]
"""Places on the wall of a body: angle from the front, left positive, in degrees, and height in mm."""


def external_anterior(site: Site) -> list[Vessel]:
    """A girdle round the waist of the body, links to the level below, and the way to each outlet."""
    name = f"vein.external.anterior.{site.level}"
    places = _on_wall(site, _girdle_spots(site))
    out = [_girdle(site, name, places)]
    for side, sign in () if site.is_last else sides():
        out.append(_to_outlet(site, name, side, sign, places))
    return [*out, *_across_disc(site, name, places), *_from_disc_above(site, name, places)]


def opening_junction(site: Site, which: str) -> str:
    """Where a limb of the basivertebral tree opens into the girdle."""
    return f"vein.external.anterior.{site.level}.opening.{which}"


def angle_of(site: Site, place: str) -> float:
    """Angle from the front, in degrees, of a stop of the girdle."""
    return _NARROW[place] if spread(site) < 1.0 else _GIRDLE[place][0]


def spread(site: Site) -> float:
    """Share of the usual angles at which the net lies."""
    return _SPREAD.get(region(site.level), 1.0)


def _girdle_spots(site: Site) -> Spots:
    chance = site.chance(f"girdle {site.level}")
    return {
        f"{side}.{place}": (
            sign * (angle_of(site, place) + float(chance.normal(0.0, 2.0))),
            (height + float(chance.normal(0.0, 0.02))) * site.height,
        )
        for side, sign in sides()
        for place, (_, height) in _GIRDLE.items()
    }


def _girdle(site: Site, name: str, places: Mapping[str, Vector]) -> Vessel:
    radius = site.radius("anterior_external_plexus")
    stops = [f"left.{place}" for place in reversed(_GIRDLE)] + [f"right.{place}" for place in _GIRDLE]
    return vessel(name, OUTSIDE, *(_stop(site, name, stop, places[stop], radius) for stop in stops))


def _stop(site: Site, name: str, stop: str, place: Vector, radius: float) -> WayPoint:
    side = stop.partition(".")[0]
    openings = {"left.opening": side, "right.opening": side, "left.front": "front"}
    junction = opening_junction(site, openings[stop]) if stop in openings else f"{name}.{stop}"
    return way(place, radius, junction)


def _across_disc(site: Site, name: str, places: Mapping[str, Vector]) -> list[Vessel]:
    """A link a side as far as the disc below, and an oblique one from the front to one of them, by turns.

    The girdle below goes on from there: what belongs to a level ends where the level does.
    """
    under = site.below
    if under is None:
        return []
    radius, links = _LINK * site.radius("anterior_external_plexus"), _links(site)
    oblique = _oblique_side(site)
    out = [
        vessel(
            name,
            OUTSIDE,
            way(places[f"{side}.down"], radius, f"{name}.{side}.down"),
            way(links[f"{side}.rim"], radius, f"{name}.{side}.rim" if side == oblique else None),
            way(links[f"{side}.disc"], radius, f"{name}.{side}.disc"),
        )
        for side, _ in sides()
    ]
    slight = 0.8 * radius
    out.append(
        vessel(
            name,
            OUTSIDE,
            way(places["right.front"], slight, f"{name}.right.front"),
            way(links["first"], slight),
            way(links["second"], slight),
            way(links[f"{oblique}.rim"], slight, f"{name}.{oblique}.rim"),
        )
    )
    return out


def _from_disc_above(site: Site, name: str, places: Mapping[str, Vector]) -> list[Vessel]:
    """The rest of the links from above, from the disc to the girdle."""
    over = site.over
    if over is None:
        return []
    radius, links = _LINK * over.radius("anterior_external_plexus"), _links(over)
    sway = _sways(over)
    turns = {side: sign * spread(site) * (40.0 + sway[side]) for side, sign in sides()}
    between = _on_wall(site, {side: (turn, 0.3 * site.height) for side, turn in turns.items()})
    return [
        vessel(
            name,
            OUTSIDE,
            way(links[f"{side}.disc"], radius, f"vein.external.anterior.{over.level}.{side}.disc"),
            way(between[side], radius),
            way(places[f"{side}.up"], radius, f"{name}.{side}.up"),
        )
        for side, _ in sides()
    ]


_LINK = 0.92
"""Calibre of the links across the discs as a share of that of the girdle."""


def _links(site: Site) -> Mapping[str, Vector]:
    """Places of the links below a girdle, in the world; struck once for both levels they join."""
    if "front" not in site.memo:
        half, share, sway = site.height / 2, spread(site), _sways(site)
        start, end = -angle_of(site, "front"), share * (48.0 if _oblique_side(site) == "left" else -48.0)
        spots = {
            "first": (0.66 * start + 0.34 * end, -0.34 * half),
            "second": (0.3 * start + 0.7 * end, -0.62 * half),
        }
        for side, sign in sides():
            spots[f"{side}.rim"] = (sign * share * (48.0 + sway[side]), -0.8 * half)
            spots[f"{side}.disc"] = (sign * share * (45.0 + sway[side]), -half - 1.5)
        site.memo["front"] = _on_wall(site, spots)
    return site.memo["front"]


def _sways(site: Site) -> dict[str, float]:
    """How far each link strays to the side, degrees."""
    chance = site.chance(f"vein.external.anterior.{site.level} down")
    return dict(zip(("left", "right"), chance.normal(0.0, 3.0, 2).tolist(), strict=True))


def _oblique_side(site: Site) -> str:
    """The side to which the slight link runs down from the front."""
    return "left" if site.chance(f"vein.external.anterior.{site.level} oblique").random() < 0.5 else "right"


def _to_outlet(site: Site, name: str, side: str, sign: float, places: Mapping[str, Vector]) -> Vessel:
    radius, body = site.radius("anterior_external_plexus"), site.landmarks.body
    start, end = way(places[f"{side}.side"], radius, f"{name}.{side}.side"), outlet_place(site, sign)
    if spread(site) < 1.0:  # past the front of a transverse process or over the pelvic face of the sacrum
        between = 0.5 * (np.array(places[f"{side}.side"]) + end) - 2.0 * site.pose.rotation[:, 1]
        return vessel(name, OUTSIDE, start, way(between, radius), way(end, radius, outlet(site, side)))
    turn = _on_wall(site, {"turn": (sign * 103.0, -0.2 * site.height)})["turn"]
    return vessel(
        name,
        OUTSIDE,
        start,
        way(turn, radius),
        site.way(sign * 1.06 * body.half_width_lower, -0.14 * body.depth_lower, -0.36 * site.height, radius),
        way(end, radius, outlet(site, side)),
    )


def _on_wall(site: Site, spots: Spots) -> dict[str, Vector]:
    """World places on the outside of the body where rays towards its axis strike."""
    body = site.landmarks.body
    reach = 1.5 * max(body.half_width_upper, body.half_width_lower, body.depth_lower / 2)
    rays: list[Ray] = []
    for angle, z in spots.values():
        turn, y = np.radians(angle), -0.5 * body.depth_waist
        start = (reach * float(np.sin(turn)), y - reach * float(np.cos(turn)), z)
        rays.append((start, (0.0, y, z)))
    struck = site.struck(rays, site.radius("anterior_external_plexus") + 0.3)
    return dict(zip(spots, site.pose.apply(np.array(struck)), strict=True))
