"""Veins from the posterior internal plexus to the external one, through and between the ligamenta flava."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.veins import posterior_internal
from meshes.veins.back_places import Places, between_spines
from meshes.veins.passage import passage
from meshes.veins.site import Site, sides


def flaval_passages(site: Site, places: Places) -> list[Vessel]:
    """Ways through the gap below: one a side, and one in the midline if a bridge is there to start from."""
    under, radius = site.below, site.radius("flaval_passage")
    name = f"vein.external.posterior.{site.level}"
    if site.passage is not None or under is None:
        return []
    found = []
    x, z = 1.12 * posterior_internal.column_x(site), posterior_internal.gap_height(site)
    for side, sign in sides():
        inner = site.world(sign * x, site.canal_back(x, z) - 1.2, z)
        joint = posterior_internal.gap_junction(site, side)
        outer = places[f"{side}.gap"]
        found.append(passage(site, name, joint, inner, f"{name}.{side}.gap", outer, radius))
    z = posterior_internal.heights(under)["apex"]
    inner = under.world(0.0, under.canal_back(0.0, z) - 1.0, z)
    apex = f"vein.internal.bridge.{under.level}.apex"
    found.append(passage(site, name, apex, inner, f"{name}.between", between_spines(site), radius))
    return [each for each in found if each is not None]
