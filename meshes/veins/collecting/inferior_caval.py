"""The inferior vena cava: up the right front of the lumbar bodies then away to the diaphragm."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel
from meshes.network.junction import parent_radius
from meshes.veins.collecting.course import Stop, along_levels, stop
from meshes.veins.collecting.terrain import Terrain, sign_of

FAMILY = "vein.caval.inferior"
CONFLUENCE = f"{FAMILY}.confluence"
TOP, FOOT = "T10", "L5"

_RIGHT_MM = 17.0
_GAP_MM = 3.4
_AWAY_MM = {"T12": 6.0, "T11": 16.0, "T10": 27.0}
"""How much farther in front of the spine it runs where it lies in the liver's groove."""


def inferior_caval(land: Terrain) -> list[Vessel]:
    """From the confluence of the common iliac veins to T10, cut off below the diaphragm."""
    stops: list[Stop] = []
    for level in reversed(land.between(TOP, FOOT)):
        stops += _stops(land, level)
    return along_levels(FAMILY, stops)


def radius(land: Terrain, level: str) -> float:
    """Radius at a level, mm: what the iliac veins bring, and each lumbar vein taken up on the way."""
    base = parent_radius([land.radius("L5", "common_iliac_vein")] * 2)
    taken = [each for each in ("L4", "L3") if each in land.between(level, "L4")]
    small = land.radius("L3", "lumbar_vein_lower")
    infrarenal = parent_radius([base, *[small] * (2 * len(taken))])
    is_above = level in land.between(TOP, "L1")
    return land.radius("L1", "inferior_vena_cava") if is_above else infrarenal


def lumbar_junction(level: str, side: str) -> str:
    """Where a lumbar vein opens."""
    return f"{FAMILY}.{level}.{side}"


def lumbar_place(land: Terrain, level: str, side: str, height: float) -> Vector:
    """Place of that junction on the axis of the cava, in the world."""
    place = _axis(land, level, height)
    return place + np.array([0.0, 0.0, 2.0 * sign_of(side)])


def confluence_place(land: Terrain) -> Vector:
    """Where the common iliac veins meet, in the world."""
    return _axis(land, "L5", 0.2)


def _axis(land: Terrain, level: str, height: float) -> Vector:
    size, body = radius(land, level), land.bodies[level]
    turn = float(np.degrees(np.arctan2(-_RIGHT_MM, body.depth / 2 + size)))
    away = size + _GAP_MM + _AWAY_MM.get(level, 0.0)
    place: Vector = land.round_body(level, [(turn, height * body.height)], away)[0]
    return place


def _stops(land: Terrain, level: str) -> list[Stop]:
    size = radius(land, level)
    if level == FOOT:
        return [
            stop(level, confluence_place(land), 1.03 * land.radius("L5", "common_iliac_vein"), CONFLUENCE),
            stop(level, _axis(land, level, 0.62), size),
        ]
    if level not in ("L3", "L4"):
        heights = (-0.3, 0.4) if level != TOP else (-0.3, 0.1)
        return [stop(level, _axis(land, level, height), size) for height in heights]
    drawn = {side: -0.62 if land.person.crosses_disc(level, side) else 0.17 for side in ("left", "right")}
    found = [(height + (0.06 if side == "left" else -0.06), side) for side, height in drawn.items()]
    out = [
        stop(level, lumbar_place(land, level, side, drawn[side]), size, lumbar_junction(level, side))
        for _, side in sorted(found)
    ]
    if min(drawn.values()) > 0.0:
        out.insert(0, stop(level, _axis(land, level, -0.5), size))
    if max(drawn.values()) < 0.0:
        out.append(stop(level, _axis(land, level, 0.3), size))
    return out
