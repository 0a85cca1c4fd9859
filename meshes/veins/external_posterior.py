"""The posterior external plexus: over laminae and processes, and in through the ligamenta flava."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins import posterior_internal
from meshes.veins.intervertebral_outlet import outlet, outlet_place
from meshes.veins.passage import passage
from meshes.veins.site import OUTSIDE, Ray, Site, sides, vessel, way

Places = Mapping[str, Vector]


def external_posterior(site: Site) -> list[Vessel]:
    """The net of one level with what leads down to the next and in through the gap between the laminae."""
    places = _places(site)
    out = [each for side, sign in sides() for each in _half(site, side, sign, places)]
    return [*out, *_between_spines(site, places), *_down(site, places), *_passages(site, places)]


def _id(site: Site) -> str:
    return f"vein.external.posterior.{site.level}"


def _half(site: Site, side: str, sign: float, places: Places) -> list[Vessel]:
    radius, name = site.radius("posterior_external_plexus"), _id(site)

    def at(place: str, share: float = 1.0, is_junction: bool = True) -> WayPoint:
        place = f"{side}.{place}"
        return way(places[place], share * radius, f"{name}.{place}" if is_junction else None)

    across = vessel(name, OUTSIDE, at("lamina"), at("pillar", 1.0, False), at("transverse"), at("far", 0.9))
    forwards = vessel(
        name,
        OUTSIDE,
        at("far", 0.9),
        at("under", 0.9, False),
        way(outlet_place(site, sign), 0.9 * radius, outlet(site, side)),
    )
    along_spine = vessel(
        name,
        OUTSIDE,
        at("lamina"),
        at("root", 0.9, False),
        at("flank", 0.9),
        at("tip", 0.8, False),
        way(places["crest"], 0.8 * radius, f"{name}.crest"),
    )
    return [across, forwards, along_spine]


def _places(site: Site) -> Places:
    """Places on the back of the vertebra, in the world, struck by rays from outside."""
    rays: dict[str, Ray] = {}
    spine = site.landmarks.spinous_tip
    for side, sign in sides():
        rays |= {f"{side}.{place}": ray for place, ray in _rays(site, sign).items()}
    rays["crest"] = (0.0, float(spine[1]) + 15.0, float(spine[2])), (0.0, 0.0, float(spine[2]))
    struck = site.struck(list(rays.values()), site.radius("posterior_external_plexus") + 0.3)
    return dict(zip(rays, site.pose.apply(np.array(struck)), strict=True))


def _rays(site: Site, sign: float) -> dict[str, Ray]:
    mark = site.landmarks
    lamina, spine = mark.lamina, mark.spinous_tip
    tip_x, tip_y, tip_z = mark.transverse_tip.tolist()
    middle = lamina.bottom + 0.55 * (lamina.top - lamina.bottom)
    x, back = 0.62 * mark.canal.half_width, 1.25 * float(spine[1])
    behind = lamina.front + lamina.thickness

    def spine_place(share: float) -> tuple[float, float]:
        y = (1 - share) * behind + share * float(spine[1])
        return y, (1 - share) * middle + share * float(spine[2])

    def from_behind(at_x: float, at_z: float) -> Ray:
        return (sign * at_x, back, at_z), (sign * at_x, 0.0, at_z)

    flank_y, flank_z = spine_place(0.55)
    end_y, end_z = spine_place(0.9)
    return {
        "lamina": from_behind(x, middle),
        "gap": _gap_ray(site, sign),
        "pillar": from_behind(0.3 * tip_x, 0.6 * middle + 0.4 * tip_z),
        "transverse": from_behind(0.62 * tip_x, tip_z),
        "far": from_behind(0.84 * tip_x, tip_z),
        "under": ((sign * 0.82 * tip_x, tip_y - 5.0, tip_z - 8.0), (sign * 0.82 * tip_x, tip_y, tip_z)),
        "root": ((sign * 12.0, behind + 4.0, middle - 2.0), (0.0, behind + 2.0, middle - 2.0)),
        "flank": ((sign * 14.0, flank_y, flank_z), (0.0, flank_y, flank_z)),
        "tip": ((sign * 14.0, end_y, end_z), (0.0, end_y, end_z)),
    }


def _gap_ray(site: Site, sign: float) -> Ray:
    """From behind to the gap between this lamina and the next."""
    mark, z = site.landmarks, posterior_internal.gap_height(site)
    x = sign * 0.62 * mark.canal.half_width
    return (x, 1.25 * float(mark.spinous_tip[1]), z), (x, mark.lamina.front + mark.lamina.thickness, z)


def _down(site: Site, places: Places) -> list[Vessel]:
    """Beside the midline to the next level, behind the gap."""
    under = site.below
    if under is None:
        return []
    radius, name, next_name = 0.95 * site.radius("posterior_external_plexus"), _id(site), _id(under)
    target = _places(under)
    return [
        vessel(
            name,
            OUTSIDE,
            way(places[f"{side}.lamina"], radius, f"{name}.{side}.lamina"),
            way(places[f"{side}.gap"], radius, f"{name}.{side}.gap"),
            way(target[f"{side}.lamina"], radius, f"{next_name}.{side}.lamina"),
        )
        for side, _ in sides()
    ]


def _between_spines(site: Site, places: Places) -> list[Vessel]:
    """The midline vein below the spinous process, where both halves meet."""
    name, radius = _id(site), 0.9 * site.radius("posterior_external_plexus")
    return [
        vessel(
            name,
            OUTSIDE,
            way(places[f"{side}.flank"], 0.85 * radius, f"{name}.{side}.flank"),
            way(_interspinous(site), radius, f"{name}.between"),
        )
        for side, _ in sides()
    ]


def _interspinous(site: Site) -> Vector:
    mark = site.landmarks
    z = posterior_internal.gap_height(site)
    y = mark.lamina.front_at(z) + mark.lamina.thickness + 3.0
    return site.world(0.0, float(y), z - 1.0)


def _passages(site: Site, places: Places) -> list[Vessel]:
    """Ways through the gap below: one in the midline, one a side."""
    under = site.below
    if under is None:
        return []
    name, radius = _id(site), site.radius("flaval_passage")
    z = posterior_internal.heights(under)["apex"]
    inner = under.world(0.0, under.canal_back(0.0, z) - 1.0, z)
    apex = f"vein.internal.bridge.{under.level}.apex"
    found = [passage(site, name, apex, inner, f"{name}.between", _interspinous(site), radius)]
    x, z = 1.12 * posterior_internal.column_x(site), posterior_internal.gap_height(site)
    for side, sign in sides():
        inner = site.world(sign * x, site.canal_back(x, z) - 1.2, z)
        joint = posterior_internal.gap_junction(site, side)
        outer = places[f"{side}.gap"]
        found.append(passage(site, name, joint, inner, f"{name}.{side}.gap", outer, radius))
    return [each for each in found if each is not None]
