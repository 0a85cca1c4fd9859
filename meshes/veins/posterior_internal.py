"""The two posterior columns in front of laminae and ligamenta flava, and the bridges between them."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.site import BACK, Site, sides, vessel


def posterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level with the slighter channel that parts from each and rejoins it.

    In the neck it is a mere tie of the ring to the column.
    """
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def bridge(site: Site) -> list[Vessel]:
    """Links across the midline: in the neck one rung, in the thorax an inverted V, below two bowed rungs."""
    name = f"vein.internal.bridge.{site.level}"
    radius, z = site.radius("posterior_internal_bridge"), heights(site)
    rise = 0.1 * (site.landmarks.lamina.top - site.landmarks.lamina.bottom)
    apex = _wall(site, 0.0, z["apex"], radius, f"{name}.apex")
    if region(site.level) == "thoracic":
        return [_rung(site, name, "leg", radius, apex)]
    if region(site.level) == "cervical":
        return [_rung(site, name, "crown", radius, apex)]
    low = _wall(site, 0.0, z["leg"] + rise, 0.9 * radius, f"{name}.low")
    return [_rung(site, name, "crown", radius, apex), _rung(site, name, "leg", 0.9 * radius, low)]


def heights(site: Site) -> dict[str, float]:
    """Heights of the junctions of a column, upwards, mm above the middle of the body."""
    lamina = site.landmarks.lamina
    tall = lamina.top - lamina.bottom
    shares = {"thoracic": _THORACIC, "cervical": _CERVICAL}.get(region(site.level), _LUMBAR)
    return {place: lamina.bottom + share * tall for place, share in shares.items()}


_CERVICAL = {
    "strand": 0.04, "leg": 0.16, "part": 0.4, "ring": 0.62, "join": 0.8, "crown": 0.86, "apex": 0.92
}  # fmt: skip
_THORACIC = {
    "strand": 0.06, "part": 0.2, "leg": 0.34, "ring": 0.46, "join": 0.72, "crown": 0.86, "apex": 0.84
}  # fmt: skip
_LUMBAR = {
    "strand": 0.04, "leg": 0.16, "part": 0.3, "ring": 0.5, "join": 0.68, "crown": 0.82, "apex": 0.9
}  # fmt: skip
"""Heights in heights of the lamina."""


def gap_height(site: Site) -> float:
    """Height of the middle of the gap to the lamina below, in this level's frame."""
    lamina = site.landmarks.lamina
    if site.below is None:
        return lamina.bottom - 2.0
    under = site.below.landmarks.lamina
    top = site.local(site.below.world(0.0, under.front, under.top))
    return 0.5 * (lamina.bottom + float(top[2]))


def gap_junction(site: Site, side: str) -> str:
    """Where the columns of two levels meet in front of the gap below a level."""
    return f"posterior.{site.level}.below.{side}"


def over(site: Site, side: str, sign: float, radius: float) -> WayPoint:
    """Where a column passes on above the lamina of its level."""
    top = site.landmarks.lamina.top + (1.5 if site.above is None else 2.0)
    name = site.above.level if site.above else f"over-{site.level}"
    return _wall(site, sign * 1.1 * column_x(site), top, radius, f"posterior.{name}.below.{side}")


def column_x(site: Site) -> float:
    """How far from the midline a posterior column lies."""
    return _SHARES.get(region(site.level), 0.48) * site.landmarks.canal.half_width


