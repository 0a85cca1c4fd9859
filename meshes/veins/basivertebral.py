"""The basivertebral vein: a tree lying in the middle of the body that drains through its back."""

from __future__ import annotations

import numpy as np

from meshes.network.builder import Vessel
from meshes.network.junction import child_radius
from meshes.veins.external_anterior import opening_junction
from meshes.veins.site import MARROW, Site, vessel
from meshes.veins.transverse import mouth

_LIMBS = (("left", 1.0, 0.30), ("right", -1.0, 0.27), ("front", 0.12, 0.43))
"""Limbs with the side they turn to and the share of the flow they carry."""

_TRIBUTARIES = (
    ("left.near", 0.42, -0.42, 0.30),
    ("left.near", 0.30, -0.20, -0.30),
    ("left.far", 0.70, -0.62, -0.24),
    ("right.near", -0.34, -0.46, -0.30),
    ("right.near", -0.40, -0.22, 0.30),
    ("right.far", -0.70, -0.60, 0.24),
    ("front.near", 0.30, -0.70, 0.22),
    ("front.near", -0.26, -0.68, -0.22),
    ("front.far", 0.38, -0.86, -0.12),
    ("front.far", -0.16, -0.90, 0.14),
)
"""Where each joins a limb, and where it starts: x in half widths, y in depths, z in heights of the body."""


def basivertebral(site: Site) -> list[Vessel]:
    """Trunk, three limbs to the openings at the sides and in front, and tributaries from the marrow."""
    name = f"vein.basivertebral.{site.level}"
    trunk = site.radius("basivertebral_trunk")
    z, depth = site.landmarks.basivertebral.centre[2], site.landmarks.body.depth_waist
    chance = site.chance(name)
    root = vessel(
        name,
        MARROW,
        site.way(0.0, site.radius("transverse_anastomosis") + 0.25, z, trunk, mouth(site)),
        site.way(0.0, -0.07 * depth, z, 1.1 * trunk),
        site.way(0.0, -0.24 * depth, 0.8 * z, 0.95 * trunk, f"{name}.fork"),
        site.way(0.02 * depth, -0.36 * depth, 0.6 * z, 0.85 * trunk, f"{name}.front-fork"),
    )
    limbs = [each for limb in _LIMBS for each in _limb(site, name, limb, chance)]
    return [root, *limbs, *_marrow(site, name, chance)]


def _limb(site: Site, name: str, limb: tuple[str, float, float], chance: np.random.Generator) -> list[Vessel]:
    which, sign, share = limb
    body, trunk = site.landmarks.body, site.radius("basivertebral_trunk")
    thin = site.radius("basivertebral_tributary")
    radius = max(child_radius(trunk, share), 1.2 * thin)
    z = site.landmarks.basivertebral.centre[2]
    wide, depth = body.half_width_waist, body.depth_waist
    lift = chance.normal(0.0, 0.04) * site.height
    if which == "front":
        fork, bends = f"{name}.front-fork", ((0.05 * wide, -0.55), (0.13 * wide, -0.76))
        start = (0.02 * depth, -0.36)
        end = (0.15 * wide, -1.02)
    else:
        fork, bends = f"{name}.fork", ((sign * 0.30 * wide, -0.33), (sign * 0.62 * wide, -0.44))
        start = (0.0, -0.24)
        end = (sign * 1.02 * wide, -0.50)
    (x1, y1), (x2, y2) = bends
    return [
        vessel(
            name,
            MARROW,
            site.way(start[0], start[1] * depth, 0.8 * z, radius, fork),
            site.way(x1, y1 * depth, 0.6 * z + lift, 0.95 * radius, f"{name}.{which}.near"),
            site.way(x2, y2 * depth, 0.3 * z + lift, 0.75 * radius, f"{name}.{which}.far"),
            site.way(end[0], end[1] * depth, 0.0, 0.75 * thin, opening_junction(site, which)),
        )
    ]


def _marrow(site: Site, name: str, chance: np.random.Generator) -> list[Vessel]:
    """Tributaries that rise and descend towards the endplates and fan out forwards."""
    body, thin = site.landmarks.body, site.radius("basivertebral_tributary")
    wide, depth, h = body.half_width_waist, body.depth_waist, site.height
    anchors = _anchors(site)
    out = []
    for place, x, y, z in _TRIBUTARIES:
        ax, ay, az = anchors[place]
        x, y, z = x * wide, y * depth, z * h * float(1.0 + 0.15 * chance.standard_normal())
        middle = (0.45 * ax + 0.55 * x, 0.45 * ay + 0.55 * y, 0.75 * az + 0.25 * z)
        out.append(
            vessel(
                name,
                MARROW,
                site.way(ax, ay, az, thin, f"{name}.{place}"),
                site.way(*middle, 0.85 * thin),
                site.way(x, y, z, 0.45 * thin),
            )
        )
    return out


def _anchors(site: Site) -> dict[str, tuple[float, float, float]]:
    body, z = site.landmarks.body, site.landmarks.basivertebral.centre[2]
    wide, depth = body.half_width_waist, body.depth_waist
    out = {
        "front.near": (0.05 * wide, -0.55 * depth, 0.6 * z),
        "front.far": (0.13 * wide, -0.76 * depth, 0.3 * z),
    }
    for side, sign in (("left", 1.0), ("right", -1.0)):
        out[f"{side}.near"] = (sign * 0.30 * wide, -0.33 * depth, 0.6 * z)
        out[f"{side}.far"] = (sign * 0.62 * wide, -0.44 * depth, 0.3 * z)
    return out
