"""Claims on what the columns of the internal plexus lie on: bodies and discs, arches and ligamenta flava."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from meshes.anatomy.levels import below, region
from meshes.checks.built import DISC, Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.geometry.axes import SIDES
from meshes.network.graph import Floats, VesselGraph
from meshes.surface.nearness import Nearness

APART_MM = 1.5
"""How far the wall of a column may lie from what it lies on."""
SHARE = 0.9
"""Share of a column for which that is asked: it passes from one surface to the next."""
IN_FLAVUM_MM = 0.5
"""How deep the wall of that share of a posterior column may press into a ligamentum flavum."""

FLAVUM = "ligament.flavum."

_REACH_MM, _FAR_MM = 4.0, 9.0
_TRUNK = ("thoracic", "lumbar")


def _columns(built: Built, which: str) -> dict[str, VesselGraph]:
    """The columns of the trunk that are built."""
    names = [
        f"vein.internal.{which}.{level}.{side}"
        for level in built.segments
        if region(level) in _TRUNK
        for side in SIDES
    ]
    return {name: built.graph.of(name) for name in names if built.graph.edges_of(name).any()}


def from_walls_mm(points: Floats, walls: Sequence[Nearness]) -> Floats:
    """Signed distance (N,) from the nearest of some surfaces; `_FAR_MM` where none is near."""
    return np.min(
        [np.full(len(points), _FAR_MM), *(each.within(points, _REACH_MM) for each in walls)], axis=0
    )


def _soft(built: Built, prefix: str) -> list[Nearness]:
    return [Nearness(part.mesh) for part in built.of(prefix)]


def _lying(built: Built, which: str, prefix: str) -> Measurement | None:
    """How far nine tenths of each column lie from bone and what closes the gaps between, at most.

    Upper half and foot of a column lie on the neighbours of its bone too: what of it has them not built is
    not asked about.
    """
    soft, columns = _soft(built, prefix), _columns(built, which)
    if not built.bones or not soft or not columns:
        return None
    walls = [*built.nearness.values(), *soft]
    off = {
        name: float(np.quantile(np.abs(from_walls_mm(part.xyz[held], walls) - part.radius[held]), SHARE))
        for name, part in columns.items()
        if (held := _between_bones(built, name.split(".")[3], part.xyz)).any()
    }
    return at_most(off, APART_MM) if off else None


def _between_bones(built: Built, level: str, points: Floats) -> NDArray[np.bool_]:
    """Mark points (N,) of a level that lie on its bone or towards a neighbour that is built as well."""
    if below(level) not in built.bones:
        return np.zeros(len(points), bool)
    first = next(iter(built.bones))
    height = built.segments[level].pose.inverse().apply(points)[:, 2]
    return np.asarray((level != first) | (height < 0.0))


def _in_flava(built: Built) -> Measurement | None:
    walls, columns = _soft(built, FLAVUM), _columns(built, "posterior")
    if not walls:
        return None
    deep = {
        name: max(0.0, float(np.quantile(part.radius - from_walls_mm(part.xyz, walls), SHARE)))
        for name, part in columns.items()
    }
    return at_most(deep, IN_FLAVUM_MM)


CLAIMS = (
    Claim(
        "walls.anterior",
        "Nine tenths of each anterior column of the trunk lie within 1.5 mm of bodies and discs",
        "mm",
        APART_MM,
        ("gray-1918",),
        partial(_lying, which="anterior", prefix=DISC),
    ),
    Claim(
        "walls.posterior",
        "Nine tenths of each posterior column of the trunk lie within 1.5 mm of arches and ligamenta flava",
        "mm",
        APART_MM,
        ("gray-1918",),
        partial(_lying, which="posterior", prefix=FLAVUM),
    ),
    Claim(
        "walls.flava",
        "Nine tenths of each posterior column of the trunk lie before the ligamenta flava, not in them",
        "mm",
        IN_FLAVUM_MM,
        ("retia",),
        _in_flava,
    ),
)
