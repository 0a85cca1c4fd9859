"""Places on the front and sides of a body that the anterior external plexus passes, found on its wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import region
from meshes.geometry.axes import Vector
from meshes.veins.surroundings.site import Ray, Site, sides

Spots = Mapping[str, tuple[float, float]]
"""Places on the wall of a body: angle from the front, left positive, in degrees, and height in mm."""

Places = Mapping[str, Vector]
"""World places by side and name."""

STOPS = ("front", "inner", "outer", "opening", "side")
"""Stops of the girdle on one side, from the front round the waist."""

_NARROW = {"front": 14.0, "inner": 29.0, "outer": 43.0, "opening": 55.0, "side": 66.0}
_ANGLES = {
    "cervical": _NARROW,
    "thoracic": {"front": 9.0, "inner": 32.0, "outer": 52.0, "opening": 72.0, "side": 91.0},
    "lumbar": {"front": 9.0, "inner": 30.0, "outer": 50.0, "opening": 68.0, "side": 112.0},
    "L5": {"front": 9.0, "inner": 30.0, "outer": 48.0, "opening": 63.0, "side": 80.0},
    "sacral": _NARROW,
}
"""Angles of the stops from the front by level or region, degrees. In neck and sacrum transverse processes or
the ala stand beside the body, in the thorax heads of ribs, and of L5 the processes arise far in front.
"""
_STRAY = {"front": 0.12, "inner": 0.34, "outer": 0.34, "opening": 0.12, "side": 0.1}
"""How far a stop strays from there at most, in distances of neighbouring stops."""
_WAVE = 0.11
"""How far the girdle leaves the waist at most, in heights of the body."""

_CROWN = {"cervical": (0.27, 0.36), "sacral": (0.27, 0.36)}
_HIGH_CROWN = (0.27, 0.42)
"""How far above and below the waist the arches stand, in heights of the body."""


@dataclass(frozen=True)
class Arch:
    """An arch over the girdle of one side or under it.

    Parameters
    ----------
    feet : tuple of str
        The stops it stands on, one or two, the one nearer to the midline first.
    crown : tuple of float
        Angle from the front, in degrees, and height in heights of the body; positive on both sides.
    """

    feet: tuple[str, ...]
    crown: tuple[float, float]


def angle_of(site: Site, place: str) -> float:
    """Angle from the front, in degrees, at which a stop of the girdle is looked for."""
    return _ANGLES.get(site.level, _ANGLES[region(site.level)])[place]


def is_narrow(site: Site) -> bool:
    """Whether processes or the ala stand beside the body."""
    return region(site.level) in ("cervical", "sacral")


def girdle_spots(site: Site) -> Spots:
    """Stops of both halves of the girdle: each has waves of its own round the waist."""
    chance, out = site.chance(f"girdle {site.level}"), {}
    angles = [angle_of(site, place) for place in STOPS]
    gap = float(np.diff(angles).mean())
    for side, sign in sides():
        turn, wave = chance.uniform(0.0, 2.0 * np.pi), chance.uniform(1.1, 1.8)
        tall = _WAVE * float(chance.uniform(0.5, 1.0))
        for number, (place, angle) in enumerate(zip(STOPS, angles, strict=True)):
            aside = angle + _STRAY[place] * gap * float(chance.uniform(-1.0, 1.0))
            height = tall * float(np.sin(turn + wave * number))
            out[f"{side}.{place}"] = (sign * aside, height * site.height)
    return out


def arches(site: Site, side: str) -> Mapping[str, Arch]:
    """The arches ``up`` and ``down`` of one side, and in the loins mostly one ``aside``, on the side of the
    body: which feet they stand on, and on which of them alone, is that side's own.
    """
    chance = site.chance(f"arches {site.level} {side}")
    inner, outer = chance.permutation(["front", "inner"]), chance.permutation(["outer", "opening"])
    low, high = _CROWN.get(region(site.level), _HIGH_CROWN)
    out = {}
    for number, place in enumerate(("up", "down")):
        feet = (str(inner[number]), str(outer[number]))
        first, last = (angle_of(site, foot) for foot in feet)
        share = float(chance.uniform(0.3, 0.7))
        rise = float(chance.uniform(low, high)) * (1.0 if place == "up" else -1.0)
        draw = chance.random()
        kept = feet[:1] if draw < 0.5 * _ONE_FOOT else feet[1:] if draw < _ONE_FOOT else feet
        out[place] = Arch(kept, (first + share * (last - first), rise))
    if angle_of(site, "side") > 100.0 and chance.random() < _ASIDE:
        first, last = (angle_of(site, foot) for foot in STOPS[-2:])
        share, rise = chance.uniform(0.35, 0.65), float(chance.uniform(low, high))
        is_up = chance.random() < 0.5
        crown = first + float(share) * (last - first), rise if is_up else -rise
        out["aside"] = Arch(STOPS[-2:], crown)
    return out


_ONE_FOOT, _ASIDE = 0.36, 0.8
"""How often an arch stands on one foot alone, a mere branch, and how often there is one aside."""


def on_wall(site: Site, spots: Spots) -> Places:
    """World places on the outside of the body where rays towards its axis strike."""
    body = site.landmarks.body
    reach = 1.5 * max(body.half_width_upper, body.half_width_lower, body.depth_lower / 2)
    rays: list[Ray] = []
    for angle, z in spots.values():
        turn, y = np.radians(angle), -0.5 * body.depth_waist
        start = (reach * float(np.sin(turn)), y - reach * float(np.cos(turn)), z)
        rays.append((start, (0.0, y, z)))
    struck = site.struck(rays, site.radius("anterior_external_plexus") + 0.3)
    return dict(zip(spots, site.pose.apply(np.array(struck)), strict=True))
