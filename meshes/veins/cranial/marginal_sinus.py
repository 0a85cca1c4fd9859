"""The marginal sinus: a ring inside the rim of the foramen magnum, highest at the sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial.skull import PREFIX, Skull, marginal, mirrored
from meshes.veins.internal import posterior as posterior_internal
from meshes.veins.surroundings.site import OUTSIDE, sides, vessel

NAME = f"{PREFIX}.marginal-sinus"

_STOPS = {
    "front": (0.0, 0.55),
    "fore": (48.0, 0.8),
    "side": (92.0, 1.0),
    "hind": (134.0, 0.8),
    "back": (180.0, 0.55),
}
"""Angle from the basion in degrees, and calibre as a share of that at the side."""


def marginal_sinus(skull: Skull) -> list[Vessel]:
    """The ring, the channel above it at each side, and its ties to sigmoid sinus and internal plexus."""
    out = [each for side, sign in sides() for each in _half(skull, side, sign)]
    return [*out, *(_to_sigmoid(skull, side, sign) for side, sign in sides())]


def joint(side: str, place: str) -> str:
    """The junction at a stop; front and back are shared by both sides."""
    return f"{NAME}.{place}" if place in ("front", "back") else marginal(side, place)


def rim_place(skull: Skull, degrees: float, inwards_mm: float, height_mm: float) -> Vector:
    """A place inside the left rim of the foramen magnum."""
    marks, turn = skull.landmarks, np.radians(degrees)
    half = float(marks.foramen_magnum[:, 0].max()) - inwards_mm
    deep = float(marks.opisthion[1]) - inwards_mm
    return np.array([half * np.sin(turn), -deep * np.cos(turn), height_mm])


def _at(skull: Skull, side: str, sign: float, place: str) -> WayPoint:
    degrees, share = _STOPS[place]
    radius = share * skull.radius("marginal_sinus")
    point = mirrored(rim_place(skull, degrees, radius + 0.3, 2.2), sign)
    return skull.way(point, radius, joint(side, place))


def _half(skull: Skull, side: str, sign: float) -> list[Vessel]:
    low = vessel(NAME, OUTSIDE, *(_at(skull, side, sign, place) for place in _STOPS))
    height, slight = skull.value("marginal_sinus_height"), 0.62 * skull.radius("marginal_sinus")
    turns = (66.0, 92.0, 116.0) + skull.chance(f"{NAME} {side}").normal(0.0, 4.0, 3)
    lifts = (0.55 * height, 0.7 * height, 0.55 * height)
    above = [
        skull.way(mirrored(rim_place(skull, turn, slight - 0.25 * lift, lift), sign), slight,
                  f"{NAME}.{side}.over" if number == 1 else None)
        for number, (turn, lift) in enumerate(zip(turns.tolist(), lifts, strict=True))
    ]  # fmt: skip
    ends = (_at(skull, side, sign, "fore"), _at(skull, side, sign, "hind"))
    high = vessel(NAME, OUTSIDE, replace(ends[0], radius=slight), *above, replace(ends[1], radius=slight))
    return [low, high, *_to_canal(skull, side, sign)]


def _to_canal(skull: Skull, side: str, sign: float) -> list[Vessel]:
    """Down through the foramen to the posterior column; the anterior one hangs on the basilar plexus."""
    radius = skull.atlas.radius("posterior_internal_longitudinal")
    hind = replace(_at(skull, side, sign, "hind"), radius=radius)
    return [vessel(NAME, OUTSIDE, hind, posterior_internal.over(skull.atlas, side, sign, radius))]


def _to_sigmoid(skull: Skull, side: str, sign: float) -> Vessel:
    """The tie to the sigmoid sinus, over the bone between foramen magnum and jugular foramen."""
    radius, groove = 0.62 * skull.radius("marginal_sinus"), skull.landmarks.sigmoid_groove
    over = skull.way(
        mirrored(rim_place(skull, 92.0, radius - 0.17 * skull.value("marginal_sinus_height"),
                           0.7 * skull.value("marginal_sinus_height")), sign),
        radius, f"{NAME}.{side}.over",
    )  # fmt: skip
    start, end = np.array([16.5, 1.5]), groove[-4, :2]
    places = [start + share * (end - start) for share in (0.3, 0.65)]
    between = [
        skull.way(mirrored(skull.inner(float(x), float(y), radius + 0.3), sign), radius) for x, y in places
    ]
    return vessel(NAME, OUTSIDE, over, *between, skull.way(
        mirrored(groove[-4], sign), radius, f"{PREFIX}.sigmoid-sinus.{side}.low"))  # fmt: skip
