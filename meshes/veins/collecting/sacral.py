"""Veins on the front of the sacrum: lateral and median sacral veins and the sacral venous plexus between."""

from __future__ import annotations

import numpy as np

from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.veins.collecting import iliac
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain, front_name, sign_of
from meshes.veins.surroundings.site import way

LATERAL, MEDIAN, PLEXUS = (
    "vein.pelvic.lateral-sacral",
    "vein.pelvic.median-sacral",
    "vein.pelvic.sacral-plexus",
)
SEGMENTS = ("S1", "S2", "S3", "S4")
_GAP_MM = 1.6
_BOW_MM = 2.2
"""How far out of a foramen a vein goes on as it came before it turns to the lateral sacral vein."""
_ROUND_MM = ((6.5, -1.5, 3.0), (9.5, -7.5, 5.5))
"""How a vein goes on from beside the hiatus round the lower end of S5 to its front."""
_ONWARD_MM = np.array([1.6, 0.4, -1.7])
"""How it first goes on the way it came down by, in the world."""
_RISE_MM, _FALL_MM = 4.5, -3.0
"""How much higher than the mouth of its foramen it opens there, as the blood goes upwards; and the plexus."""


def sacral(land: Terrain) -> list[Vessel]:
    """Both lateral veins, the median one, and cross-links at S1 to S4."""
    if not land.has("L5", "S1"):
        return []
    out = [_median(land)]
    for side in SIDES:
        out += _lateral(land, side)
    return [*out, *_plexus(land)]


def inlet(land: Terrain, side: str, radius: float) -> WayPoint:
    """Where the lateral sacral vein, between S3 and S4, takes up what comes from the prostatic plexus."""
    upper, lower = _beside(land, side, _FALL_MM)[2], _beside(land, side, _RISE_MM)[3]
    return way(0.5 * (upper + lower), radius, f"{LATERAL}.{side}.prostatic")


def foot_place(land: Terrain) -> Vector:
    """Lower end of the median sacral vein, in front of S5, in the world."""
    place: Vector = _on_front(land, [_mouth(3) * [0.0, 1.0, 1.0] + [0.0, 0.0, -9.0]])[0]
    return place


def _mouth(index: int) -> Vector:
    """Left anterior mouth of the foramen below a segment, in the sacrum's frame."""
    return sacrum_landmarks().passages[index].anterior


def _on_front(land: Terrain, places: list[Vector]) -> Floats:
    """World places in front of the pelvic surface at given places of it, those of the tables' size."""
    size = land.scale
    spots = [(size * float(place[0]), size * float(place[2])) for place in places]
    return land.before("S1", spots, _GAP_MM + 1.0)


def _beside(land: Terrain, side: str, over_mm: float) -> Floats:
    """Beside the mouths, on their lateral lips, and so far over them."""
    aside = sign_of(side) * np.array([_mouth(i)[0] + 8.5 - 1.2 * i for i in range(4)])
    return _on_front(land, [np.array([x, 0.0, _mouth(i)[2] + over_mm]) for i, x in enumerate(aside.tolist())])


def _foot(land: Terrain, side: str) -> WayPoint:
    """Where the lateral vein begins, beside S5."""
    at = np.array([sign_of(side) * (_mouth(3)[0] + 2.0), 0.0, _mouth(3)[2] - 11.0])
    radius = 0.42 * land.radius("S1", "lateral_sacral_vein")
    return way(_on_front(land, [at])[0], radius, f"{LATERAL}.{side}.foot")


def _lateral(land: Terrain, side: str) -> list[Vessel]:
    name, radius = f"{LATERAL}.{side}", land.radius("S1", "lateral_sacral_vein")
    places, lower = _beside(land, side, _RISE_MM), _beside(land, side, _FALL_MM)
    up, sizes = iliac.sacral_gate_place(land, side), [0.95, 0.85, 0.7, 0.55]
    path = [_foot(land, side)]
    for i in reversed(range(4)):
        path.append(way(lower[i], 0.96 * sizes[i] * radius, f"{name}.{SEGMENTS[i]}.plexus"))
        path.append(way(places[i], sizes[i] * radius, f"{name}.{SEGMENTS[i]}"))
        if i == 3:
            path.append(inlet(land, side, 1.05 * sizes[i] * radius))
    trunk = vein(name, *path, way(up, radius, iliac.sacral_gate(side)))
    mouth = iliac.internal_place(land, side, 1.0 / 3.0)
    bow = 0.5 * (places[0] + mouth) + [0.0, -4.0, 2.0]
    outflow = vein(
        name,
        way(places[0], radius, f"{name}.S1"),
        way(bow, 1.1 * radius),
        way(mouth, 1.2 * radius, iliac.internal_junction(side, "sacral")),
    )
    return [trunk, outflow, *_from_foramina(land, side, name, places)]


