"""The two anterior columns: nets on the back of bodies and discs, one each side of the posterior ligament."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from meshes.anatomy.levels import region
from meshes.column.canal.posterior_ligament import body_half_width_mm
from meshes.network.builder import Vessel, WayPoint
from meshes.network.junction import child_radius
from meshes.veins.site import FRONT, Site, sides, vessel, way


def anterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level, from the disc below to the upper rim of the body.

    A main channel runs medially at mid-body and laterally at the discs. A lateral channel leaves it below
    the pedicle, follows the pedicle's medial wall and comes back; a second strand crosses the disc below.
    Slight oblique links part what lies between into meshes; their number, heights and slopes, the calibres
    and how far each channel lies from the midline are each side's own.
    """
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def strand_junction(site: Site, side: str) -> str:
    """Where the second strand passes the disc below a level."""
    return f"vein.internal.anterior.{site.level}.{side}.under"


def heights(site: Site) -> dict[str, float]:
    """Heights of the junctions of a column, upwards, mm above the middle of the body."""
    h, pedicle = site.height, site.landmarks.pedicle
    exit_z = max(min(pedicle.bottom - 0.3, -0.02 * h), -0.22 * h)
    middle = site.landmarks.basivertebral.centre[2]
    arcade = middle - 0.17 * h if middle > -0.05 * h else middle + 0.17 * h
    return {
        "strand-in": min(exit_z - 0.28 * h, -0.39 * h),
        "lateral-out": min(exit_z - 0.18 * h, -0.29 * h),
        "exit": exit_z,
        "arcade": arcade,
        "middle": middle,
        "ring": pedicle.centre[2] + 0.02 * h,
        "lateral-in": max(0.31 * h, middle + 0.18 * h, pedicle.centre[2] + 0.15 * h),
        "strand-out": max(0.42 * h, pedicle.centre[2] + 0.26 * h),
    }


def medial_x(site: Site) -> float:
    """How far from the midline the main channel lies at mid-body: beside the ligament."""
    aside = _NECK_MM if region(site.level) == "cervical" else 0.0
    ligament = _CLEAR_SHARE * site.scale * body_half_width_mm(site.level, site.measures)
    free = max(site.value("ligament_free_half_width_body"), ligament)
    return free + 1.25 * main_radius(site) + 0.25 * aside


def disc_x(site: Site) -> float:
    """How far from the midline the main channel lies behind a disc, inside the canal."""
    radius = main_radius(site)
    room = 0.84 * site.landmarks.canal.half_width - radius
    aside = _NECK_MM if region(site.level) == "cervical" else 0.0
    wide = max(site.value("ligament_free_half_width_disc") + radius + aside, medial_x(site) + _SWING_MM)
    return min(wide, room)


_CLEAR_SHARE = 1.12
"""Where a column is drawn, in halves of the ligament's width: at rest its transverse links draw it nearer."""

_SWING_MM = 1.6
"""How much farther from the midline the main channel lies behind a disc than behind a body, at least."""

_NECK_MM = 2.3
"""How much wider the columns of the neck are drawn: the bows between low bodies lose this as they settle."""


def lateral_x(site: Site) -> float:
    """How far from the midline the lateral channel lies beside the pedicle."""
    return 0.9 * site.landmarks.canal.half_width - site.radius("anterior_internal_net")


def top(site: Site, side: str) -> WayPoint:
    """Where the main channel of the uppermost level ends, for what goes on from there."""
    return _Course.of(site, side, dict(sides())[side]).top()


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    course = _Course.of(site, side, sign)
    return [course.trunk(), *course.lateral_net(), *course.strand()]


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


