"""The two anterior columns: nets on the back of bodies and discs, one each side of the posterior ligament."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.junction import child_radius
from meshes.veins.site import FRONT, Site, sides, vessel


def anterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level, from the disc below to the disc above.

    A main channel runs medially at mid-body and laterally at the discs. A lateral channel leaves it below
    the pedicle, follows the pedicle's medial wall and comes back; a second strand crosses each disc.
    """
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def disc_junction(site: Site, side: str, is_above: bool) -> str:
    """Where the columns of two levels meet behind a disc; at the ends of what is built a name of its own."""
    upper = (site.above.level if site.above else f"over-{site.level}") if is_above else site.level
    return f"anterior.{upper}.below.{side}"


def heights(site: Site) -> dict[str, float]:
    """Heights of the junctions of a column, upwards, mm above the middle of the body."""
    h, pedicle = site.height, site.landmarks.pedicle
    exit_z = min(pedicle.bottom - 0.3, -0.02 * h)
    middle = site.landmarks.basivertebral.centre[2]
    arcade = middle - 0.17 * h if middle > -0.05 * h else middle + 0.17 * h
    return {
        "strand-in": min(exit_z - 0.25 * h, -0.36 * h),
        "lateral-out": min(exit_z - 0.13 * h, -0.24 * h),
        "exit": exit_z,
        "arcade": arcade,
        "middle": middle,
        "ring": pedicle.centre[2] + 0.02 * h,
        "lateral-in": max(0.27 * h, middle + 0.14 * h, pedicle.centre[2] + 0.12 * h),
        "strand-out": max(0.38 * h, pedicle.centre[2] + 0.24 * h),
    }


def medial_x(site: Site) -> float:
    """How far from the midline the main channel lies at mid-body: clear of the ligament."""
    return site.value("ligament_free_half_width_body") + 1.25 * main_radius(site)


def disc_x(site: Site) -> float:
    """How far from the midline the main channel lies behind a disc, inside the canal."""
    radius = main_radius(site)
    room = 0.84 * site.landmarks.canal.half_width - radius
    return min(site.value("ligament_free_half_width_disc") + radius, room)


def lateral_x(site: Site) -> float:
    """How far from the midline the lateral channel lies beside the pedicle."""
    return 0.9 * site.landmarks.canal.half_width - site.radius("anterior_internal_net")


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    name = f"vein.internal.anterior.{site.level}.{side}"
    main, net = main_radius(site), site.radius("anterior_internal_net")
    z, chance = heights(site), site.chance(name)
    outer, far, back = disc_x(site), lateral_x(site), main + 0.3
    order = sorted(_ON_MAIN, key=z.__getitem__)
    shift = dict(zip(z, chance.normal(0.0, 0.028 * site.height, len(z)), strict=True))
    wide = dict(zip(order, np.clip(chance.normal(1.0, 0.1, len(order)), 0.8, 1.2), strict=True))

    def on_main(place: str, radius: float) -> WayPoint:
        height = z[place] + shift[place]
        return site.way(sign * _main_x(site, height), back, height, radius, f"{name}.{place}")

    def beside(place: str, share: float, radius: float) -> WayPoint:
        return site.way(sign * share * far, net + 0.9, z[place] + shift[place], radius, f"{name}.{place}")

    half_disc = site.height / 2 + 2.0
    trunk = vessel(
        name,
        FRONT,
        site.way(sign * outer, back, -half_disc, 1.1 * main, disc_junction(site, side, False)),
        *(on_main(place, float(wide[place]) * main) for place in order),
        site.way(sign * outer, back, half_disc, 1.1 * main, disc_junction(site, side, True)),
    )
    lateral = vessel(
        name,
        FRONT,
        on_main("lateral-out", net),
        beside("exit", 0.93, 1.15 * net),
        beside("ring", 1.0, float(chance.uniform(0.85, 1.2)) * net),
        on_main("lateral-in", net),
    )
    return [trunk, lateral, *_strand(site, side, sign, chance)]


_ON_MAIN = ("strand-in", "lateral-out", "arcade", "middle", "lateral-in", "strand-out")
"""Junctions of the main channel."""


def main_radius(site: Site) -> float:
    """Radius of the main channel, which carries its share of what the whole column would."""
    return child_radius(site.radius("anterior_internal_longitudinal"), _MAIN_SHARE)


_MAIN_SHARE = 0.65


def _main_x(site: Site, height: float) -> float:
    """How far from the midline the main channel lies at a height: least at mid-body, most at the discs."""
    middle = site.landmarks.basivertebral.centre[2]
    share = min(abs(height - middle) / (site.height / 2), 1.0) ** 1.6
    inner, outer = medial_x(site), disc_x(site)
    return inner + (outer - inner) * float(share)


def _strand(site: Site, side: str, sign: float, chance: np.random.Generator) -> list[Vessel]:
    """The second channel across the disc above."""
    if site.above is None:
        return []
    name = f"vein.internal.anterior.{site.level}.{side}"
    over = f"vein.internal.anterior.{site.above.level}.{side}"
    net, main = site.radius("anterior_internal_net") * float(chance.uniform(0.85, 1.2)), main_radius(site)
    z, top = heights(site), heights(site.above)
    limit = 0.92 * site.landmarks.canal.half_width - net
    x = min(disc_x(site) + main + 1.6 * net + 0.5, limit)
    y = net + 0.6 + 1.8 * max(disc_x(site) + main + net + 0.3 - x, 0.0)
    return [
        vessel(
            name,
            FRONT,
            site.way(sign * disc_x(site), main, z["strand-out"], net, f"{name}.strand-out"),
            site.way(sign * x, y, site.height / 2 + 1.0, 1.1 * net, f"{name}.over"),
            site.above.way(sign * x, y, -0.47 * site.above.height, net),
            site.above.way(sign * disc_x(site.above), main, top["strand-in"], net, f"{over}.strand-in"),
        )
    ]