def _from_foramina(land: Terrain, side: str, name: str, places: Floats) -> list[Vessel]:
    """What the sacral foramina let out."""
    out = []
    radius = land.radius("S1", "sacral_plexus")
    for index, segment in enumerate(SEGMENTS):
        outlet, place = land.outlet(segment, side, radius), places[index]
        if outlet is not None:
            start = np.array(outlet.point)
            bow = start + 0.3 * (place - start) + _BOW_MM * land.scale * _way_out(land, index, side)
            joint = way(place, radius, f"{name}.{segment}")
            out.append(vein(name, outlet, way(bow, radius), joint))
    # The fifth has no foramen: its veins come out beside the hiatus and go round the edge of the bone.
    slight = 0.65 * radius
    fifth = land.outlet("S5", side, slight)
    if fifth is not None:
        foot = _foot(land, side)
        steps = land.scale * np.array(_ROUND_MM) * [sign_of(side), 1.0, 1.0]
        start = np.array(fifth.point)
        onward = start + land.scale * _ONWARD_MM * [sign_of(side), 1.0, 1.0]
        row = [onward, *(start + land.column.poses["S1"].apply_direction(steps))]
        end = way(np.array(foot.point), slight, foot.junction)
        out.append(vein(name, fifth, *(way(place, slight) for place in row), end))
    return out


def _way_out(land: Terrain, index: int, side: str) -> Vector:
    """Direction in which what passes the foramen below a segment leaves it in front, in the world."""
    passage = sacrum_landmarks().passages[index]
    way_out = (passage.anterior - passage.fork) * [sign_of(side), 1.0, 1.0]
    turned: Vector = land.column.poses["S1"].apply_direction(way_out[None])[0]
    return turned / np.linalg.norm(turned)


def _medians(land: Terrain) -> Floats:
    sway = land.chance(f"{MEDIAN} sway").normal(0.0, 1.3, 4)
    return _on_front(land, [_mouth(i) * [0.0, 1.0, 1.0] + [2.0 + sway[i], 0.0, -2.0] for i in range(4)])


def _median(land: Terrain) -> Vessel:
    radius, places = land.radius("S1", "median_sacral_vein"), _medians(land)
    rim = _on_front(land, [_mouth(0) * [0.0, 1.0, 1.0] + [3.0, 0.0, 17.0]])[0]
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
        outer = _beside(land, side, _FALL_MM)
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
                    way(outer[i], size, f"{LATERAL}.{side}.{segment}.plexus"),
                )
            )
            if inner_before is not None and chance.random() < 0.75:
                above = f"{PLEXUS}.{side}.{SEGMENTS[i - 1]}"
                out.append(_upright(inner_before, above, between, knot, size, chance))
            inner_before = between
        out += _lowest(land, side, 0.6 * radius)
    return out


def _lowest(land: Terrain, side: str, radius: float) -> list[Vessel]:
    """From the lower end of the median vein, in an arch that both sides make, to that of the lateral one; and
    what it takes up of the anterior external plexus.
    """
    end, joint = _foot(land, side), f"{PLEXUS}.{side}.S5"
    at = np.array([sign_of(side) * 0.6 * _mouth(3)[0], 0.0, _mouth(3)[2] - 13.5])
    low = _on_front(land, [at])[0]
    out = [
        vein(
            PLEXUS,
            way(foot_place(land), radius, f"{MEDIAN}.foot"),
            way(low, radius, joint),
            way(np.array(end.point), radius, end.junction),
        )
    ]
    if side in land.fronts:
        slight = _SLIGHT * radius
        out.append(vein(PLEXUS, way(low, slight, joint), way(land.fronts[side], slight, front_name(side))))
    return out


_SLIGHT = 0.6
"""Calibre of what comes out of the anterior external plexus before S5, as a share of that of the arch."""
