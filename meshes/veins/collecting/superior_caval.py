"""Superior vena cava and brachiocephalic veins: where neck, upper thorax and azygos vein let out."""

from __future__ import annotations

from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel
from meshes.network.junction import parent_radius
from meshes.veins.collecting.course import along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain
from meshes.veins.surroundings.site import way

FAMILY = "vein.caval.superior"
BRACHIOCEPHALIC = "vein.caval.brachiocephalic"
ARCH_JUNCTION = f"{FAMILY}.arch"
CONFLUENCE = f"{FAMILY}.confluence"

_SPAN = ("T3", "T6")
_RIGHT_MM = -23.0
_STEEP_MM = 4.0
"""How much steeper than straight both brachiocephalic veins come down to where they meet; the left, which
comes across, opens into what the right goes on as."""
_COURSE = (("T3", 0.3), ("T3", -0.4), ("T4", 0.1), ("T4", -0.6), ("T5", 0.1), ("T6", 0.5), ("T6", 0.0))
"""Places along it: level, and height over the middle of the body there in heights of that."""
_MOUTHS = {"T3": 1, "T4": 2, "T5": 4}
"""At which of them the azygos vein opens, by the level where it ends."""
_BEFORE_MM = 34.0
"""How far in front of the spine its axis runs."""


def superior_caval(land: Terrain) -> list[Vessel]:
    """The cava from T3 to T6 and both brachiocephalic veins at T2, cut off where neck and arm begin."""
    if not land.has("T1", "T2", *land.between(*_SPAN)) or len(land.between(*_SPAN)) < 4:
        return []
    below = land.radius("T4", "superior_vena_cava")
    arch = land.radius("T4", "azygos_termination")
    above = (below**3 - arch**3) ** (1.0 / 3.0)
    mouth, last = _MOUTHS[land.person.azygos_end], len(_COURSE) - 1
    named = {0: CONFLUENCE, mouth: ARCH_JUNCTION}
    sizes = [above if place <= mouth else below for place in range(last)] + [0.96 * below]
    stops = [
        stop(level, _axis(land, level, height), sizes[place], named.get(place))
        for place, (level, height) in enumerate(_COURSE)
    ]
    return [*along_levels(FAMILY, stops), *(_brachiocephalic(land, side) for side in SIDES)]


def arch_mouth(land: Terrain) -> Vector:
    """Where the arch of the azygos vein opens into the back of the cava, in the world."""
    return _axis(land, *_COURSE[_MOUTHS[land.person.azygos_end]])


def venous_angle(side: str) -> str:
    """Where internal jugular and subclavian vein would meet, and the veins of the neck join."""
    return f"{BRACHIOCEPHALIC}.{side}.angle"


def angle_place(land: Terrain, side: str) -> Vector:
    """Place of that junction, in the world."""
    depth = land.bodies["T1"].depth
    return land.tabled("T1", SIDES[side] * 33.0, -depth / land.scale - 26.0, 2.0)


def passing(side: str) -> str:
    """A junction half-way along a brachiocephalic vein."""
    return f"{BRACHIOCEPHALIC}.{side}.passing"


def passing_place(land: Terrain, side: str) -> Vector:
    """Place of that junction, in the world."""
    depth = land.bodies["T2"].depth
    x = 15.0 if side == "left" else -27.0
    return land.tabled("T2", x, -depth / land.scale - 37.0 - (5.0 if side == "left" else 0.0), 2.0)


def _axis(land: Terrain, level: str, height: float) -> Vector:
    body = land.bodies[level]
    ahead = -body.depth - _BEFORE_MM * land.scale
    return land.world(level, _RIGHT_MM * land.scale, ahead, height * body.height)


def _brachiocephalic(land: Terrain, side: str) -> Vessel:
    below, arch = land.radius("T4", "superior_vena_cava"), land.radius("T4", "azygos_termination")
    radius = (0.5 * (below**3 - arch**3)) ** (1.0 / 3.0)
    place, end = angle_place(land, side), _axis(land, "T3", 0.3)
    start = place + [SIDES[side] * 9.0, -3.0, 5.0]
    return vein(
        f"{BRACHIOCEPHALIC}.{side}",
        way(start, 0.8 * radius),
        way(place, 0.93 * radius, venous_angle(side)),
        way(passing_place(land, side), radius, passing(side)),
        way(0.36 * passing_place(land, side) + 0.64 * end + [0.0, 0.0, _STEEP_MM], 0.95 * radius),
        way(end, 0.85 * radius if side == "left" else parent_radius([radius, radius]), CONFLUENCE),
    )
