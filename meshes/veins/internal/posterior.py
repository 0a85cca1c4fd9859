"""The two posterior columns in front of laminae and ligamenta flava."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.internal.posterior_lanes import (
    TRUNK,
    column_x,
    gap_height,
    gap_junction,
    gap_share,
    has_strand,
    heights,
    knee,
    least_aside,
    main_radius,
    most_aside,
    on_wall,
    strand_share,
    strays,
)  # fmt: skip
from meshes.veins.surroundings.site import BACK, Site, sides, vessel


def posterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level: two to four channels in the trunk, in the neck one with a tie to the ring.

    Beside a main channel a lateral one follows the side wall of the canal and takes up the ring, a medial one
    runs nearer to the midline, a strand passes the gap below; links part what lies between into meshes.
    """
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def over(site: Site, side: str, sign: float, radius: float) -> WayPoint:
    """Where a column passes on above the lamina of its level."""
    top = site.landmarks.lamina.top + (1.5 if site.above is None else 2.0)
    name = site.above.level if site.above else f"over-{site.level}"
    upper = site.over
    share = strays(site, name, side) if upper is None else gap_share(upper, side)
    x = share * column_x(site)
    return on_wall(site, sign * x, top, radius, f"posterior.{name}.below.{side}")


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    course = _Course.of(site, side, sign)
    medial = course.medial() if region(site.level) in TRUNK else []
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
        for place, upper in (("strand", site), ("crown", site.over)):
            aside[place] = min(aside[place], most_aside(upper, side))
        if "link" in aside:
            aside["link"] = max(aside["link"], least_aside(site))
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
        x = gap_share(self.site, self.side) * column_x(self.site)
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
        is_alone = over is not None and not has_strand(over, self.name.replace(self.site.level, over.level))
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
    if not has_strand(site, name):
        return []
    net, x = site.radius("posterior_internal_net"), column_x(site)
    start = on_wall(site, sign * x, heights(site)["strand"], net, f"{name}.strand")
    return [vessel(name, BACK, start, _past_gap(site, sign, name))]


def _from_above(site: Site, side: str, sign: float, name: str) -> list[Vessel]:
    """That of the level above, on from the gap."""
    over = site.over
    above = f"vein.internal.posterior.{over.level}.{side}" if over else ""
    if over is None or not has_strand(over, above):
        return []
    start = _past_gap(over, sign, above)
    end = on_wall(site, sign * column_x(site), heights(site)["crown"], start.radius, f"{name}.crown")
    return [vessel(name, BACK, start, end)]


def _past_gap(site: Site, sign: float, name: str) -> WayPoint:
    """Where the second channel passes the gap below: on that side of the main one on which there is room."""
    _, share = strand_share(site, name)
    net = site.radius("posterior_internal_net")
    return on_wall(site, sign * share * column_x(site), gap_height(site), net, f"{name}.past-gap")
