"""Keeping the internal plexus inside the vertebral canal, disc levels included."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.network.graph import Floats, Mask
from meshes.veins.site import Site

_CLEAR_MM = 0.1


def inside_canal(xyz: Floats, radius: Floats, is_internal: Mask, sites: Sequence[Site]) -> Floats:
    """The nodes with the marked ones moved so that the whole vein lies within the outline of the canal.

    The outline is that of the nearest level, its midline depth that at the node's height.
    """
    if not len(sites):
        return xyz
    rows = np.flatnonzero(is_internal)
    origins = np.array([site.pose.translation for site in sites])
    level = ((xyz[rows, None] - origins[None]) ** 2).sum(axis=2).argmin(axis=1)
    out = np.array(xyz)
    for index, site in enumerate(sites):
        here = rows[level == index]
        local = (xyz[here] - site.pose.translation) @ site.pose.rotation
        out[here] = _drawn_in(local, radius[here], site) @ site.pose.rotation.T + site.pose.translation
    return out


def canal_gap(local: Floats, site: Site) -> tuple[Floats, Floats]:
    """Distance of points of a vertebra's own frame from the canal's outline, inside negative, and its slope.

    The distance is that of the first order, share of the outline over its rate of change; the slope lies in
    the plane of the section.
    """
    canal = site.landmarks.canal
    x, y = local[:, 0], local[:, 1] - canal.widest_y
    depth = site.landmarks.canal_depth(np.maximum(local[:, 2], -site.height / 2)) - canal.widest_y
    reach = np.where(y >= 0, depth, canal.widest_y)
    power = np.where(y >= 0, canal.back_exponent, canal.FRONT_EXPONENT)
    across, along = np.abs(x) / canal.half_width, np.abs(y) / reach
    share = np.maximum((across**power + along**power) ** (1.0 / power), 1e-3)
    rise_x = np.sign(x) * (across / share) ** (power - 1.0) / canal.half_width
    rise_y = np.sign(y) * (along / share) ** (power - 1.0) / reach
    rate = np.sqrt(rise_x * rise_x + rise_y * rise_y)
    slope = np.stack([rise_x, rise_y, np.zeros_like(rise_x)], axis=1) / rate[:, None]
    return (share - 1.0) / rate, slope


def _drawn_in(local: Floats, radius: Floats, site: Site) -> Floats:
    gap, slope = canal_gap(local, site)
    step = np.clip(gap + radius + _CLEAR_MM, 0.0, 1.5)
    return local - step[:, None] * slope
