"""Where the channels of a posterior column lie: heights of their junctions, distances from the midline."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import WayPoint
from meshes.network.junction import child_radius
from meshes.veins.surroundings.site import Site


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


def column_x(site: Site) -> float:
    """How far from the midline a posterior column lies."""
    return _SHARES.get(region(site.level), 0.48) * site.landmarks.canal.half_width


_SHARES = {"cervical": 0.34}
"""Distance from the midline in half widths of the canal; less where a wide cord leaves room in the middle."""


def main_radius(site: Site) -> float:
    """Radius of the main channel: where there are others, its share of what the whole column carries."""
    whole = site.radius("posterior_internal_longitudinal")
    return child_radius(whole, _MAIN_SHARE) if region(site.level) in TRUNK else whole


TRUNK = ("thoracic", "lumbar")
_MAIN_SHARE = 0.5


def strays(site: Site, upper: str, side: str) -> float:
    """How far from the midline a column would pass the gap below a level with nothing beside it, as a share
    of the usual.
    """
    return float(site.chance(f"gap {upper} {side}").uniform(0.62, 1.08))


def gap_share(site: Site, side: str) -> float:
    """How far from the midline the main channel passes the gap below, as a share of the usual.

    It makes room for a lateral strand, which else would be pushed past the edge of the ligamentum flavum,
    where nothing lies behind it.
    """
    share, name = strays(site, site.level, side), f"vein.internal.posterior.{site.level}.{side}"
    if not has_strand(site, name):
        return share
    is_medial, beside = strand_share(site, name)
    both = main_radius(site) + site.radius("posterior_internal_net") + _STRAND_GAP_MM
    return share if is_medial else max(min(share, beside - both / column_x(site)), _INMOST)


def most_aside(upper: Site | None, side: str) -> float:
    """How far from the midline the main channel may lie next to the gap below a level, a share of the usual.

    Beside a lateral strand not so far that at rest it would be drawn aside before the gap, too; anywhere
    (infinite) where there is no such strand or no level.
    """
    if upper is None:
        return np.inf
    name = f"vein.internal.posterior.{upper.level}.{side}"
    if not has_strand(upper, name) or strand_share(upper, name)[0]:
        return np.inf
    return gap_share(upper, side) + _BESIDE_GAP


_STRAND_GAP_MM, _INMOST, _BESIDE_GAP = 0.6, 0.5, 0.25
"""Space drawn between main channel and lateral strand before a gap, how near to the midline that may bring
the main channel, and how much farther aside it may lie next to the gap, as shares of the usual.
"""


def strand_share(site: Site, name: str) -> tuple[bool, float]:
    """Whether the second channel passes the gap medial to the main one, and how far from the midline, as a
    share of the usual.
    """
    chance, side = site.chance(f"{name} strand"), name.rpartition(".")[2]
    limit = _FLAVUM_SHARE * site.landmarks.canal.half_width / column_x(site)
    is_medial = strays(site, site.level, side) > float(chance.uniform(0.7, 0.92))
    return is_medial, float(chance.uniform(0.12, 0.42) if is_medial else limit * chance.uniform(0.92, 1.0))


def has_strand(site: Site, name: str) -> bool:
    """Whether a column, told by its id, has a second channel past the gap below its level."""
    if site.below is None or site.below.is_last:
        return False
    return float(site.chance(f"{name} has strand").random()) < _STRANDS.get(region(site.level), 1.0)


_STRANDS = {"cervical": 0.12}
"""How often there is one: the posterior plexus of the neck is sparse."""
_FLAVUM_SHARE = 0.56
"""How far to the side a ligamentum flavum reaches, in half widths of the canal."""


def knee(site: Site, side: str, sign: float, radius: float) -> WayPoint:
    """Where the leg of a thoracic bridge bends and a slighter channel of the column meets it."""
    z, chance = heights(site), site.chance(f"vein.internal.bridge.{site.level} knee")
    share, rise = float(chance.uniform(*_KNEE)), float(chance.uniform(0.42, 0.56))
    height = (1.0 - rise) * z["leg"] + rise * z["apex"]
    return on_wall(site, sign * share * column_x(site), height, radius, f"knee.{site.level}.{side}")


_KNEE, _BESIDE_KNEE = (0.5, 0.66), 0.2
"""How far from the midline a leg bends, and how much farther aside the main channel lies there at least, as
shares of the usual distance: where both are drawn in one place either may come to lie on either side.
"""


def least_aside(site: Site) -> float:
    """How far from the midline the main channel lies beside the bend of a bridge's leg at least, as a share
    of the usual; 0 where there is no such leg.
    """
    if region(site.level) != "thoracic":
        return 0.0
    return float(site.chance(f"vein.internal.bridge.{site.level} knee").uniform(*_KNEE)) + _BESIDE_KNEE


def on_wall(site: Site, x: float, z: float, radius: float, junction: str | None) -> WayPoint:
    """A place in front of the back wall of the canal."""
    return site.way(x, site.canal_back(x, z) - radius - 0.35, z, radius, junction)
