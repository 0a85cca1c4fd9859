"""The basivertebral vein: a tree lying in the middle of the body that drains through its back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.network.junction import child_radius
from meshes.veins.external.anterior import opening_junction
from meshes.veins.external.front_places import angle_of, is_narrow
from meshes.veins.internal.anterior_lanes import medial_x
from meshes.veins.internal.transverse import mouth
from meshes.veins.surroundings.site import MARROW, Site, vessel
from meshes.veins.variation import Person

_LIMBS = {"left": (1.0, 0.30), "right": (-1.0, 0.27), "front": (0.0, 0.43)}
"""Limbs with the side they turn to and the share of the flow they carry."""
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "many": 5}
"""Number of foramina; the last stands for many, each under 1 mm."""
_FEWEST, _MOST = 2, 4
"""Tributaries of one limb."""
_TWIG_CHANCE = 0.55
"""How often a tributary takes up a twig of its own."""
_RIM_MM, _INWARDS_MM = 0.9, -0.4
"""How far the wall of a vein stays off the rim of the foramen, and where in front of the posterior wall."""
_TALLEST = 0.36
"""How far from mid-height a tributary starts at most, in heights of the body."""


def basivertebral(site: Site) -> list[Vessel]:
    """Trunk, three limbs to the openings at the sides and in front, and tributaries from the marrow.

    Where the limbs part, how they run, and the number, places, lengths and angles of the tributaries are
    each level's own.
    """
    name = f"vein.basivertebral.{site.level}"
    trunk, z = site.radius("basivertebral_trunk"), site.landmarks.basivertebral.centre[2]
    depth, chance = site.landmarks.body.depth_waist, site.chance(name)
    forks = _forks(site, chance)
    order = sorted(forks, key=lambda which: -float(forks[which][1]))
    wide = dict(zip(order, (0.98, 0.92, 0.85), strict=True))
    gather = site.way(0.0, -0.1 * depth, z, trunk, f"{name}.gather")
    outlets = [vessel(name, MARROW, *ways, gather) for ways in _mouths(site, trunk)]
    root = vessel(
        name,
        MARROW,
        gather,
        *(_at(site, forks[which], wide[which] * trunk, f"{name}.{which}.fork") for which in order),
    )
    limbs = [each for which in _LIMBS for each in _limb(site, name, which, forks[which], chance)]
    return [*outlets, root, *limbs]


def _mouths(site: Site, trunk: float) -> list[list[WayPoint]]:
    """Where the vein opens into the transverse anastomosis, side by side, at three places at most, and its
    ways from there through the foramen.
    """
    count = _COUNTS[Person(site.seed).foramina(site.level)]
    name, z = f"vein.internal.transverse.{site.level}", site.landmarks.basivertebral.centre[2]
    y, x = site.radius("transverse_anastomosis") + 0.25, 0.55 * medial_x(site)
    middle, aside = [(0.0, mouth(site))], [(x, f"{name}.left"), (-x, f"{name}.right")]
    places = {1: middle, 2: aside}.get(count, [*middle, *aside])
    size = child_radius(trunk, 1.0 / max(len(places), min(count, 4)))
    half = site.landmarks.basivertebral.width / 2 - _RIM_MM * site.scale
    inside = min(x, half - size) / x
    return [
        [
            site.way(at, y, z, size, joint),
            *(site.way(inside * at, _INWARDS_MM * site.scale, z, size) for _ in range(at != 0.0)),
        ]
        for at, joint in places
    ]


def _at(site: Site, place: Floats, radius: float, junction: str | None = None) -> WayPoint:
    x, y, z = place.tolist()
    return site.way(x, y, z, radius, junction)


def _forks(site: Site, chance: np.random.Generator) -> dict[str, Floats]:
    """Where each limb leaves the trunk: the lateral two by turns first, the one in front last."""
    z, depth = site.landmarks.basivertebral.centre[2], site.landmarks.body.depth_waist
    near, gap, last = chance.uniform((0.18, 0.06, 0.08), (0.23, 0.12, 0.14))
    aside, lift = chance.uniform(-0.05, 0.05, 2) * depth
    order = ["left", "right"] if chance.random() < 0.5 else ["right", "left"]
    places = {
        order[0]: (0.0, -near, 0.9),
        order[1]: (0.5 * aside, -near - gap, 0.75),
        "front": (aside, -near - gap - last, 0.6),
    }
    return {
        which: np.array([x, share * depth, fall * z + (fall < 0.7) * lift])
        for which, (x, share, fall) in places.items()
    }


def _limb(site: Site, name: str, which: str, fork: Floats, chance: np.random.Generator) -> list[Vessel]:
    """A limb to its opening, with the tributaries it takes up on the way."""
    sign, share = _LIMBS[which]
    thin = site.radius("basivertebral_tributary")
    radius = max(child_radius(site.radius("basivertebral_trunk"), share), 1.2 * thin)
    course = _course(site, sign, fork, chance)
    count = int(chance.integers(_FEWEST, _MOST + 1))
    stations = 0.28 + 0.62 * (np.arange(count) + chance.uniform(0.15, 0.85, count)) / count
    joints = [_along(course, float(at)) for at in stations]
    sizes = radius * (1.0 - 0.35 * stations)
    end = _at(site, course[-1], 0.75 * thin, opening_junction(site, which))
    limb = vessel(
        name,
        MARROW,
        _at(site, fork, radius, f"{name}.{which}.fork"),
        *(
            _at(site, joint, float(size), f"{name}.{which}.{number}")
            for number, (joint, size) in enumerate(zip(joints, sizes, strict=True))
        ),
        end,
    )
    turn = 1.0 if chance.random() < 0.5 else -1.0
    out = [limb]
    for number, joint in enumerate(joints):
        turn = -turn if chance.random() < 0.8 else turn
        out += _tributary(site, name, f"{name}.{which}.{number}", joint, (sign, turn), chance)
    return out


def _course(site: Site, sign: float, fork: Floats, chance: np.random.Generator) -> Floats:
    """Corners of a limb from its fork to its opening, (4, 3)."""
    body = site.landmarks.body
    wide, depth = body.half_width_waist, body.depth_waist
    goal = np.array([0.15 * wide, -1.02 * depth, 0.0])
    if sign:
        turn = np.radians(angle_of(site, "opening") if is_narrow(site) else 90.0)
        goal = np.array([sign * 1.02 * wide * np.sin(turn), -0.5 * depth - 0.51 * depth * np.cos(turn), 0.0])
    bows = np.stack([fork + share * (goal - fork) for share in (0.36, 0.7)])
    bows[:, 0] += chance.normal(0.0, 0.045 if sign else 0.11, 2) * wide
    bows[:, 1] += chance.normal(0.02 if sign else 0.0, 0.055 if sign else 0.02, 2) * depth
    bows[:, 2] += np.clip(chance.normal(0.0, 0.07, 2), -0.14, 0.14) * site.height
    return np.concatenate([fork[None], bows, goal[None]])


def _along(corners: Floats, share: float) -> Floats:
    """The place at a share of a broken line of evenly counted corners."""
    at = share * (len(corners) - 1)
    return np.array([np.interp(at, np.arange(len(corners)), column) for column in corners.T])


def _tributary(
    site: Site,
    name: str,
    joint: str,
    start: Floats,
    turns: tuple[float, float],
    chance: np.random.Generator,
) -> list[Vessel]:
    """A tributary that rises or descends towards an endplate, often with a twig of its own."""
    thin = site.radius("basivertebral_tributary")
    (sign, turn), has_twig = turns, bool(chance.random() < _TWIG_CHANCE)
    reach = chance.uniform((0.04, -0.34, 0.13), (0.34, 0.02, 0.36))
    aside = sign if sign else (1.0 if chance.random() < 0.5 else -1.0)
    end = _end(site, start, (aside * reach[0], reach[1], turn * reach[2]))
    share = float(chance.uniform(0.42, 0.62))
    middle = start + share * (end - start)
    middle[2] -= 0.3 * share * (end[2] - start[2])
    way = _at(site, middle, 0.8 * thin, f"{joint}.part" if has_twig else None)
    out = [_run(site, name, [_at(site, start, thin, joint), way], end)]
    if has_twig:
        bend = chance.uniform((-0.32, -0.2, 0.02), (-0.12, 0.12, 0.16))
        tip = _end(site, middle, (aside * bend[0], bend[1], turn * bend[2]))
        out.append(_run(site, name, [way], tip))
    return out


def _run(site: Site, name: str, ways: Sequence[WayPoint], end: Floats) -> Vessel:
    return vessel(name, MARROW, *ways, _at(site, end, 0.45 * site.radius("basivertebral_tributary")))


def _end(site: Site, start: Floats, reach: tuple[float, float, float]) -> Floats:
    """Where a tributary starts in the marrow: away from a place by shares of the body, kept inside it."""
    body = site.landmarks.body
    wide, depth = body.half_width_waist, body.depth_waist
    out = start + np.array(reach) * (wide, depth, site.height)
    off = np.array([out[0] / (0.8 * wide), (out[1] + 0.52 * depth) / (0.42 * depth)])
    off /= max(1.0, float(np.linalg.norm(off)))
    limit = _TALLEST * site.height
    return np.array(
        [off[0] * 0.8 * wide, off[1] * 0.42 * depth - 0.52 * depth, float(np.clip(out[2], -limit, limit))]
    )
