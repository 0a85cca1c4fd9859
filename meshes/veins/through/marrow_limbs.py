"""How a basivertebral tree lies in its body: limbs that fan out from a stem, and tributaries of these."""

from __future__ import annotations

import numpy as np

from meshes.network.graph import Floats
from meshes.veins.external.anterior import opening_junction
from meshes.veins.external.front_places import angle_of, is_narrow
from meshes.veins.surroundings.site import Site
from meshes.veins.through.marrow_tree import Branch, bowed, heading

FORWARDS = np.array([0.0, -1.0, 0.0])
_SIDES = {1.0: "left", -1.0: "right"}
_OBLIQUE = 0.8
"""How often a half has a limb between the one from the side and the one in front."""
_TALLEST, _WIDEST, _DEEPEST = 0.37, 0.8, 0.42
"""How far from the middle of the body a tributary starts at most, in its heights, half widths and depths."""
_RISE = (0.17, 0.36)
"""How far it rises or descends to where it opens, in heights."""
_TWIG_CHANCE = 0.65
"""How often a tributary takes up a twig of its own."""


def grown(site: Site, name: str, gather: Floats, chance: np.random.Generator) -> Branch:
    """The tree of one body from the place where what leaves by its foramina is one stem.

    The stem takes up a limb from each side, mostly one more from between side and front, and goes on as that
    in front; those from sides and front begin at the openings there.
    """
    stem = _stem(site, name, gather, chance)
    order = (1.0, -1.0) if chance.random() < 0.5 else (-1.0, 1.0)
    limbs = [(place, sign, "") for place, sign in zip((1, 2), order, strict=True)]
    if chance.random() < 0.5:
        order = order[::-1]
    limbs += [(place, sign, ".oblique") for place, sign in zip((3, 4), order, strict=True)]
    for place, sign, kind in limbs:
        if not kind or chance.random() < _OBLIQUE:
            limb = _limb(site, stem, place, (sign, kind), chance)
            stem.take_up(place, limb)
            _take_up_tributaries(site, limb, 2, sign, chance)
    _take_up_tributaries(site, stem, 4, 0.0, chance)
    return stem


def _stem(site: Site, name: str, gather: Floats, chance: np.random.Generator) -> Branch:
    """Forwards to the opening in front, past the middle of the body on one side of it."""
    goal, _ = _opening(site, 0.0)
    aside, lift = chance.uniform((-0.12, -0.05), (0.12, 0.05)) * (
        site.landmarks.body.half_width_waist,
        site.height,
    )
    middle = gather + 0.5 * (goal - gather)
    middle[0], middle[2] = aside, 0.4 * gather[2] + lift
    onward = np.array([0.4 * aside, goal[1] - gather[1], -0.5 * gather[2]])
    back = bowed(gather, FORWARDS, middle, onward, 5)
    return Branch(
        np.concatenate([back, bowed(middle, onward, goal, FORWARDS, 5)[1:]]),
        name,
        opening_junction(site, "front"),
    )


def _limb(
    site: Site, stem: Branch, place: int, which: tuple[float, str], chance: np.random.Generator
) -> Branch:
    """A limb that joins the stem bending backwards, from the opening at its side or from within."""
    (sign, kind), start = which, stem.course[place]
    along, aside = heading(stem.course, place), np.array([sign, 0.0, 0.0])
    goal, end = (_blind(site, sign, chance), "") if kind else _opening(site, sign)
    outwards = goal - start
    outwards[2] = 0.0
    course = bowed(start, along + 0.7 * aside, goal, outwards + np.linalg.norm(outwards) * 0.25 * aside, 7)
    body = site.landmarks.body
    sway = chance.normal(0.0, 1.0, (5, 3)).clip(-1.6, 1.6) * (0.035, 0.035, 0.03)
    course[1:-1] += sway * (body.half_width_waist, body.depth_waist, site.height)
    joint = opening_junction(site, end) if end else None
    return Branch(course, f"{stem.name}.{_SIDES[sign]}{kind}", joint)


