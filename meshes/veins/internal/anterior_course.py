"""How one anterior column runs at one level: what chance has drawn for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.internal.anterior_lanes import disc_x, heights, lateral_x, main_radius, medial_x
from meshes.veins.surroundings.site import FRONT, Site, vessel, way


def strand_junction(site: Site, side: str) -> str:
    """Where the second strand passes the disc below a level, or else a place of the main channel."""
    place = "fork" if site.level == _UPPERMOST[0] else "under"
    return f"vein.internal.anterior.{site.level}.{side}.{place}"


_ON_MAIN = (
    "strand-in",
    "lateral-out",
    "cross-low",
    "arcade",
    "middle",
    "cross-high",
    "lateral-in",
    "strand-out",
)
"""Junctions of the main channel."""


_BESIDE_LATERAL = slice(2, 6)
"""Those between which the lateral channel carries a part."""
_SHARED = 0.88
"""Calibre of the main channel, as a share of the usual, where another runs beside it."""
_UPPERMOST = ("C1", "C2")
"""Levels below which there is no disc, or one so low that a strand hardly parts from the main channel."""
_TALL_MM, _WIDE_MM = 8.0, 2.6
"""Height between the mouths of the outlet and of the ring, and distance of the lateral from the main channel,
from which on there is room for two links.
"""
_NONE, _BOTH = {"cervical": 0.45, "thoracic": 0.4}, 0.6
"""How often there is none, and two where there is room: illustrative."""


@dataclass(frozen=True, eq=False)
class Course:
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
        Heights of its junctions, mm.
    aside : dict
        How much farther from the midline than usual the main channel lies at each, mm.
    swell : dict
        Calibre of the main channel at each as a share of the usual.
    lean : float
        How much nearer to the midline than usual it lies behind the disc below, mm.
    chance : numpy Generator
        For the rest.
    """

    site: Site
    side: str
    sign: float
    z: dict[str, float]
    aside: dict[str, float]
    swell: dict[str, float]
    lean: float
    chance: np.random.Generator

    @classmethod
    def of(cls, site: Site, side: str, sign: float) -> Course:
        """The course of a column; the same each time it is asked for."""
        chance = site.chance(f"vein.internal.anterior.{site.level}.{side}")
        z = heights(site)
        pair = sorted((z["arcade"], z["middle"]))
        z["cross-low"] = z["lateral-out"] + float(chance.uniform(0.62, 0.85)) * (pair[0] - z["lateral-out"])
        z["cross-high"] = pair[1] + float(chance.uniform(0.15, 0.45)) * (z["lateral-in"] - pair[1])
        z = {place: height + float(chance.uniform(-0.04, 0.04)) * site.height for place, height in z.items()}
        drift = chance.uniform(-0.3, 0.5) + chance.normal(0.0, 0.35, len(_ON_MAIN))
        aside = dict(zip(_ON_MAIN, np.clip(drift, -0.3, 0.3).tolist(), strict=True))
        lean = float(chance.uniform(-0.5, 0.1))
        swell = np.clip(chance.normal(0.97, 0.15, len(_ON_MAIN)), 0.72, 1.22)
        swell[_BESIDE_LATERAL] *= _SHARED
        return cls(site, side, sign, z, aside, dict(zip(_ON_MAIN, swell.tolist(), strict=True)), lean, chance)

    @property
    def name(self) -> str:
        """Id of the column."""
        return f"vein.internal.anterior.{self.site.level}.{self.side}"

    def on_main(self, place: str, radius: float | None = None) -> WayPoint:
        """A junction of the main channel."""
        site, main = self.site, main_radius(self.site)
        size = self.swell[place] * main if radius is None else radius
        x = min(self._main_x(self.z[place]) + self.aside[place], lateral_x(site) - 1.2 * main)
        return site.way(self.sign * x, main + 0.3, self.z[place], size, f"{self.name}.{place}")

    def _main_x(self, height: float) -> float:
        """How far from the midline the main channel lies at a height: least at mid-body, most at discs."""
        site = self.site
        from_middle = height - site.landmarks.basivertebral.centre[2]
        share = min(abs(from_middle) / (site.height / 2), 1.0) ** 1.6
        inner, outer = medial_x(site), disc_x(site if from_middle < 0.0 or site.above is None else site.above)
        return inner + (outer - inner) * float(share)

    def beside(self, place: str, share: float, radius: float, height: float | None = None) -> WayPoint:
        """A junction of the lateral channel."""
        net, far = self.site.radius("anterior_internal_net"), lateral_x(self.site)
        z = self.z[place] if height is None else height
        return self.site.way(self.sign * share * far, net + 0.9, z, radius, f"{self.name}.{place}")

    def trunk(self) -> Vessel:
        """The main channel from the column below to the uppermost junction of this level, or over it."""
        ways = [self.on_main(place) for place in sorted(_ON_MAIN, key=self.z.__getitem__)]
        return vessel(self.name, FRONT, *self._from_below(), *ways, *self._end_above())

    def _from_below(self) -> list[WayPoint]:
        site, main = self.site, main_radius(self.site)
        x, drop = self.sign * self.disc_x(), 1.0 if site.below else 2.0
        disc = site.way(x, main + 0.3, -site.height / 2 - drop, _SHARED * main)
        if site.below is None:
            return [replace(disc, radius=_LAST_SHARE * main)]
        start = Course.of(site.below, self.side, self.sign).on_main("strand-out")
        # As far aside over the whole disc: what swings out to a point alone is drawn straight at rest.
        rim = site.below.way(x, main + 0.3, site.below.height / 2, _SHARED * main)
        return [start, self._fork(start, rim), rim, disc]

    def _fork(self, start: WayPoint, disc: WayPoint) -> WayPoint:
        """Where the strand leaves the main channel below the disc: inside what belongs to this level."""
        place = 0.74 * np.array(start.point) + 0.26 * np.array(disc.point)
        return way(place, main_radius(self.site), f"{self.name}.fork")

    def _end_above(self) -> list[WayPoint]:
        return [] if self.site.above is not None else [self.top()]

    def top(self) -> WayPoint:
        """The end of the main channel over the uppermost level."""
        site, main = self.site, main_radius(self.site)
        over = site.height / 2 + 2.0
        return site.way(self.sign * disc_x(site), main + 0.3, over, main, f"{self.name}.top")

    def disc_x(self) -> float:
        """How far from the midline this main channel lies behind the disc below."""
        return disc_x(self.site) - self.lean

    def lateral_net(self) -> list[Vessel]:
        """The lateral channel and the links that part its loop into meshes."""
        net, chance = self.site.radius("anterior_internal_net"), self.chance
        at = self._joints()
        wide = net * chance.uniform(0.85, 1.3, 4)
        shares = chance.uniform(0.95, 1.06, 4)
        joints = {
            place: self.beside(f"link-{place}", float(share), float(size), at[place])
            for place, share, size in zip(at, shares[:2], wide[:2], strict=False)
        }
        lateral = vessel(
            self.name,
            FRONT,
            self.on_main("lateral-out", net),
            self.beside("exit", float(shares[2]), 1.05 * net),
            *joints.values(),
            self.beside("ring", float(shares[3]), float(wide[3])),
            self.on_main("lateral-in", net),
        )
        slight = net * chance.uniform(0.62, 0.85, 2)
        links = [
            vessel(self.name, FRONT, self.on_main(f"cross-{place}", float(size)), joints[place])
            for (place, size) in zip(at, slight, strict=False)
        ]
        return [lateral, *links]

    def _joints(self) -> dict[str, float]:
        """Heights at which links reach the lateral channel: one in its middle, or two where it is long."""
        low, high, chance = self.z["exit"], self.z["ring"], self.chance
        shares = {"low": float(chance.uniform(0.3, 0.5)), "high": float(chance.uniform(0.4, 0.6))}
        in_trunk = region(self.site.level) in ("thoracic", "lumbar")
        may_lack = region(self.site.level) in _NONE and self.site.level not in _UPPERMOST
        if may_lack and chance.random() < _NONE[region(self.site.level)]:
            shares = {}
        elif in_trunk and self._is_roomy(high - low) and chance.random() < _BOTH:
            shares = {"low": 0.7 * shares["low"], "high": shares["high"] + 0.2}
        else:
            # Neck and sacrum leave no room below the outlet for an eye beside the wide main channel.
            shares.pop("high" if in_trunk and chance.random() < 0.5 else "low")
        return {place: low + share * (high - low) for place, share in shares.items()}

    def _is_roomy(self, tall: float) -> bool:
        """Whether two links have room between the channels."""
        return tall > _TALL_MM and lateral_x(self.site) - medial_x(self.site) > _WIDE_MM

    def strand(self) -> list[Vessel]:
        """The second channel across the disc below."""
        site, under, chance = self.site, self.site.below, self.chance
        if under is None or site.level == _UPPERMOST[0]:
            return []
        slim = _SLIM.get(region(site.level), 1.0) * float(chance.uniform(0.8, 1.2))
        net, main = slim * site.radius("anterior_internal_net"), main_radius(site)
        limit = _WALL * under.landmarks.canal.half_width - net
        x = min(self.disc_x() + main + 1.6 * net + 0.6 + float(chance.uniform(0.0, 0.8)), limit)
        y = net + 0.6 + 1.2 * max(self.disc_x() + main + net + 0.3 - x, 0.0)
        return [
            vessel(
                self.name,
                FRONT,
                replace(self._from_below()[1], radius=net),
                under.way(
                    self.sign * x, y, under.height / 2 + 1.0, 1.1 * net, strand_junction(site, self.side)
                ),
                site.way(self.sign * x, y, -0.5 * site.height, net),
                self.on_main("strand-in", net),
            )
        ]


_SLIM = {"cervical": 0.66, "thoracic": 0.54, "lumbar": 0.62}
"""Calibre of the strand as a share of that of the net: beside a slim one the main channel swings out."""
_WALL = 0.94
"""How near to the wall of the canal the strand is drawn, in half widths."""
_LAST_SHARE = 0.6
"""Calibre of the lower end of the last column, as a share."""
