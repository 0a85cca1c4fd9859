"""What intercostal and lumbar veins have in common: their way from the body wall, and their root."""

from __future__ import annotations

from collections.abc import Sequence

from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.surroundings.site import way

Place = tuple[float, float, float]
"""A place of the left side in the frame of a level, mm."""


def from_wall(
    land: Terrain, level: str, side: str, places: Sequence[Place], radii: Sequence[float]
) -> list[WayPoint]:
    """Way-points through places of a level on one side, from the cut end in the body wall inwards."""
    sign = sign_of(side)
    return [
        way(land.world(level, sign * x, y, z), radius)
        for (x, y, z), radius in zip(places, radii, strict=True)
    ]


def root(land: Terrain, level: str, side: str, name: str, entry: WayPoint) -> list[Vessel]:
    """The short vein from the intervertebral foramen to where it joins, if the plexus lets one out."""
    outlet = land.outlet(level, side, land.radius(level, "intervertebral_vein"))
    return [] if outlet is None else [vein(name, outlet, entry)]
