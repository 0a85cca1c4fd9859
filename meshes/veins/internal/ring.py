"""Venous rings: the lateral links that close a ring of anterior and posterior plexus round the dura."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.veins.internal import anterior_lanes, posterior_lanes
from meshes.veins.surroundings.site import BACK, Site, sides, vessel


def ring(site: Site) -> list[Vessel]:
    """One link a side along the medial wall of the pedicle."""
    name = f"vein.internal.ring.{site.level}"
    radius, canal = site.radius("venous_ring"), site.landmarks.canal
    low = anterior_lanes.heights(site)["ring"]
    high = posterior_lanes.heights(site)["ring"]
    depth = float(site.landmarks.canal_depth(high))
    out = []
    for side, sign in sides():
        wide = sign * (canal.half_width - radius - 0.3)
        back = 0.72 * canal.half_width
        out.append(
            vessel(
                name,
                BACK,
                site.way(
                    sign * anterior_lanes.lateral_x(site),
                    radius + 0.9,
                    low,
                    radius,
                    f"vein.internal.anterior.{site.level}.{side}.ring",
                ),
                site.way(wide, 0.42 * depth, 0.75 * low + 0.25 * high, 0.9 * radius),
                site.way(0.94 * wide, 0.62 * depth, 0.4 * low + 0.6 * high, 0.9 * radius),
                site.way(
                    sign * back,
                    site.canal_back(back, high) - radius - 0.3,
                    high,
                    radius,
                    f"vein.internal.posterior.{site.level}.{side}.side",
                ),
            )
        )
    return out
