"""The veins through the sacral foramina: each leaves the canal as one and forks to the front and the back."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.network.junction import child_radius
from meshes.veins.internal import anterior_lanes
from meshes.veins.surroundings.outlet import outlet, posterior_mouth
from meshes.veins.surroundings.site import LOOSE, Site, vessel

_BEHIND = 0.3
"""Share of the flow that takes the posterior foramen."""


def through_passage(site: Site, side: str, sign: float) -> list[Vessel]:
    """The vein below a sacral level, with its branch to the posterior external plexus.

    Raises ValueError below the last level that has foramina.
    """
    if site.passage is None:
        raise ValueError(f"no sacral passage lies below {site.level}")
    name, radius = f"vein.intervertebral.{site.level}.{side}", site.radius("intervertebral_vein")
    slight = child_radius(radius, _BEHIND)
    z = anterior_lanes.heights(site)["exit"]
    aside, lift = site.chance(name).uniform((-1.0, 0.0), (1.0, 1.5)).tolist()
    start = f"vein.internal.anterior.{site.level}.{side}.exit"
    (fx, fy, fz), (ax, ay, az), (px, py, pz) = (
        point.tolist() for point in (site.passage.fork, site.passage.anterior, site.passage.posterior)
    )
    front = vessel(
        name,
        LOOSE,
        site.way(sign * anterior_lanes.lateral_x(site), radius + 0.5, z, 0.95 * radius, start),
        site.way(sign * (fx - 1.0), fy - 1.0, fz + lift, radius, f"{name}.fork"),
        site.way(sign * (0.5 * (fx + ax) + aside), 0.5 * (fy + ay), 0.5 * (fz + az) + lift, radius),
        site.way(sign * ax, ay, az, 1.05 * radius, outlet(site, side)),
    )
    back = vessel(
        name,
        LOOSE,
        site.way(sign * (fx - 1.0), fy - 1.0, fz + lift, slight, f"{name}.fork"),
        site.way(sign * 0.5 * (fx + px), 0.5 * (fy + py), 0.5 * (fz + pz), slight),
        site.way(sign * px, py + slight, pz, slight, posterior_mouth(site, side)),
    )
    return [front, back]
