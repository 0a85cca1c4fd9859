"""The place outside each foramen where intervertebral veins and external plexuses meet."""

from __future__ import annotations

from meshes.geometry.axes import Vector
from meshes.veins.site import Site


def outlet(site: Site, side: str) -> str:
    """The junction outside the foramen below a level."""
    return f"outlet.{site.level}.{side}"


def outlet_place(site: Site, sign: float) -> Vector:
    """Place of that junction, in the world."""
    pedicle, foramen = site.landmarks.pedicle, site.landmarks.foramen
    x = pedicle.centre[0] + pedicle.width / 2 + 3.0
    z = pedicle.bottom - 0.42 * foramen.height
    return site.world(sign * x, max(foramen.centre[1] - 1.5, 0.5), z)