_DROPPED = {
    "cervical": (0.4, 0.4, 0.2),
    "thoracic": (0.35, 0.35, 0.3),
    "lumbar": (0.1, 0.1, 0.8),
    "sacral": (0.4, 0.4, 0.2),
}
"""How often the lower, the upper or neither of the two links between the channels is wanting."""


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
    def of(cls, site: Site, side: str, sign: float) -> _Course:
        """The course of a column; the same each time it is asked for."""
        chance = site.chance(f"vein.internal.anterior.{site.level}.{side}")
        z = heights(site)
        pair = sorted((z["arcade"], z["middle"]))
        z["cross-low"] = z["lateral-out"] + float(chance.uniform(0.4, 0.6)) * (pair[0] - z["lateral-out"])
        z["cross-high"] = pair[1] + float(chance.uniform(0.4, 0.65)) * (z["lateral-in"] - pair[1])
        z = {place: height + float(chance.uniform(-0.04, 0.04)) * site.height for place, height in z.items()}
        drift = chance.uniform(-0.3, 0.5) + chance.normal(0.0, 0.35, len(_ON_MAIN))
        aside = dict(zip(_ON_MAIN, np.clip(drift, -0.2, 0.5).tolist(), strict=True))
        lean = float(chance.uniform(-0.5, 0.1))
        swell = np.clip(chance.normal(0.97, 0.15, len(_ON_MAIN)), 0.72, 1.22).tolist()
        return cls(site, side, sign, z, aside, dict(zip(_ON_MAIN, swell, strict=True)), lean, chance)

    @property
    def name(self) -> str:
        """Id of the column."""
        return f"vein.internal.anterior.{self.site.level}.{self.side}"

    def on_main(self, place: str, radius: float | None = None) -> WayPoint:
        """A junction of the main channel."""
        site, main = self.site, main_radius(self.site)
        size = self.swell[place] * main if radius is None else radius
        x = min(_main_x(site, self.z[place]) + self.aside[place], lateral_x(site) - 1.2 * main)
        return site.way(self.sign * x, main + 0.3, self.z[place], size, f"{self.name}.{place}")

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
        disc = site.way(x, main + 0.3, -site.height / 2 - drop, 1.05 * main)
        if site.below is None:
            return [replace(disc, radius=_LAST_SHARE * main)]
        start = _Course.of(site.below, self.side, self.sign).on_main("strand-out")
        return [start, self._fork(start, disc), disc]

    def _fork(self, start: WayPoint, disc: WayPoint) -> WayPoint:
        """Where the strand leaves the main channel below the disc: inside what belongs to this level."""
        place = 0.65 * np.array(start.point) + 0.35 * np.array(disc.point)
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
        low, high = self.z["exit"], self.z["ring"]
        at = {"low": low + float(chance.uniform(0.15, 0.4)) * (high - low)}
        at["high"] = low + float(chance.uniform(0.6, 0.85)) * (high - low)
        dropped = str(chance.choice(["low", "high", ""], p=_DROPPED[region(self.site.level)]))
        at = {place: height for place, height in at.items() if place != dropped or self.site.below is None}
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
            self.beside("exit", float(shares[2]), 1.15 * net),
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

    def strand(self) -> list[Vessel]:
        """The second channel across the disc below."""
        site, under, chance = self.site, self.site.below, self.chance
        if under is None:
            return []
        net, main = site.radius("anterior_internal_net") * float(chance.uniform(0.8, 1.2)), main_radius(site)
        limit = 0.92 * under.landmarks.canal.half_width - net
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


def main_radius(site: Site) -> float:
    """Radius of the main channel, which carries its share of what the whole column would."""
    return child_radius(site.radius("anterior_internal_longitudinal"), _MAIN_SHARE)


_MAIN_SHARE = 0.38
_LAST_SHARE = 0.6
"""Calibre of the lower end of the last column, as a share."""


def _main_x(site: Site, height: float) -> float:
    """How far from the midline the main channel lies at a height: least at mid-body, most at the discs."""
    middle = site.landmarks.basivertebral.centre[2]
    share = min(abs(height - middle) / (site.height / 2), 1.0) ** 1.6
    inner, outer = medial_x(site), disc_x(site)
    return inner + (outer - inner) * float(share)
