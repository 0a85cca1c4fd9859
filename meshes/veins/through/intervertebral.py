"""Intervertebral veins: out of the canal through each foramen, beside the spinal nerve."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel
from meshes.network.junction import child_radius
from meshes.veins.internal import anterior_lanes
from meshes.veins.internal.anterior_course import strand_junction
from meshes.veins.surroundings.outlet import outlet, outlet_place
from meshes.veins.surroundings.site import LOOSE, Site, sides, vessel, way
from meshes.veins.through.sacral_passage import through_passage
from meshes.veins.variation import Person


def intervertebral(site: Site) -> list[Vessel]:
    """Both veins below a level.

    A superior branch runs under the pedicle of this level, an inferior one over the next; they join lateral
    to the foramen. Where one is wanting the other carries all. How the type looks that the source's summary
    does not tell is a guess: both, with a link between. Below S1 to S4 the vein forks to both sacral
    foramina, below S5 it leaves beside the hiatus.
    """
    if site.passage is not None:
        return [each for side, sign in sides() for each in through_passage(site, side, sign)]
    return [each for side, sign in sides() for each in _vein(site, side, sign)]


def _vein(site: Site, side: str, sign: float) -> list[Vessel]:
    which = Person(site.seed).intervertebral(site.level, side)
    if which == "inferior" and site.below is not None:
        return [_only_inferior(site, side, sign)]
    superior, meet = _superior(site, side, sign, is_alone=which == "superior" or site.below is None)
    if which == "superior" or site.below is None:
        return [superior]
    inferior = _inferior(site, side, sign, meet)
    return [superior, inferior, *(_link(site, side, sign) if which == "other" else ())]


def _superior(site: Site, side: str, sign: float, is_alone: bool) -> tuple[Vessel, Vector]:
    """The branch under the pedicle up to the outlet, and where the inferior one meets it."""
    name = _id(site, side)
    whole, chance = site.radius("intervertebral_vein"), site.chance(name)
    radius = whole if is_alone else child_radius(whole, 0.6)
    z = anterior_lanes.heights(site)["exit"]
    end, roof = outlet_place(site, sign), _roof(site, sign, radius, float(chance.uniform(0.88, 1.06)))
    meet = _meeting(site, sign, roof, end, float(chance.uniform(0.45, 0.8)))
    start = f"vein.internal.anterior.{site.level}.{side}.exit"
    # Beside the hiatus no pedicle is left to run under, and it would turn a corner there.
    under = [] if site.is_last else [way(roof, radius, f"{name}.roof")]
    found = vessel(
        name,
        LOOSE,
        site.way(sign * anterior_lanes.lateral_x(site), radius + 0.5, z, 0.95 * radius, start),
        *under,
        way(meet, radius if is_alone else 0.95 * whole, None if is_alone else f"{name}.meet"),
        way(end, 1.05 * whole, outlet(site, side)),
    )
    return found, meet


def _roof(site: Site, sign: float, radius: float, aside: float) -> Vector:
    """The place of the superior branch under the pedicle."""
    pedicle, foramen = site.landmarks.pedicle, site.landmarks.foramen
    z = min(anterior_lanes.heights(site)["exit"], pedicle.bottom) - radius - 0.4
    return site.world(sign * pedicle.centre[0] * aside, 0.9 * float(foramen.centre[1]), z)


def _meeting(site: Site, sign: float, roof: Vector, end: Vector, share: float) -> Vector:
    foramen = site.landmarks.foramen
    height = 0.5 * (site.local(roof)[2] + float(foramen.centre[2]))
    inside = site.world(sign * float(site.landmarks.pedicle.centre[0]), float(foramen.centre[1]), height)
    meet: Vector = share * end + (1.0 - share) * inside
    return meet


def _inferior(site: Site, side: str, sign: float, meet: Vector) -> Vessel:
    """The branch over the next pedicle, which bends into the superior one in a wide bow."""
    name = _id(site, side)
    radius = child_radius(site.radius("intervertebral_vein"), 0.4)
    start, first, floor = _floor(site, side, sign, radius)
    bow = 0.5 * floor + 0.5 * meet + 0.22 * (outlet_place(site, sign) - meet)
    return vessel(
        name,
        LOOSE,
        way(first, radius, start),
        way(floor, radius, f"{name}.floor"),
        way(bow, radius),
        way(meet, radius, f"{name}.meet"),
    )


def _only_inferior(site: Site, side: str, sign: float) -> Vessel:
    name, radius = _id(site, side), site.radius("intervertebral_vein")
    start, first, floor = _floor(site, side, sign, radius)
    end = outlet_place(site, sign)
    bow = 0.45 * floor + 0.55 * end
    return vessel(
        name, LOOSE, way(first, radius, start), way(floor, radius), way(bow, radius),
        way(end, 1.05 * radius, outlet(site, side)),
    )  # fmt: skip


def _floor(site: Site, side: str, sign: float, radius: float) -> tuple[str, Vector, Vector]:
    """Junction and place where the inferior branch leaves the column, and its place over the next pedicle."""
    under = site.below or site
    pedicle, chance = under.landmarks.pedicle, site.chance(f"{_id(site, side)} inferior")
    y = 0.8 * float(site.landmarks.foramen.centre[1])
    aside = float(chance.uniform(0.86, 0.98))
    floor = under.world(sign * aside * pedicle.centre[0], y, pedicle.top + radius + 0.5)
    first = under.world(sign * anterior_lanes.disc_x(under), 2.0, under.height / 2)
    return strand_junction(site, side), np.asarray(first), floor


def _link(site: Site, side: str, sign: float) -> list[Vessel]:
    """A slight channel between both branches inside the foramen."""
    name, radius = _id(site, side), 0.55 * site.radius("intervertebral_vein")
    chance = site.chance(name)
    whole = child_radius(site.radius("intervertebral_vein"), 0.6)
    roof = _roof(site, sign, whole, float(chance.uniform(0.88, 1.06)))
    _, _, floor = _floor(site, side, sign, child_radius(site.radius("intervertebral_vein"), 0.4))
    middle = 0.5 * (roof + floor) - 0.8 * sign * site.pose.rotation[:, 0]
    return [
        vessel(
            name,
            LOOSE,
            way(roof, radius, f"{name}.roof"),
            way(middle, radius),
            way(floor, radius, f"{name}.floor"),
        )
    ]


def _id(site: Site, side: str) -> str:
    return f"vein.intervertebral.{site.level}.{side}"
