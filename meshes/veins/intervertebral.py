"""Intervertebral veins: out of the canal through each foramen, along both pedicles."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel
from meshes.veins import anterior_internal
from meshes.veins.intervertebral_outlet import outlet, outlet_place
from meshes.veins.site import LOOSE, Site, sides, vessel, way


def intervertebral(site: Site) -> list[Vessel]:
    """A superior branch under the pedicle of this level, an inferior one over the next, joined laterally."""
    return [each for side, sign in sides() for each in _vein(site, side, sign)]


def _vein(site: Site, side: str, sign: float) -> list[Vessel]:
    name = f"vein.intervertebral.{site.level}.{side}"
    radius = site.radius("intervertebral_vein")
    pedicle, foramen = site.landmarks.pedicle, site.landmarks.foramen
    z = anterior_internal.heights(site)["exit"]
    roof = min(z, pedicle.bottom) - radius - 0.4
    x = pedicle.centre[0]
    end, chance = outlet_place(site, sign), site.chance(name)
    share = float(chance.uniform(0.45, 0.8))
    meet = share * end + (1.0 - share) * site.world(
        sign * x, foramen.centre[1], 0.5 * (roof + foramen.centre[2])
    )
    start = f"vein.internal.anterior.{site.level}.{side}.exit"
    superior = vessel(
        name,
        LOOSE,
        site.way(sign * anterior_internal.lateral_x(site), radius + 0.5, z, 0.9 * radius, start),
        site.way(sign * x * float(chance.uniform(0.88, 1.06)), 0.45 * foramen.width, roof, radius),
        way(meet, radius, f"{name}.meet"),
        way(end, 1.1 * radius, outlet(site, side)),
    )
    return [superior, *_inferior(site, side, sign, name, (meet, end))]


def _inferior(site: Site, side: str, sign: float, name: str, run: tuple[Vector, Vector]) -> list[Vessel]:
    under = site.below
    if under is None:
        return []
    (meet, end), chance = run, site.chance(f"{name} inferior")
    radius = float(chance.uniform(0.62, 0.9)) * site.radius("intervertebral_vein")
    pedicle = under.landmarks.pedicle
    start = anterior_internal.strand_junction(site, side)
    floor = under.world(
        sign * float(chance.uniform(0.86, 0.98)) * pedicle.centre[0],
        0.40 * site.landmarks.foramen.width,
        pedicle.top + radius + 0.5,
    )
    first = under.world(sign * anterior_internal.disc_x(under), 2.0, under.height / 2)
    return [
        vessel(
            name,
            LOOSE,
            way(np.asarray(first), radius, start),
            way(floor, radius),
            way(_rounded(floor, meet, end), radius),
            way(meet, radius, f"{name}.meet"),
        )
    ]


def _rounded(floor: Vector, meet: Vector, end: Vector) -> Vector:
    """A place before the meeting, so that the inferior branch bends into the superior one in a wide bow."""
    bow: Vector = 0.5 * floor + 0.5 * meet + 0.22 * (end - meet)
    return bow
