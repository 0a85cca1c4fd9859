"""Internal pudendal veins and the deep dorsal vein of the penis: schematic, as the plexus they belong to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from meshes.network.builder import Vessel, WayPoint
from meshes.network.graph import Floats
from meshes.veins.collecting import iliac
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.surroundings.site import way

PUDENDAL, DORSAL = "vein.pelvic.internal-pudendal", "vein.pelvic.deep-dorsal"
_UNDER = f"{DORSAL}.under"
"""Under the place of the symphysis, where the internal pudendal veins take from the dorsal one."""
_DORSAL_MM = ((0.0, -124.0, -66.0), (0.0, -112.0, -52.0), (0.0, -102.0, -43.0))
_UNDER_MM, _FORK_MM = (0.0, -93.0, -38.5), (0.0, -86.0, -35.0)
_COURSE_MM = (
    (13.0, -89.0, -42.0),
    (25.0, -80.0, -42.0),
    (35.0, -68.0, -38.5),
    (43.5, -55.0, -32.0),
    (49.5, -43.0, -23.0),
    (52.5, -37.0, -12.5),
    (52.5, -43.0, -3.5),
    (51.5, -52.0, 3.0),
)
"""Left course: along the ramus of the ischium, round the place of its spine and back into the pelvis."""
_TAKING = 1
"""Where on it the prostatic plexus lets out."""


def internal_pudendal(land: Terrain, side: str, knot: WayPoint) -> list[Vessel]:
    """The vein of a side with what comes to it from a knot of the prostatic plexus."""
    name, radius = f"{PUDENDAL}.{side}", land.radius("S1", "internal_pudendal_vein")
    sign, chance = sign_of(side), land.chance(f"{PUDENDAL} {side}")
    taking = f"{name}.taking"
    path = [way(_place(land, _UNDER_MM), 0.6 * radius, _UNDER)]
    for number, (x, y, z) in enumerate(_COURSE_MM):
        drift = chance.normal(0.0, 0.8, 3).clip(-1.6, 1.6)
        size = radius * (0.75 + 0.03 * number) * float(chance.uniform(0.92, 1.08))
        place = _place(land, (sign * x, y, z)) + land.scale * drift
        path.append(way(place, size, taking if number == _TAKING else None))
    mouth = way(
        iliac.internal_place(land, side, iliac.PUDENDAL_SHARE),
        1.1 * radius,
        iliac.internal_junction(side, "pudendal"),
    )
    at = path[1 + _TAKING]
    bow = 0.5 * (_point(at) + _point(knot)) + land.scale * chance.uniform(-2.0, 2.0, 3)
    slight = 0.8 * radius
    given = vein(name, knot, way(bow, slight), way(_point(at), slight, taking))
    return [vein(name, *path, mouth), given]


def deep_dorsal(land: Terrain, knots: Sequence[WayPoint]) -> list[Vessel]:
    """From before the place of the symphysis under it, then parted to knots of the prostatic plexus."""
    radius, fork = land.radius("S1", "deep_dorsal_vein"), f"{DORSAL}.fork"
    stem = vein(
        DORSAL,
        *(way(_place(land, each), radius) for each in _DORSAL_MM),
        way(_place(land, _UNDER_MM), radius, _UNDER),
        way(_place(land, _FORK_MM), radius, fork),
    )
    limbs = [vein(DORSAL, way(_place(land, _FORK_MM), 0.8 * radius, fork), each) for each in knots]
    return [stem, *limbs]


def _place(land: Terrain, place: tuple[float, float, float]) -> Floats:
    found: Floats = land.tabled("Co1", *place)
    return found


def _point(at: WayPoint) -> Floats:
    return np.array(at.point)
