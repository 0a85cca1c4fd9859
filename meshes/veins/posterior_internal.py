"""The two posterior columns in front of laminae and ligamenta flava."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.network.junction import child_radius
from meshes.veins.site import BACK, Site, sides, vessel


def posterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level: two to four channels in the trunk, in the neck one with a tie to the ring.

    Beside a main channel a lateral one follows the side wall of the canal and takes up the ring, a medial one
    runs nearer to the midline, a strand passes the gap below; links part what lies between into meshes.
    """
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def heights(site: Site) -> dict[str, float]:
    """Heights of the junctions of a column, upwards, mm above the middle of the body."""
    lamina, shares = site.landmarks.lamina, _HEIGHTS[region(site.level)]
    return {place: lamina.bottom + share * (lamina.top - lamina.bottom) for place, share in shares.items()}


_HEIGHTS = {
    "cervical": {
        "strand": 0.04, "leg": 0.16, "part": 0.4, "ring": 0.62, "join": 0.8, "crown": 0.86, "apex": 0.92
    },
    "thoracic": {
        "strand": 0.02, "part": 0.16, "leg": 0.3, "ring": 0.46, "link": 0.54, "join": 0.8, "crown": 0.92,
        "apex": 0.84,
    },
    "lumbar": {
        "strand": 0.02, "leg": 0.12, "part": 0.2, "loop-in": 0.32, "ring": 0.5, "link": 0.44,
        "loop-out": 0.68, "join": 0.78, "crown": 0.88, "apex": 0.94,
    },
    "sacral": {
        "strand": 0.04, "leg": 0.16, "part": 0.3, "ring": 0.5, "join": 0.68, "crown": 0.82, "apex": 0.9
    },
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
    x = _strays(site, name, side) * column_x(site)
    return on_wall(site, sign * x, top, radius, f"posterior.{name}.below.{side}")


def _strays(site: Site, upper: str, side: str) -> float:
    """How far from the midline a column passes the gap below a level, as a share of the usual."""
    return float(site.chance(f"gap {upper} {side}").uniform(0.62, 1.08))


def column_x(site: Site) -> float:
    """How far from the midline a posterior column lies."""
    return _SHARES.get(region(site.level), 0.48) * site.landmarks.canal.half_width


_SHARES = {"cervical": 0.34}
"""Distance from the midline in half widths of the canal; less where a wide cord leaves room in the middle."""


def main_radius(site: Site) -> float:
    """Radius of the main channel: where there are others, its share of what the whole column carries."""
    whole = site.radius("posterior_internal_longitudinal")
    return child_radius(whole, _MAIN_SHARE) if region(site.level) in _TRUNK else whole


_TRUNK = ("thoracic", "lumbar")
_MAIN_SHARE = 0.5


def knee(site: Site, side: str, sign: float, radius: float) -> WayPoint:
    """Where the leg of a thoracic bridge bends and a slighter channel of the column meets it."""
    z, chance = heights(site), site.chance(f"vein.internal.bridge.{site.level} knee")
    share, rise = float(chance.uniform(0.5, 0.66)), float(chance.uniform(0.42, 0.56))
    height = (1.0 - rise) * z["leg"] + rise * z["apex"]
    return on_wall(site, sign * share * column_x(site), height, radius, f"knee.{site.level}.{side}")


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    course = _Course.of(site, side, sign)
    medial = course.medial() if region(site.level) in _TRUNK else []
    # An eyelet beside a link would make five channels of a column where either winds.
    is_linked = not medial or region(site.level) != "lumbar"
    found = [course.trunk(), *course.lateral(is_linked), *medial]
    return [*found, *_strand(site, sign, course.name), *_from_above(site, side, sign, course.name)]


_ON_MAIN = ("strand", "leg", "part", "loop-in", "link", "loop-out", "join", "crown")
"""Junctions of the main channel, where its level has them."""


@dataclass(frozen=True, eq=False)
class _Course:
    """How one column runs at one level: what chance has drawn for it.

    Parameters
    ----------
    site : Site
        The level.
    side : str
        Left or right.
    sign : float
        Of x on that side.
    z : dict
        Heights of the junctions of its main channel, mm.
    aside : dict
        Distance from the midline at each, as a share of the usual.
    chance : numpy Generator
        For the rest.
    """

    site: Site
    side: str
    sign: float
    z: dict[str, float]
    aside: dict[str, float]
    chance: np.random.Generator

    @classmethod
    def of(cls, site: Site, side: str, sign: float) -> _Course:
        """The course of a column."""
        chance, usual = site.chance(f"vein.internal.posterior.{site.level}.{side}"), heights(site)
        places = [each for each in _ON_MAIN if each in usual]
        tall = site.landmarks.lamina.top - site.landmarks.lamina.bottom
        lift = chance.uniform(-0.05, 0.05, len(places)) * tall
        z = {place: usual[place] + up for place, up in zip(places, lift.tolist(), strict=True)}
        turn, wave = float(chance.uniform(0.0, 2.0 * np.pi)), float(chance.uniform(0.7, 1.1)) * tall
        sway = np.sin(turn + 2.0 * np.pi * np.array([z[place] for place in places]) / wave)
        drift = float(chance.uniform(0.72, 1.0)) + 0.22 * sway + chance.normal(0.0, 0.07, len(places))
        aside = dict(zip(places, np.clip(drift, 0.52, 1.14).tolist(), strict=True))
        return cls(site, side, sign, z, aside, chance)

    @property
    def name(self) -> str:
        """Id of the column."""
        return f"vein.internal.posterior.{self.site.level}.{self.side}"

    @property
    def net(self) -> float:
        """Radius of the slighter channels."""
        return self.site.radius("posterior_internal_net")

    def on_main(self, place: str, radius: float) -> WayPoint:
        """A junction of the main channel."""
        x = self.sign * column_x(self.site) * self.aside[place]
        return on_wall(self.site, x, self.z[place], radius, f"{self.name}.{place}")

    def beside(self, share: float, z: float, radius: float, place: str = "") -> WayPoint:
        """A place so many column widths from the midline; a junction if it has a name."""
        x = self.sign * share * column_x(self.site)
        return on_wall(self.site, x, z, radius, f"{self.name}.{place}" if place else None)

    def between(self, low: str, high: str, share: float) -> float:
        """A height between two junctions of the main channel."""
        return (1.0 - share) * self.z[low] + share * self.z[high]

    def trunk(self) -> Vessel:
        """The main channel from the gap below to that above."""
        main = main_radius(self.site)
        x = _strays(self.site, self.site.level, self.side) * column_x(self.site)
        gap = on_wall(
            self.site, self.sign * x, gap_height(self.site), main, gap_junction(self.site, self.side)
        )
        ways = [self.on_main(place, main) for place in sorted(self.z, key=self.z.__getitem__)]
        return vessel(self.name, BACK, gap, *ways, over(self.site, self.side, self.sign, main))

    def lateral(self, is_linked: bool) -> list[Vessel]:
        """A channel along the side wall that takes up the ring; a link may part what it encloses."""
        net, ring = self.net, heights(self.site)["ring"]
        least = float(self.chance.uniform(1.3, 1.75))
        outer = min(least, 0.72 * self.site.landmarks.canal.half_width / column_x(self.site))
        size = net * float(self.chance.uniform(0.95, 1.25))
        if region(self.site.level) == "cervical":  # no more than what the ring needs to reach the column
            way_out = [self.beside(outer, ring, net, "side"), self.on_main("join", net)]
            way_in = [self.on_main("part", net), self.beside(outer, 0.5 * (self.z["part"] + ring), net)]
            tie = [*way_in, way_out[0]] if self.chance.random() < 0.5 else way_out
            return [vessel(self.name, BACK, *tie)]
        low = self.between("part", "join", float(self.chance.uniform(0.16, 0.3)))
        high = self.between("part", "join", float(self.chance.uniform(0.74, 0.88)))
        stops = [
            self.beside(outer * float(self.chance.uniform(0.8, 0.98)), low, size),
            self.beside(outer, ring, size, "side"),
            self.beside(outer * float(self.chance.uniform(0.82, 1.0)), high, 0.9 * size),
        ]
        out = [vessel(self.name, BACK, self.on_main("part", net), *stops, self.on_main("join", net))]
        return [*out, *self._link(outer)] if is_linked and "link" in self.z else out

    def _link(self, outer: float) -> list[Vessel]:
        """An oblique link from the main channel to where the ring opens."""
        size = self.net * float(self.chance.uniform(0.65, 0.9))
        side = self.beside(outer, heights(self.site)["ring"], size, "side")
        return [vessel(self.name, BACK, self.on_main("link", size), side)]

    def medial(self) -> list[Vessel]:
        """A channel nearer to the midline: in the loins an eyelet, in the thorax to a bridge's leg."""
        size = self.net * float(self.chance.uniform(0.75, 1.05))
        inner = float(self.chance.uniform(0.0, 0.35))
        over = self.site.over
        is_alone = over is not None and not _has_strand(over, self.name.replace(self.site.level, over.level))
        if self.chance.random() < _WANTING and not is_alone:
            return []
        if region(self.site.level) == "lumbar":
            low, high = (self.between("loop-in", "loop-out", each) for each in (0.3, 0.7))
            stops = [self.beside(inner, low, size), self.beside(inner, high, 0.9 * size)]
            ends = [self.on_main(each, size) for each in ("loop-in", "loop-out")]
            return [vessel(self.name, BACK, ends[0], *stops, ends[1])]
        end = knee(self.site, self.side, self.sign, size)
        start = "crown" if self.chance.random() < 0.6 else "strand"
        height = 0.5 * (self.z[start] + self.site.local(np.array(end.point))[2])
        turn = self.beside(float(self.chance.uniform(0.4, 0.85)), height, size)
        return [vessel(self.name, BACK, self.on_main(start, size), turn, end)]


_WANTING = 0.3
"""How often a column has no medial channel; never below the neck, which sends down one channel alone."""


def _strand(site: Site, sign: float, name: str) -> list[Vessel]:
    """A second channel as far as the gap below, beside the main one."""
    if not _has_strand(site, name):
        return []
    net, x = site.radius("posterior_internal_net"), column_x(site)
    start = on_wall(site, sign * x, heights(site)["strand"], net, f"{name}.strand")
    return [vessel(name, BACK, start, _past_gap(site, sign, name))]


def _from_above(site: Site, side: str, sign: float, name: str) -> list[Vessel]:
    """That of the level above, on from the gap."""
    over = site.over
    above = f"vein.internal.posterior.{over.level}.{side}" if over else ""
    if over is None or not _has_strand(over, above):
        return []
    start = _past_gap(over, sign, above)
    end = on_wall(site, sign * column_x(site), heights(site)["crown"], start.radius, f"{name}.crown")
    return [vessel(name, BACK, start, end)]


def _has_strand(site: Site, name: str) -> bool:
    if site.below is None or site.below.is_last:
        return False
    return float(site.chance(f"{name} has strand").random()) < _STRANDS.get(region(site.level), 1.0)


_STRANDS = {"cervical": 0.12}
"""How often there is one: the posterior plexus of the neck is sparse."""


_FLAVUM_SHARE = 0.56
"""How far to the side a ligamentum flavum reaches, in half widths of the canal."""


def _past_gap(site: Site, sign: float, name: str) -> WayPoint:
    """Where the second channel passes the gap below: on that side of the main one on which there is room."""
    chance, side = site.chance(f"{name} strand"), name.rpartition(".")[2]
    limit = _FLAVUM_SHARE * site.landmarks.canal.half_width / column_x(site)
    is_medial = _strays(site, site.level, side) > float(chance.uniform(0.7, 0.92))
    share = float(chance.uniform(0.12, 0.42) if is_medial else limit * chance.uniform(0.92, 1.0))
    net = site.radius("posterior_internal_net")
    return on_wall(site, sign * share * column_x(site), gap_height(site), net, f"{name}.past-gap")


def on_wall(site: Site, x: float, z: float, radius: float, junction: str | None) -> WayPoint:
    """A place in front of the back wall of the canal."""
    return site.way(x, site.canal_back(x, z) - radius - 0.35, z, radius, junction)
