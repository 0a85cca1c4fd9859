"""Claims on the columns of the internal plexus as nets: channels that part and rejoin."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes.anatomy.levels import LEVELS, VEIN_LEVELS, region
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, none_lacking
from meshes.checks.veins.plexus import INTERNAL
from meshes.geometry.axes import SIDES
from meshes.network.cycles import chains
from meshes.network.eyes import eyes
from meshes.network.graph import Floats, VesselGraph
from meshes.network.morphometry import cycle_count

FEWEST_MESHES = 2
"""Meshes of a column at one level; the lowest of a part of the spine has no disc to span."""
MOST_CHANNELS = 4
"""Channels of a column side by side."""
SHARE = 0.6
"""Least share of the height of a level at which a column is two channels or more."""

OPEN_MM, SEEN_MM = 0.3, 0.4
"""Width from which on an eye stands open, and how far apart the ends of what is as wide have to lie."""

_MOST_MM = 45.0
"""Longest way round an eye; rings round the dura are longer."""
_CUTS = 40
_TRUNK = ("thoracic", "lumbar")


def _columns(built: Built) -> Iterator[tuple[str, str, str]]:
    """Level, side and id of the columns that are nets: the posterior one of the neck is sparse."""
    for level in built.segments:
        for side in SIDES:
            yield level, side, f"vein.internal.anterior.{level}.{side}"
            if region(level) in _TRUNK:
                yield level, side, f"vein.internal.posterior.{level}.{side}"


def _meshes(built: Built) -> Measurement | None:
    if not built.graph.edge_count:
        return None
    names = [name for _, _, name in _columns(built)]
    return none_lacking(
        [each for each in names if cycle_count(built.graph.of(each)) < FEWEST_MESHES], len(names)
    )


def channels(built: Built, level: str, name: str) -> Floats:
    """How many channels of a column are met at heights spread over its level, those of its neighbours that
    reach there with them.
    """
    place = VEIN_LEVELS.index(level)
    near = VEIN_LEVELS[max(place - 1, 0) : place + 2]
    ids = [name.replace(f".{level}.", f".{each}.") for each in near]
    back = built.segments[level].pose.inverse()
    own = back.apply(built.graph.of(name).xyz)[:, 2]
    column = built.graph.of(*ids)
    low, high = _ends(column, back.apply(column.xyz)[:, 2])
    cuts = np.linspace(own.min(), own.max(), _CUTS + 2)[1:-1, None]
    met = (low <= cuts) & (cuts < high)
    # One that sinks and rises again is met more than once, and is one channel all the same.
    found = [met[:, list(each.edges)].any(axis=1) for each in chains(column)]
    many: Floats = np.sum(found, axis=0, dtype=float)
    return many


def _ends(graph: VesselGraph, height: Floats) -> tuple[Floats, Floats]:
    """Height of the lower and of the upper end of each edge."""
    ends = height[graph.edges]
    return ends.min(axis=1), ends.max(axis=1)


def _channels(built: Built) -> Measurement | None:
    """Share of the height at which a column is plexiform; nothing where it is more than four channels."""
    shares = {}
    levels = [each for each in built.segments if region(each) in _TRUNK]
    for level, _, name in _columns(built):
        # The last level that is built lacks what passes the gap below it.
        if level not in levels or LEVELS[LEVELS.index(level) + 1] not in built.segments:
            continue
        if built.graph.edges_of(name).any():
            found = channels(built, level, name)
            shares[name] = 0.0 if found.max() > MOST_CHANNELS else float((found >= 2).mean())
    if not shares:
        return None
    lacking = tuple(name for name, share in shares.items() if share < SHARE)
    return Measurement(min(shares.values()), not lacking, lacking)


def _eyes(built: Built) -> Measurement | None:
    """Least length over which an eye of the internal plexus stands open, mm."""
    net = built.graph.of(INTERNAL)
    found = eyes(net, _MOST_MM, OPEN_MM)
    if not found:
        return None
    closed = [
        net.ids[np.bincount(net.structure[each.edges]).argmax()] for each in found if each.length_mm < SEEN_MM
    ]
    return Measurement(min(each.length_mm for each in found), not closed, tuple(dict.fromkeys(closed)))


CLAIMS = (
    Claim(
        "plexus.net",
        "Each anterior column, and in the trunk each posterior one, is a net of two meshes or more a level",
        "structures",
        0.0,
        ("gray-1918", "groen-1997"),
        _meshes,
    ),
    Claim(
        "plexus.channels",
        "Columns of the trunk are two to four channels over three fifths of each level, nowhere more (share)",
        "1",
        (SHARE, 1.0),
        ("retia",),
        _channels,
    ),
    Claim(
        "plexus.eyes",
        "Every eye of the internal plexus stands open: 0.3 mm wide between walls over a length that is seen",
        "mm",
        (SEEN_MM, _MOST_MM / 2.0),
        ("retia",),
        _eyes,
    ),
)
