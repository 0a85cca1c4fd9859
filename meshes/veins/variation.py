"""Which variants one person has: published shares, drawn from the seed without building anything.

The one place where shares are drawn. What draws the veins asks a `Person`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.geometry.axes import SIDES


@dataclass(frozen=True)
class Share:
    """How often a variant is found.

    Parameters
    ----------
    found, of : int
        Cases with it, and cases looked at; a share told in per cent counts as so many of a hundred.
    source : str
        Key in ``sources.toml``.
    """

    found: int
    of: int
    source: str

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.found / self.of


HEMIAZYGOS_VEIN, ACCESSORY = "vein.segmental.hemiazygos", "vein.segmental.accessory-hemiazygos"

AZYGOS_MIDLINE = Share(41, 103, "tatar-2008")
"""The azygos vein runs in the midline rather than on the right."""

AZYGOS_END: Mapping[str, Share] = {
    "T3": Share(6, 30, "priya-2023"),
    "T4": Share(21, 30, "priya-2023"),
    "T5": Share(3, 30, "priya-2023"),
}
"""The level at which the arch of the azygos vein opens into the superior vena cava."""

FORAMINA: Mapping[str, Share] = {
    "one": Share(451, 1000, "tzika-2021"),
    "two": Share(369, 1000, "tzika-2021"),
    "three": Share(38, 1000, "tzika-2021"),
    "four": Share(6, 1000, "tzika-2021"),
    "many": Share(101, 1000, "tzika-2021"),
}
"""Basivertebral foramina of a vertebra; without those of the atlas, which has none."""

INTERVERTEBRAL: Mapping[str, Share] = {
    "superior": Share(27, 100, "su-2019"),
    "inferior": Share(18, 100, "su-2019"),
    "both": Share(41, 100, "su-2019"),
    "other": Share(14, 100, "su-2019"),
}
"""Type of a lumbar intervertebral vein: along the upper pedicle, the lower one, both, or another."""

CONDYLAR: Mapping[str, Share] = {
    "both": Share(570, 1000, "condylar-cta"),
    "one": Share(205, 1000, "condylar-cta"),
    "none": Share(225, 1000, "condylar-cta"),
}
"""On how many sides a posterior condylar emissary vein is found."""

LATERAL_CONDYLAR = Share(44, 50, "matsushima-2015")
"""A lateral condylar vein is found on a side."""

SIGMOID_RIGHT_WIDER = Share(75, 100, "sigmoid-groove-series")
"""The groove of the right sigmoid sinus is the wider: 72 to 78 % of skulls."""

MARGINAL_LINKS: Mapping[str, Share] = {
    "occipital-sinus": Share(100, 100, "tubbs-2006"),
    "sigmoid-sinus": Share(100, 100, "tubbs-2006"),
    "hypoglossal-canal": Share(93, 100, "tubbs-2006"),
    "basilar-plexus": Share(80, 100, "tubbs-2006"),
}
"""What the marginal sinus is joined to."""

HEMIAZYGOS: Mapping[str, Share] = {
    **{level: Share(1, 15, "retia") for level in ("T6", "T7", "T10")},
    **{level: Share(6, 15, "retia") for level in ("T8", "T9")},
}
"""Where the hemiazygos vein crosses to the azygos vein. The levels are those told of (``dahran-2016``), T8
and T9 the usual ones; how often each is met is not published: four of five people at the usual ones,
illustrative.
"""
LINKS: Mapping[str, Share] = {
    "1": Share(15, 100, "retia"),
    "2": Share(35, 100, "retia"),
    "3": Share(27, 100, "retia"),
    "4": Share(15, 100, "retia"),
    "5": Share(8, 100, "retia"),
}
"""By how many veins behind the aorta the left side opens into the azygos vein. One to five are told of in 26
of 30 people (``dahran-2016``), the one kind of this system that is drawn here; how often each number is met
is illustrative.
"""
RETROAORTIC = ("T6", "T7", "T8", "T9", "T10")
"""Levels at which there may be one besides the ends of both left veins."""
ACCESSORY_TOP, HEMIAZYGOS_FOOT = "T5", "T12"
"""The first level of the accessory hemiazygos vein and the last of the hemiazygos vein."""

DISC_CROSSING: Mapping[str, Share] = {
    "L2": Share(60, 100, "yagi-2022"),
    "L3": Share(50, 100, "yagi-2022"),
    "L4": Share(17, 100, "yagi-2022"),
}
"""How often a lumbar vein comes forward over the disc rather than the waist of its body."""


def left_veins(crossing: str) -> Mapping[str, tuple[str, ...]]:
    """Levels of the veins that gather the left side, by family, where the lower one crosses at a level.

    The upper one reaches down to the level above that; both are told in the order of their flow.
    """
    first, last, here = (LEVELS.index(each) for each in (ACCESSORY_TOP, HEMIAZYGOS_FOOT, crossing))
    return {ACCESSORY: LEVELS[first:here], HEMIAZYGOS_VEIN: LEVELS[here : last + 1][::-1]}


def condylar_id(side: str) -> str:
    """Id of the condylar emissary vein of a side."""
    return f"vein.craniocervical.condylar-emissary.{side}"


def lateral_condylar_id(side: str) -> str:
    """Id of the lateral condylar vein of a side."""
    return f"vein.craniocervical.lateral-condylar.{side}"


def retroaortic_id(level: str) -> str:
    """Id of the retro-aortic vein of a level."""
    return f"vein.segmental.retro-aortic.{level}"


@dataclass(frozen=True)
class Person:
    """The variants of one seed.

    Parameters
    ----------
    seed : int
        The individual.
    """

    seed: int

    @property
    def is_azygos_median(self) -> bool:
        """Whether the azygos vein runs in the midline."""
        return self._met(AZYGOS_MIDLINE, "azygos midline")

    @property
    def azygos_end(self) -> str:
        """The level at which the azygos vein ends, a key of `AZYGOS_END`."""
        return self._one_of(AZYGOS_END, "azygos end")

    def foramina(self, level: str) -> str:
        """How many basivertebral foramina a level has, a key of `FORAMINA`; S1, never counted, has one."""
        if level == "S1":
            return "one"
        return self._one_of(FORAMINA, f"foramina {level}")

    def intervertebral(self, level: str, side: str) -> str:
        """Type of the intervertebral vein of a foramen, a key of `INTERVERTEBRAL`."""
        return self._one_of(INTERVERTEBRAL, f"intervertebral {level} {side}")

    @property
    def condylar_sides(self) -> tuple[str, ...]:
        """Sides with a posterior condylar emissary vein.

        The skull has both condylar canals all the same: of bones foramina of bodies alone depend on the seed.
        """
        found = self._one_of(CONDYLAR, "condylar veins")
        if found == "one":
            return (tuple(SIDES)[int(self._chance("condylar side") < 0.5)],)
        return tuple(SIDES) if found == "both" else ()

    @property
    def lateral_condylar_sides(self) -> tuple[str, ...]:
        """Sides with a lateral condylar vein."""
        return tuple(each for each in SIDES if self._met(LATERAL_CONDYLAR, f"lateral condylar {each}"))

    @property
    def wanting(self) -> frozenset[str]:
        """Ids of the structures that this person does not have."""
        out = {condylar_id(side) for side in SIDES if side not in self.condylar_sides}
        out |= {lateral_condylar_id(side) for side in SIDES if side not in self.lateral_condylar_sides}
        out |= {retroaortic_id(each) for each in RETROAORTIC if each not in self.retroaortic_levels}
        lowest, highest = (
            left_veins(max(HEMIAZYGOS, key=LEVELS.index)),
            left_veins(min(HEMIAZYGOS, key=LEVELS.index)),
        )
        most = {ACCESSORY: lowest[ACCESSORY], HEMIAZYGOS_VEIN: highest[HEMIAZYGOS_VEIN]}
        own = left_veins(self.hemiazygos_level)
        out |= {
            f"{name}.{level}" for name, levels in most.items() for level in levels if level not in own[name]
        }
        return frozenset(out)

    @property
    def wider_sigmoid_side(self) -> str:
        """Side of the wider sigmoid sinus."""
        return "right" if self._met(SIGMOID_RIGHT_WIDER, "sigmoid side") else "left"

    def has_marginal_link(self, to: str, side: str = "") -> bool:
        """Whether the marginal sinus is joined to a key of `MARGINAL_LINKS`; some have one a side."""
        return self._met(MARGINAL_LINKS[to], f"marginal {to} {side}")

    @property
    def hemiazygos_level(self) -> str:
        """Where the hemiazygos vein crosses to the azygos vein; the accessory one does so a level above."""
        return self._one_of(HEMIAZYGOS, "hemiazygos crossing")

    @property
    def links(self) -> int:
        """By how many veins the left side opens into the azygos vein.

        One is the end of both left veins, two those of each by itself.
        """
        return int(self._one_of(LINKS, "ways behind the aorta"))

    @property
    def retroaortic_levels(self) -> tuple[str, ...]:
        """Levels at which a left vein opens into the azygos vein besides the ends of both."""
        here = LEVELS.index(self.hemiazygos_level)
        levels = [each for each in RETROAORTIC if each not in LEVELS[here - 1 : here + 1]]
        chances = {level: self._chance(f"retro-aortic {level}") for level in levels}
        return tuple(sorted(levels, key=chances.__getitem__)[: max(self.links - 2, 0)])

    def crosses_disc(self, level: str, side: str) -> bool:
        """Whether a lumbar vein comes forward over the disc below rather than over the waist of the body."""
        share = DISC_CROSSING.get(level)
        return share is not None and self._met(share, f"disc crossing {level} {side}")

    def _met(self, share: Share, what: str) -> bool:
        return self._chance(what) < share.value

    def _one_of(self, shares: Mapping[str, Share], what: str) -> str:
        total = sum(each.value for each in shares.values())
        left = self._chance(what) * total
        for name, share in shares.items():
            left -= share.value
            if left < 0.0:
                return name
        return name

    def _chance(self, what: str) -> float:
        return float(np.random.default_rng([self.seed, zlib.crc32(what.encode())]).random())
