"""The two anterior columns: nets on the back of bodies and discs, one each side of the posterior ligament."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.veins.site import WALL, Site, sides, vessel


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
    return site.value("ligament_free_half_width_body") + 1.15 * site.radius("anterior_internal_longitudinal")


def disc_x(site: Site) -> float:
    """How far from the midline the main channel lies behind a disc, inside the canal."""
    radius = site.radius("anterior_internal_longitudinal")
    room = 0.8 * site.landmarks.canal.half_width - radius
    return min(site.value("ligament_free_half_width_disc") + radius, room)


def lateral_x(site: Site) -> float:
    """How far from the midline the lateral channel lies beside the pedicle."""
    return 0.9 * site.landmarks.canal.half_width - site.radius("anterior_internal_net")


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    name = f"vein.internal.anterior.{site.level}.{side}"
    main, net = site.radius("anterior_internal_longitudinal"), site.radius("anterior_internal_net")
    z, h = heights(site), site.height
    half_disc = site.height / 2 + 2.0
    inner, outer, far = medial_x(site), disc_x(site), lateral_x(site)
    chance = site.chance(name)
    back, deep = main + 0.3, net + 0.9

    def x_at(height: float) -> float:
        share = min(abs(height - z["middle"]) / (h / 2), 1.0) ** 1.6
        return sign * (inner + (outer - inner) * share)

    def node(place: str) -> str:
        return f"{name}.{place}"

    shift = dict(zip(z, chance.normal(0.0, 0.012 * h, len(z)), strict=True))
    on_main = sorted(
        ("strand-in", "lateral-out", "arcade", "middle", "lateral-in", "strand-out"), key=z.__getitem__
    )
    trunk = vessel(
        name,
        WALL,
        site.way(sign * outer, back, -half_disc, main, disc_junction(site, side, False)),
        *(site.way(x_at(z[p] + shift[p]), back, z[p] + shift[p], main, node(p)) for p in on_main),
        site.way(sign * outer, back, half_disc, main, disc_junction(site, side, True)),
    )
    lateral = vessel(
        name,
        WALL,
        site.way(x_at(z["lateral-out"]), back, z["lateral-out"], net, node("lateral-out")),
        site.way(sign * 0.93 * far, deep, z["exit"], 1.15 * net, node("exit")),
        site.way(sign * far, deep, z["ring"], net, node("ring")),
        site.way(x_at(z["lateral-in"]), back, z["lateral-in"], net, node("lateral-in")),
    )
    return [trunk, lateral, *_strand(site, side, sign)]


def _strand(site: Site, side: str, sign: float) -> list[Vessel]:
    """The second channel across the disc above."""
    if site.above is None:
        return []
    name = f"vein.internal.anterior.{site.level}.{side}"
    over = f"vein.internal.anterior.{site.above.level}.{side}"
    net, main = site.radius("anterior_internal_net"), site.radius("anterior_internal_longitudinal")
    z, top = heights(site), heights(site.above)
    limit = 0.86 * site.landmarks.canal.half_width - net
    x = min(disc_x(site) + main + 1.5 * net + 0.4, limit)
    y = net + 0.5 if x < limit else 2.2 * main + net
    return [
        vessel(
            name,
            WALL,
            site.way(sign * disc_x(site), main, z["strand-out"], net, f"{name}.strand-out"),
            site.way(sign * x, y, site.height / 2 + 1.0, 1.1 * net, f"{name}.over"),
            site.above.way(sign * x, y, -site.above.height / 2, net),
            site.above.way(sign * disc_x(site.above), main, top["strand-in"], net, f"{over}.strand-in"),
        )
    ]
