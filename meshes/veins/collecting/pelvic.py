"""Vesical and prostatic plexus: schematic nets at the places of bladder and prostate."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting import iliac, pudendal, sacral
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.surroundings.site import way

PROSTATIC, VESICAL = "vein.pelvic.prostatic-plexus", "vein.pelvic.vesical-plexus"
_CENTRE = (0.0, -64.0, -20.0)
"""Middle of the prostate's place in the frame of the coccyx, mm; illustrative."""
_RINGS = {
    "low": (-11.0, 15.0, 12.0),
    "middle": (-3.0, 20.0, 15.0),
    "high": (7.0, 21.0, 16.5),
    "neck": (17.0, 23.0, 19.0),
    "bladder": (28.0, 28.0, 23.0),
}
"""Height over that middle, half width and half depth of each ring of the nets, mm."""
_NET = "pelvic."
_STOPS = {"front": 171.0, "fore": 145.0, "broad": 117.0, "side": 90.0, "back": 64.0, "hind": 40.0}
"""Places of a ring on one side, degrees from the back."""


def pelvic(land: Terrain) -> list[Vessel]:
    """Both plexuses, what comes to them from before, and their ways out on both sides."""
    if not land.has("L5", "S1", "Co1"):
        return []
    out = []
    for ring in _RINGS:
        out += _ring(land, _family(ring), ring)
    for side in SIDES:
        out += _uprights(land, side)
        out += _outflows(land, side)
        out += pudendal.internal_pudendal(land, side, _at(land, "low", side, "side", 0.8))
    out += pudendal.deep_dorsal(land, [_at(land, "low", side, "front", 0.8) for side in SIDES])
    return _without_stubs(out)


def _without_stubs(vessels: list[Vessel]) -> list[Vessel]:
    """The vessels without those that end at a knot of the nets where nothing goes on."""
    while True:
        met = Counter(end.junction for each in vessels for end in (each.path[0], each.path[-1]))
        kept = [
            each
            for each in vessels
            if all(
                met[end.junction] > 1 or not str(end.junction).startswith(_NET)
                for end in (each.path[0], each.path[-1])
            )
        ]
        if len(kept) == len(vessels):
            return kept
        vessels = kept


def _place(land: Terrain, ring: str, side: str, stop: str) -> Vector:
    height, across, deep = _RINGS[ring]
    chance = land.chance(f"{ring} {side} {stop}")
    turn = np.radians(_STOPS[stop] + float(chance.normal(0.0, 6.5)))
    share = float(chance.uniform(0.86, 1.1))
    x = sign_of(side) * share * across * float(np.sin(turn))
    y = share * deep * float(np.cos(turn))
    z = height + float(chance.normal(0.0, 2.3))
    return land.tabled("Co1", _CENTRE[0] + x, _CENTRE[1] + y, _CENTRE[2] + z)


def _knot(ring: str, side: str, stop: str) -> str:
    return f"{_NET}{ring}.{side}.{stop}"


def _family(ring: str) -> str:
    return VESICAL if ring in ("neck", "bladder") else PROSTATIC


def _radius(land: Terrain, ring: str) -> float:
    return land.radius("S1", "vesical_plexus" if _family(ring) == VESICAL else "prostatic_plexus")


def _at(land: Terrain, ring: str, side: str, stop: str, share: float = 1.0) -> WayPoint:
    size = share * _radius(land, ring) * (0.7 if stop == "hind" else 1.0)
    return way(_place(land, ring, side, stop), size, _knot(ring, side, stop))


def _ring(land: Terrain, family: str, ring: str) -> list[Vessel]:
    """Round front and sides, open behind; here and there a link is wanting."""
    order = [("left", stop) for stop in reversed(_STOPS)] + [("right", stop) for stop in _STOPS]
    chance = land.chance(f"{ring} gaps")
    out = []
    for one, other in pairwise(order):
        if chance.random() < 0.82:
            share = float(chance.uniform(0.6, 1.15))
            ends = _at(land, ring, *one, share), _at(land, ring, *other, share)
            out.append(_bowed(land, family, *ends, chance))
    return out


def _bowed(land: Terrain, family: str, one: WayPoint, other: WayPoint, chance: np.random.Generator) -> Vessel:
    """A link that keeps to the round of the organ it lies on, and winds and swells a little."""
    a, b = np.array(one.point), np.array(other.point)
    middle, length = 0.5 * (a + b), float(np.linalg.norm(b - a))
    out = middle - land.tabled("Co1", _CENTRE[0], _CENTRE[1], 0.0)
    out[2] = 0.0
    out /= max(float(np.linalg.norm(out)), 1e-6)
    across = np.cross(b - a, out) / length
    turn = 1.0 if chance.random() < 0.5 else -1.0
    path = [one]
    for share, sign in ((0.3, turn), (0.7, -turn * float(chance.uniform(-0.6, 1.0)))):
        bow = float(chance.uniform(0.08, 0.17)) * out + sign * float(chance.uniform(0.04, 0.14)) * across
        size = 0.5 * (one.radius + other.radius) * float(chance.uniform(0.8, 1.2))
        path.append(way((1.0 - share) * a + share * b + length * bow, size))
    return vein(family, *path, other)


def _uprights(land: Terrain, side: str) -> list[Vessel]:
    """Links from ring to ring, upright or oblique."""
    chance = land.chance(f"{side} uprights")
    stops, out = list(_STOPS), []
    for low, high in pairwise(_RINGS):
        for place, stop in enumerate(stops):
            lean = int(chance.choice([-1, 0, 0, 1]))
            aim = stops[min(max(place + lean, 0), len(stops) - 1)]
            if chance.random() < 0.78 or stop in ("side", "hind"):
                share = float(chance.uniform(0.6, 1.1))
                ends = _at(land, low, side, stop, share), _at(land, high, side, aim, share)
                out.append(_bowed(land, _family(high), *ends, chance))
    return out


def _outflows(land: Terrain, side: str) -> list[Vessel]:
    """To the internal iliac vein as usual, and straight back to the veins before the sacrum."""
    sign, radius = sign_of(side), _radius(land, "bladder")
    mouth = iliac.internal_place(land, side, 2.0 / 3.0)
    start = _place(land, "bladder", side, "side")
    middle = 0.5 * (start + mouth) + [sign * 9.0, -2.0, -7.0]
    visceral = vein(
        VESICAL,
        way(start, 1.2 * radius, _knot("bladder", side, "side")),
        way(middle, 1.3 * radius),
        way(mouth, 1.5 * radius, iliac.internal_junction(side, "visceral")),
    )
    hind, lower = _place(land, "high", side, "hind"), sacral.inlet(land, side, 0.8 * radius)
    bow = 0.5 * (hind + np.array(lower.point)) + [sign * 11.0, 0.0, -5.0]
    batson = vein(
        PROSTATIC,
        way(hind, radius, _knot("high", side, "hind")),
        way(bow, 0.9 * radius),
        lower,
    )
    return [visceral, batson]
