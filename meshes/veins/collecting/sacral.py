"""Veins on the front of the sacrum: lateral and median sacral veins and the sacral venous plexus between."""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel
from meshes.network.graph import Floats
from meshes.veins.collecting import iliac
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.passage import clear_route
from meshes.veins.site import way

LATERAL, MEDIAN, PLEXUS = (
    "vein.pelvic.lateral-sacral",
    "vein.pelvic.median-sacral",
    "vein.pelvic.sacral-plexus",
)
SEGMENTS = ("S1", "S2", "S3", "S4")
_GAP_MM = 1.6


def sacral(land: Terrain) -> list[Vessel]:
    """Both lateral veins, the median one, and cross-links at S1 to S4."""
    if not land.has("L5", "S1"):
        return []
    out = [_median(land)]
    for side in SIDES:
        out += _lateral(land, side)
    return [*out, *_plexus(land)]


def lateral_junction(segment: str, side: str) -> str:
    """Where what leaves an anterior sacral foramen joins the lateral sacral vein."""
    return f"{LATERAL}.{side}.{segment}"


def lateral_place(land: Terrain, segment: str, side: str) -> Vector:
    """Place of that junction, in the world."""
    return np.asarray(_beside(land, side)[SEGMENTS.index(segment)])


def foot_place(land: Terrain) -> Vector:
    """Lower end of the median sacral vein, in front of S5, in the world."""
    place: Vector = _on_front(land, [_mouth(3) * [0.0, 1.0, 1.0] + [0.0, 0.0, -9.0]])[0]
    return place


def _mouth(index: int) -> Vector:
    """Left anterior mouth of the foramen below a segment, in the sacrum's frame."""
    return sacrum_landmarks().passages[index].anterior


def _on_front(land: Terrain, places: list[Vector]) -> Floats:
    """World places in front of the pelvic surface at given places of it."""
    return land.before("S1", [(float(place[0]), float(place[2])) for place in places], _GAP_MM + 1.0)


def _beside(land: Terrain, side: str) -> Floats:
    """Beside the mouths, on their lateral lips."""
    sign = sign_of(side)
    return _on_front(
        land, [np.array([sign * (_mouth(i)[0] + 8.5 - 1.2 * i), 0.0, _mouth(i)[2] + 1.0]) for i in range(4)]
    )


def _lateral(land: Terrain, side: str) -> list[Vessel]:
    name, radius = f"{LATERAL}.{side}", land.radius("S1", "lateral_sacral_vein")
    places, gate = _beside(land, side), iliac.sacral_gate_place(land, side)
    sizes = [0.95, 0.85, 0.7, 0.55]
    trunk = vein(
        name,
        *(way(places[i], sizes[i] * radius, lateral_junction(SEGMENTS[i], side)) for i in reversed(range(4))),
        way(gate, radius, iliac.sacral_gate(side)),
    )
    mouth = iliac.internal_place(land, side, 1.0 / 3.0)
    bow = 0.5 * (places[0] + mouth) + [0.0, -4.0, 2.0]
    outflow = vein(
        name,
        way(places[0], radius, lateral_junction("S1", side)),
        way(bow, 1.1 * radius),
        way(mouth, 1.2 * radius, iliac.internal_junction(side, "sacral")),
    )
    return [trunk, outflow, *_from_foramina(land, side, name, places)]


def _from_foramina(land: Terrain, side: str, name: str, places: Floats) -> list[Vessel]:
    """What the sacral foramina let out."""
    out = []
    radius = land.radius("S1", "sacral_plexus")
    for place, segment in zip(places, SEGMENTS, strict=True):
        outlet = land.outlet(segment, side, radius)
        if outlet is not None:
            out.append(vein(name, outlet, way(place, radius, lateral_junction(segment, side))))
    # The fifth has no foramen: its veins come out beside the hiatus and go round the edge of the bone, slight
    # enough for the gap before the coccyx.
    slight = 0.65 * radius
    fifth = land.outlet("S5", side, slight)
    if fifth is not None:
        start, end = np.array(fifth.point), places[-1]
        route = clear_route(land.ground, start, end, radius + 0.8)
        found = [way(point, slight) for point in route] if route is not None else []
        out.append(vein(name, fifth, *found, way(end, slight, lateral_junction("S4", side))))
    return out


def _medians(land: Terrain) -> Floats:
    sway = land.chance(f"{MEDIAN} sway").normal(0.0, 1.3, 4)
    return _on_front(land, [_mouth(i) * [0.0, 1.0, 1.0] + [2.0 + sway[i], 0.0, -2.0] for i in range(4)])


def _median(land: Terrain) -> Vessel:
    radius, places = land.radius("S1", "median_sacral_vein"), _medians(land)
    rim = land.before("S1", [(3.0, float(_mouth(0)[2]) + 17.0)], _GAP_MM + 1.0)[0]
    end = iliac.common_place(land, "left", 1)
    return vein(
        MEDIAN,
        way(foot_place(land), 0.6 * radius, f"{MEDIAN}.foot"),
        *(way(places[i], (1.0 - 0.1 * i) * radius, f"{MEDIAN}.{SEGMENTS[i]}") for i in reversed(range(4))),
        way(rim, radius),
        way(end, radius, iliac.median_junction()),
    )


def _upright(
    upper: Vector, above: str, lower: Vector, knot: str, radius: float, chance: np.random.Generator
) -> Vessel:
    """A slight link from one cross-link to the next, bowed to one side."""
    bow = float(chance.choice([-1.0, 1.0]) * chance.uniform(0.1, 0.24)) * float(np.linalg.norm(upper - lower))
    middle = 0.5 * (upper + lower) + [bow, 0.0, 0.0]
    return vein(
        PLEXUS, way(upper, 0.8 * radius, above), way(middle, 0.7 * radius), way(lower, 0.8 * radius, knot)
    )


def _plexus(land: Terrain) -> list[Vessel]:
    """Between median and lateral veins, one oblique link a side and segment, and one along the middle."""
    radius, middles = land.radius("S1", "sacral_plexus"), _medians(land)
    out = []
    for side in SIDES:
        outer = _beside(land, side)
        chance = land.chance(f"{PLEXUS} {side}")
        inner_before: Vector | None = None
        for i, segment in enumerate(SEGMENTS):
            share, lift = float(chance.uniform(0.34, 0.66)), float(chance.uniform(-6.5, 4.5))
            x = share * _mouth(i)[0]
            between = _on_front(land, [np.array([sign_of(side) * x, 0.0, _mouth(i)[2] - 6.0 + lift])])[0]
            size, knot = float(chance.uniform(0.7, 1.1)) * radius, f"{PLEXUS}.{side}.{segment}"
            out.append(
                vein(
                    PLEXUS,
                    way(middles[i], size, f"{MEDIAN}.{segment}"),
                    way(between, size, knot),
                    way(outer[i], size, lateral_junction(segment, side)),
                )
            )
            if inner_before is not None and chance.random() < 0.75:
                above = f"{PLEXUS}.{side}.{SEGMENTS[i - 1]}"
                if chance.random() < 0.5:
                    knot_above = lateral_junction(SEGMENTS[i - 1], side)
                    inner_before, above = outer[i - 1], knot_above
                out.append(_upright(inner_before, above, between, knot, size, chance))
            inner_before = between
    return out
