"""Lumbar and ascending lumbar veins and the iliolumbar veins."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting import iliac, inferior_caval, intercostal
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.segmental import from_wall, root
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.surroundings.site import way

FAMILY = "vein.segmental.lumbar"
ASCENDING = "vein.segmental.ascending-lumbar"
ILIOLUMBAR = "vein.segmental.iliolumbar"
TO_CAVA = ("L3", "L4")
"""Levels whose veins go to the inferior vena cava."""

_SIDEWAYS_MM = 22.0
_ENTRY = 0.6
"""How far on its last stretch to the ascending lumbar vein a vein takes up that of the spine."""
_BESIDE = -0.42
"""Height at which a lumbar vein meets the ascending lumbar vein, in heights of the body over its middle."""


def lumbar(land: Terrain) -> list[Vessel]:
    """Both sides of L1 to L5."""
    out: list[Vessel] = []
    for side in SIDES:
        out += _ascending(land, side)
        for level in land.between("L1", "L4"):
            out += _segment(land, level, side)
        if land.has("L5"):
            out += _fifth(land, side)
    return out


def ascending_junction(level: str, side: str) -> str:
    """Where the lumbar vein of a level meets the ascending lumbar vein."""
    return f"{ASCENDING}.{level}.{side}.lumbar"


def ascending_place(land: Terrain, level: str, side: str, height: float = _BESIDE) -> Vector:
    """Place of that vein, in front of the transverse processes, in the world."""
    marks, body = land.column.landmarks[level], land.bodies[level]
    x = max(body.half_width + 5.0, marks.pedicle.centre[0] + marks.pedicle.width / 2 + 7.0)
    return land.world(level, sign_of(side) * x, 0.5, height * body.height)


def _ascending(land: Terrain, side: str) -> list[Vessel]:
    levels = land.between("L1", "L5")
    if not levels:
        return []
    radius = land.radius("L1", "ascending_lumbar_vein")
    stops: list[Stop] = []
    if land.has("T12"):
        place = intercostal.subcostal_place(land, side)
        stops.append(stop(levels[0], place, radius, intercostal.subcostal_junction(side)))
    for level in levels:
        stops.append(stop(level, ascending_place(land, level, side, 0.25), radius))
        stops.append(stop(level, ascending_place(land, level, side), radius, ascending_junction(level, side)))
    if land.has("L5", "S1"):
        stops += [
            stop("L5", iliac.sacral_gate_place(land, side), radius, iliac.sacral_gate(side)),
        ]
    return along_levels(ASCENDING, stops, f".{side}")


def _segment(land: Terrain, level: str, side: str) -> list[Vessel]:
    name, radius = f"{FAMILY}.{level}.{side}", _radius(land, level)
    here = way(ascending_place(land, level, side), radius, ascending_junction(level, side))
    out = _to_ascending(land, level, side, _wall(land, level, side, land.radius(level, "lumbar_vein")), here)
    if level in TO_CAVA:
        out.append(vein(name, here, *_to_cava(land, level, side, radius)))
    return out


def _to_ascending(land: Terrain, level: str, side: str, wall: list[WayPoint], here: WayPoint) -> list[Vessel]:
    """The vein from the body wall, which takes up what comes from the spine before it opens."""
    name = f"{FAMILY}.{level}.{side}"
    last, size = np.array(wall[-1].point), wall[-1].radius
    entry = way(last + _ENTRY * (np.array(here.point) - last), size, f"{name}.entry")
    return [vein(name, *wall, entry, here), *root(land, level, side, name, entry)]


def _radius(land: Terrain, level: str) -> float:
    return land.radius(level, "lumbar_vein_lower" if level in TO_CAVA else "lumbar_vein")


def _wall(land: Terrain, level: str, side: str, radius: float) -> list[WayPoint]:
    """From the cut end in the abdominal wall, behind psoas, in front of the transverse process."""
    tip = land.column.landmarks[level].transverse_tip
    drop = 0.55 * land.bodies[level].height
    places = [
        (tip[0] + _SIDEWAYS_MM, tip[1] - 4.0, tip[2] - 1.15 * drop),
        (tip[0] + 0.35 * _SIDEWAYS_MM, tip[1] - 7.0, tip[2] - drop),
        (tip[0] - 5.0, 0.5 * tip[1] - 3.0, tip[2] - 0.95 * drop),
    ]
    return from_wall(land, level, side, places, [share * radius for share in (0.7, 0.9, 1.0)])


def _to_cava(land: Terrain, level: str, side: str, radius: float) -> list[WayPoint]:
    """Round the body, behind the place of the aorta on the left, into the back of the cava."""
    body, sign = land.bodies[level], sign_of(side)
    height = -0.62 if land.person.crosses_disc(level, side) else 0.17
    turns = [104.0, 85.0, 62.0, 40.0] if side == "right" else [104.0, 86.0, 64.0, 40.0, 16.0]
    heights = [_BESIDE + (height - _BESIDE) * share for share in (0.2, 0.48, 0.75, 0.94, 1.0)]
    spots = [(sign * turn, z * body.height) for turn, z in zip(turns, heights, strict=False)]
    places = land.round_body(level, spots, radius + 2.4)
    end = inferior_caval.lumbar_place(land, level, side, height)
    return [
        *(way(place, radius) for place in places),
        way(end, radius, inferior_caval.lumbar_junction(level, side)),
    ]


def _fifth(land: Terrain, side: str) -> list[Vessel]:
    """The fifth lumbar vein to the iliolumbar vein, and that to the common iliac vein."""
    radius, name = land.radius("L5", "lumbar_vein"), f"{FAMILY}.L5.{side}"
    here = way(ascending_place(land, "L5", side), radius, ascending_junction("L5", side))
    out = _to_ascending(land, "L5", side, _wall(land, "L5", side, 0.8 * radius)[1:], here)
    if land.has("S1"):
        gate = iliac.iliolumbar_place(land, side)
        out.append(vein(name, here, way(gate, radius, f"{ILIOLUMBAR}.{side}.lumbar")))
        out.append(_iliolumbar(land, side, gate))
    return out


def _iliolumbar(land: Terrain, side: str, gate: Vector) -> Vessel:
    sign, wide = sign_of(side), land.radius("L5", "iliolumbar_vein")
    mouth = iliac.common_place(land, side, 2)
    return vein(
        f"{ILIOLUMBAR}.{side}",
        way(gate + [sign * 33.0, -9.0, -3.0], 0.25 * wide),
        way(gate + [sign * 20.0, -4.5, 1.5], 0.4 * wide),
        way(gate + [sign * 9.0, -1.5, 1.5], 0.56 * wide),
        way(gate, 0.72 * wide, f"{ILIOLUMBAR}.{side}.lumbar"),
        way(0.5 * (gate + mouth) + [sign * 1.0, 0.0, 0.0], 0.9 * wide),
        way(mouth, wide, iliac.common_junction(side)),
    )