_SHARES = {"cervical": 0.34}
"""Distance from the midline in half widths of the canal; less where a wide cord leaves room in the middle."""


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    name = f"vein.internal.posterior.{site.level}.{side}"
    main, net = site.radius("posterior_internal_longitudinal"), site.radius("posterior_internal_net")
    x, z, chance = column_x(site), heights(site), site.chance(name)
    order = sorted(_ON_MAIN, key=z.__getitem__)
    drift = float(chance.uniform(0.8, 1.22)) * chance.normal(1.0, 0.13, len(order))
    wobble = dict(zip(order, np.clip(drift, 0.68, 1.36), strict=True))
    lift = dict(zip(order, chance.uniform(-0.055, 0.055, len(order)) * _tall(site), strict=True))

    def on_main(place: str, radius: float) -> WayPoint:
        return _wall(site, sign * x * float(wobble[place]), z[place] + lift[place], radius, f"{name}.{place}")

    trunk = vessel(
        name,
        BACK,
        _wall(site, sign * 1.1 * x, gap_height(site), main, gap_junction(site, side)),
        *(on_main(place, main) for place in order),
        over(site, side, sign, main),
    )
    outer = min(float(chance.uniform(1.45, 1.9)) * x, 0.76 * site.landmarks.canal.half_width)
    lateral = [
        on_main("part", net),
        _wall(site, sign * outer, 0.5 * (z["part"] + z["ring"]), net, None),
        _wall(site, sign * outer, z["ring"], net, f"{name}.side"),
        on_main("join", net),
    ]
    if region(site.level) == "cervical":  # no more than what the ring needs to reach the column
        lateral = lateral[:-1] if chance.random() < 0.5 else lateral[-2:]
    strands = [*_strand(site, sign, name), *_from_above(site, side, sign, name)]
    return [trunk, vessel(name, BACK, *lateral), *strands]


def _tall(site: Site) -> float:
    return site.landmarks.lamina.top - site.landmarks.lamina.bottom


_ON_MAIN = ("strand", "leg", "part", "join", "crown")
"""Junctions of the main channel."""


def _strand(site: Site, sign: float, name: str) -> list[Vessel]:
    """A second channel as far as the gap below, beside the main one."""
    if not _has_strand(site, name):
        return []
    net, x = site.radius("posterior_internal_net"), column_x(site)
    start = _wall(site, sign * x, heights(site)["strand"], net, f"{name}.strand")
    return [vessel(name, BACK, start, _past_gap(site, sign, name))]


def _from_above(site: Site, side: str, sign: float, name: str) -> list[Vessel]:
    """That of the level above, on from the gap."""
    over = site.over
    above = f"vein.internal.posterior.{over.level}.{side}" if over else ""
    if over is None or not _has_strand(over, above):
        return []
    start = _past_gap(over, sign, above)
    end = _wall(site, sign * column_x(site), heights(site)["crown"], start.radius, f"{name}.crown")
    return [vessel(name, BACK, start, end)]


def _has_strand(site: Site, name: str) -> bool:
    if site.below is None or site.below.is_last:
        return False
    return float(site.chance(f"{name} has strand").random()) < _STRANDS.get(region(site.level), 1.0)


_STRANDS = {"cervical": 0.12}
"""How often there is one: the posterior plexus of the neck is sparse."""


def _past_gap(site: Site, sign: float, name: str) -> WayPoint:
    """Where the second channel passes the gap below: on one side of the main one or the other by chance."""
    chance = site.chance(f"{name} strand")
    beside = float(chance.choice([0.45, 1.5]) * chance.uniform(0.9, 1.12)) * column_x(site)
    net = site.radius("posterior_internal_net")
    return _wall(site, sign * beside, gap_height(site), net, f"{name}.past-gap")


def _rung(site: Site, name: str, place: str, radius: float, middle: WayPoint) -> Vessel:
    x, z = column_x(site), heights(site)[place]
    left, right = (f"vein.internal.posterior.{site.level}.{side}.{place}" for side in ("left", "right"))
    top = site.local(np.array(middle.point))[2]
    chance = site.chance(f"{name} {place}")
    bend = [
        _wall(site, sign * share * x, (1.0 - rise) * z + rise * top, 0.95 * radius, None)
        for sign, share, rise in zip(
            (1.0, -1.0), *chance.uniform((0.3, 0.5), (0.6, 0.95), (2, 2)).T, strict=True
        )
    ]
    return vessel(
        name,
        BACK,
        _wall(site, x, z, radius, left),
        bend[0],
        middle,
        bend[1],
        _wall(site, -x, z, radius, right),
    )


def _wall(site: Site, x: float, z: float, radius: float, junction: str | None) -> WayPoint:
    """A place in front of the back wall of the canal."""
    return site.way(x, site.canal_back(x, z) - radius - 0.35, z, radius, junction)