def _opening(site: Site, sign: float) -> tuple[Floats, str]:
    """Where a limb begins in the wall of the body, and the name of the opening."""
    body = site.landmarks.body
    wide, depth = body.half_width_waist, body.depth_waist
    if not sign:
        return np.array([0.15 * wide, -1.02 * depth, 0.0]), "front"
    turn = np.radians(angle_of(site, "opening") if is_narrow(site) else 90.0)
    x, y = sign * 1.02 * wide * np.sin(turn), -0.5 * depth - 0.51 * depth * np.cos(turn)
    return np.array([x, y, 0.0]), _SIDES[sign]


def _blind(site: Site, sign: float, chance: np.random.Generator) -> Floats:
    """Where an oblique limb begins, some way behind the wall in front."""
    turn = np.radians(chance.uniform(28.0, 48.0) if not is_narrow(site) else chance.uniform(18.0, 30.0))
    place = np.array([sign * 2.0 * np.sin(turn), -0.52 - np.cos(turn), chance.uniform(-0.12, 0.12)])
    return _within(
        site, place * (site.landmarks.body.half_width_waist, site.landmarks.body.depth_waist, site.height)
    )


def _take_up_tributaries(
    site: Site, limb: Branch, first: int, sign: float, chance: np.random.Generator
) -> None:
    """From above and below by turns, at most of the places of a limb from one on."""
    turn = 1.0 if chance.random() < 0.5 else -1.0
    for place in range(first, len(limb.course) - 1):
        turn = -turn if chance.random() < 0.85 else turn
        if chance.random() < _TAKEN:
            aside = sign or (1.0 if chance.random() < 0.5 else -1.0)
            limb.take_up(place, _tributary(site, limb, place, (aside, turn), chance))


_TAKEN = 0.72
"""How often a tributary opens at such a place."""


def _tributary(
    site: Site, limb: Branch, place: int, turns: tuple[float, float], chance: np.random.Generator
) -> Branch:
    """A tributary that comes from an endplate and bends into a limb the way this flows, often with a twig."""
    aside, turn = turns
    body, start, along = site.landmarks.body, limb.course[place], heading(limb.course, place)
    size = np.array([body.half_width_waist, body.depth_waist, site.height])
    rise, onward, stray = (float(chance.uniform(*span)) for span in (_RISE, (0.1, 0.32), (-0.05, 0.22)))
    end = _within(site, start + onward * size[1] * along + size * (aside * stray, 0.0, turn * rise))
    up = np.array([0.0, 0.0, turn])
    out = Branch(bowed(start, along + 0.45 * up, end, up + 0.3 * along, 5), f"{limb.name}.{place}")
    if chance.random() < _TWIG_CHANCE:
        at = 2
        there, way = out.course[at], heading(out.course, at)
        across = np.cross(way, up) * (1.0 if chance.random() < 0.5 else -1.0) + 0.2 * along
        across /= max(float(np.linalg.norm(across)), 1e-9)
        reach = float(chance.uniform(0.1, 0.22)) * size[1]
        tip = _within(site, there + reach * across + 0.5 * reach * up)
        out.take_up(at, Branch(bowed(there, way + 0.7 * across, tip, across + up, 4), f"{out.name}.{at}"))
    return out


def _within(site: Site, place: Floats) -> Floats:
    """A place brought into the marrow, off the walls of the body and the endplates."""
    body = site.landmarks.body
    wide, depth = body.half_width_waist, body.depth_waist
    off = np.array([place[0] / (_WIDEST * wide), (place[1] + 0.52 * depth) / (_DEEPEST * depth)])
    off /= max(1.0, float(np.linalg.norm(off)))
    limit = _TALLEST * site.height
    x, y = off[0] * _WIDEST * wide, off[1] * _DEEPEST * depth - 0.52 * depth
    return np.array([x, y, float(np.clip(place[2], -limit, limit))])
