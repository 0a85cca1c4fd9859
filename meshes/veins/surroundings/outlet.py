"""The place outside each foramen where intervertebral veins and external plexuses meet."""

from __future__ import annotations

from meshes.geometry.axes import Vector
from meshes.veins.surroundings.site import Site


def outlet(site: Site, side: str) -> str:
    """The junction outside the foramen below a level."""
    return f"outlet.{site.level}.{side}"


def outlet_place(site: Site, sign: float) -> Vector:
    """Place of that junction, in the world."""
    x, y, z = site.landmarks.outlet.tolist()
    return site.world(sign * x, y, z)


def posterior_mouth(site: Site, side: str) -> str:
    """The junction behind the posterior sacral foramen below a level."""
    return f"posterior-mouth.{site.level}.{side}"
