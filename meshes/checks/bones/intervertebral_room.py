"""Room in an intervertebral foramen: the largest ball that passes from the canal to the side."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import region
from meshes.checks.built import Built
from meshes.column.facets import superior_facet
from meshes.geometry.axes import SIDES, Vector

OUTWARDS_MM = np.linspace(0.0, 6.0, 5)
"""How far beyond the wall of the canal the foramen is cut."""

STEP_MM = 0.8

FRONT_MM = 3.0
"""How far it may reach in front of the posterior wall: cervical bodies are narrower than the canal."""

_BACK_MM = 4.0
"""How far back it reaches at least."""

LEAN = {"cervical": 1.0}
"""How far forwards a foramen runs for each mm outwards; elsewhere straight to the side."""


def intervertebral_room_mm(built: Built, upper: str, lower: str) -> float:
    """Diameter of the largest ball that passes the foramen between two neighbours, of the tighter side.

    In each of several sagittal cuts from the canal outwards the most open place between body and superior
    articular process is sought; the foramen is as wide as the tightest of them. Not a number where a cut
    shows none.
    """
    return min(_side_mm(built, upper, lower, sign) for sign in SIDES.values()) / built.scale


def _side_mm(built: Built, upper: str, lower: str, sign: float) -> float:
    wall = _canal_half_width(built, upper, lower)
    facet = superior_facet(lower, built.column).centre
    top = float(built.column.relative(upper, lower).apply(np.zeros((1, 3)))[0, 2])
    # All lengths grow with the person, the steps as well: the same places are asked about at every size.
    scale, step = built.scale, STEP_MM * built.scale
    z = np.arange(0.35 * top, top, step)
    tightest = np.inf
    for out in OUTWARDS_MM * scale:
        front = -FRONT_MM * scale - LEAN.get(region(upper), 0.0) * out
        y = np.arange(front, max(float(facet[1]), _BACK_MM * scale), step)
        tightest = min(tightest, _most_open(built, upper, lower, _grid(sign * (wall + out), y, z)))
    return 2 * tightest


def _grid(x: float, y: Vector, z: Vector) -> Vector:
    return np.stack(np.meshgrid([x], y, z, indexing="ij"), axis=-1).reshape(-1, 3)


def _most_open(built: Built, upper: str, lower: str, grid: Vector) -> float:
    """Radius of the largest free ball about a place in one cut, in the frame of the lower bone."""
    best, fine = grid, STEP_MM * built.scale
    for finer in (3.0, 4.0):
        place, fine = best[_room(built, upper, lower, best).argmax()], fine / finer
        step = np.arange(-2, 3) * fine
        best = _grid(place[0], place[1] + step, place[2] + step)
    return float(_room(built, upper, lower, best).max())


def _room(built: Built, upper: str, lower: str, places: Vector) -> Vector:
    spots = built.column.poses[lower].apply(places)
    return np.minimum(built.nearness[upper](spots), built.nearness[lower](spots))


def _canal_half_width(built: Built, upper: str, lower: str) -> float:
    measures = built.measures
    level = upper if measures.has(upper, "SCW") else lower
    return measures.value(level, "SCW") / 2 * built.scale
