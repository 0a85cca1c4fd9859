"""The basivertebral vein: a tree lying in the middle of the body that drains through its back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.column.landmarks.openings import openings
from meshes.column.landmarks.vertebra import BasivertebralLandmarks
from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.network.junction import child_radius
from meshes.veins.internal.transverse import mouths
from meshes.veins.surroundings.site import LOOSE, MARROW, Site, vessel
from meshes.veins.through.marrow_limbs import FORWARDS, grown
from meshes.veins.through.marrow_tree import bowed, drawn
from meshes.veins.variation import Person

_RIM_MM, _BEHIND_MM = 0.5, 0.3
"""How far the wall of a vein stays off the rim of its foramen, and off the posterior wall behind it."""
_ALONG, _BOWED_MM = (0.02, 0.45), 0.5
"""Where in one of several foramina, in depths of it, a vein still keeps to its middle; how far to the side of
that it is drawn at last, since settling draws it towards the others.
"""
_SLANT = 1.5
"""How much deeper than their ends several of them are one stem, in distances from their middle."""
_STRAIGHT, _SLIM_MM, _PAST_MM = 0.6, 0.3, 1.0
"""How far beside its junction a foramen may lie, in radii, that is entered straight from it, unless by a slim
vein; how far past another one is drawn before it turns in.
"""
_LEAST_MM = 0.22
"""Radius at which a tributary is lost in the marrow; illustrative."""


def basivertebral(site: Site) -> list[Vessel]:
    """Mouths, one for each foramen; the stem they lead to; limbs that fan out from it to the sides and in
    front, three of them as far as the openings there; and tributaries that come from the endplates, with
    twigs.

    All bend towards the foramen as they join, and calibres follow what flows together; where many small
    foramina have no room for it, more leaves in front and at the sides. Where the limbs part, how they run,
    and the number, places and lengths of the tributaries are each level's own.
    """
    name = f"vein.basivertebral.{site.level}"
    number = Person(site.seed).foramina(site.level)
    found = openings(site.landmarks.basivertebral, number, site.scale)
    trunk = site.radius("basivertebral_trunk")
    sizes = [_fitting(each, trunk, len(found), site.scale) for each in found]
    end, gather = f"{name}.gather", _gather(site, found)
    into = site.way(float(gather[0]), float(gather[1]), float(gather[2]), trunk, end)
    out = [
        each
        for place, (foramen, size) in enumerate(zip(found, sizes, strict=True))
        for each in _mouth(site, f"{name}.foramen.{place}", foramen, size, into, len(found) == 1)
    ]
    tree = grown(site, name, gather, site.chance(name))
    runs = drawn(tree, trunk, _LEAST_MM * site.scale, float(tree.flow()[0]), end)
    return out + [vessel(name, MARROW, *(_placed(site, each) for each in run)) for run in runs]


def _placed(site: Site, local: WayPoint) -> WayPoint:
    return site.way(*local.point, radius=local.radius, junction=local.junction)


def _gather(site: Site, found: Sequence[BasivertebralLandmarks]) -> Floats:
    """Where what comes through the foramina is one stem: the deeper, the farther these lie apart."""
    z = float(site.landmarks.basivertebral.centre[2])
    apart = max(float(np.hypot(each.centre[0], each.centre[2] - z)) for each in found)
    y = -0.1 * site.landmarks.body.depth_waist
    if len(found) > 1:
        y = -_ALONG[1] * found[0].depth - _SLANT * apart
    return np.array([0.0, y, z])


def _mouth(
    site: Site, joint: str, foramen: BasivertebralLandmarks, size: float, into: WayPoint, is_single: bool
) -> list[Vessel]:
    """From the transverse anastomosis through a foramen to where the tree gathers."""
    structure, z = f"vein.basivertebral.{site.level}", float(site.landmarks.basivertebral.centre[2])
    aside, _, up = foramen.centre.tolist()
    at, name = mouths(site)[int(np.sign(aside))]
    start = site.way(at, site.radius("transverse_anastomosis") + 0.25, z, size, name)
    if is_single:
        return [vessel(structure, MARROW, start, into)]
    first, last = (-share * foramen.depth for share in _ALONG)
    beyond = float(np.sign(aside)) * _BOWED_MM * site.scale
    ahead, inmost = site.way(aside, first, up, size), site.way(aside + beyond, last, up, size, joint)
    onward = vessel(structure, MARROW, inmost, *_converging(site, inmost, into), into)
    off = np.array([aside - at, up - z])
    far = float(np.linalg.norm(off))
    if far < _STRAIGHT * size and size > _SLIM_MM * site.scale:
        return [vessel(structure, MARROW, start, ahead, inmost), onward]
    # Over the wall and a little past the foramen, so that it comes in square; off the rim up to the marrow.
    x, height = np.array([aside, up]) + min(_PAST_MM * site.scale / max(far, 1e-9), 1.0) * off
    over = site.way(float(x), size + _BEHIND_MM * site.scale, float(height), size)
    return [vessel(structure, LOOSE, start, over, ahead, inmost), onward]


def _converging(site: Site, inmost: WayPoint, into: WayPoint) -> list[WayPoint]:
    """Between a foramen and the stem, without a corner at either."""
    ends = [site.local(np.array(each.point)) for each in (inmost, into)]
    places = bowed(ends[0], FORWARDS, ends[1], FORWARDS, 5)[1:-1].tolist()
    return [site.way(x, y, z, inmost.radius) for x, y, z in places]


def _fitting(foramen: BasivertebralLandmarks, trunk: float, count: int, scale: float) -> float:
    """Radius of the vein in one of so many foramina: its share of the flow, as far as there is room."""
    narrow = min(foramen.width, foramen.height) / 2
    return min(child_radius(trunk, 1.0 / count), max(narrow - _RIM_MM * scale, 0.5 * narrow))
