"""Hemiazygos and accessory hemiazygos vein: the left side's way to the azygos vein."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.veins.collecting import azygos_line
from meshes.veins.collecting.calibre import gathering
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain
from meshes.veins.site import way

LOWER, UPPER = "vein.segmental.hemiazygos", "vein.segmental.accessory-hemiazygos"
_LOWER_SPAN, _UPPER_SPAN = ("T9", "T12"), ("T5", "T8")
_ANGLE = 52.0


def hemiazygos(land: Terrain) -> list[Vessel]:
    """The lower vein from T12 up to T9, the upper from T5 down to T8, each with its crossing."""
    out = []
    for family, span in ((LOWER, _LOWER_SPAN), (UPPER, _UPPER_SPAN)):
        sizes = radii(land, family)
        stops: list[Stop] = []
        for level in reversed(land.between(*span)):
            stops += _stops(land, family, level, sizes[level])
        out += along_levels(family, stops)
        out += _crossing(land, family, sizes)
    return out


def radii(land: Terrain, family: str) -> dict[str, float]:
    """Radius at each level of one of the two, mm."""
    lower = family == LOWER
    levels = land.between(*(_LOWER_SPAN if lower else _UPPER_SPAN))
    inflow = {level: [land.radius(level, "posterior_intercostal_vein")] for level in levels if level != "T12"}
    order = tuple(reversed(levels)) if lower else levels
    start = "hemiazygos_origin" if lower else "accessory_hemiazygos_origin"
    return gathering(land.radius("T9", start), order, inflow)


def outflows(land: Terrain) -> dict[str, float]:
    """What each crossing brings to the azygos vein, by the level where it joins."""
    out = {}
    for family, level in ((LOWER, "T9"), (UPPER, "T8")):
        if land.has(level):
            out[level] = radii(land, family)[level]
    return out


def junction(level: str) -> str:
    """Where the left intercostal vein of a level joins."""
    return f"hemiazygos.{level}.left"


def origin() -> str:
    """Where the left ascending lumbar and subcostal vein make the hemiazygos vein."""
    return f"{LOWER}.origin"


def top() -> str:
    """Upper end of the accessory vein, where it meets the left superior intercostal vein."""
    return f"{UPPER}.top"


def _stops(land: Terrain, family: str, level: str, radius: float) -> list[Stop]:
    half = land.bodies[level].height / 2
    turn = _ANGLE + float(land.chance(f"{family} sway {level}").normal(0.0, 3.5))
    names = [(-0.9, None), (-0.1, junction(level)), (0.8, None)]
    if level == "T9":
        names = [(-0.9, None), (-0.1, junction(level))]
    elif level == "T8":
        names = names[1:]
    elif level == "T5":
        names = [(-0.9, None), (-0.1, junction(level)), (0.8, top())]
    spots = [(turn, half * height) for height, _ in names]
    if level == "T12":
        names = [(0.0, origin()), (0.0, None), (0.0, None)]
        spots = azygos_line.origin_spots(turn, half)
    places = land.round_body(level, spots, radius + azygos_line.GAP_MM)
    return [stop(level, place, radius, name) for place, (_, name) in zip(places, names, strict=True)]


def _crossing(land: Terrain, family: str, sizes: dict[str, float]) -> list[Vessel]:
    """Behind the place of the aorta to the azygos vein of the same level."""
    level = "T9" if family == LOWER else "T8"
    if not land.has(level):
        return []
    radius, half = sizes[level], land.bodies[level].height / 2
    aim = azygos_line.angle(land, level)
    spots = [(_ANGLE - 22.0, 0.22 * half), (0.35 * _ANGLE + 0.4 * aim, 0.5 * half), (aim, 0.55 * half)]
    places = land.round_body(level, spots, radius + azygos_line.GAP_MM)
    start = land.round_body(level, [(_ANGLE, -0.1 * half)], radius + azygos_line.GAP_MM)[0]
    return [
        vein(
            f"{family}.{level}",
            way(start, radius, junction(level)),
            *(way(place, radius) for place in places[:2]),
            way(places[2], radius, azygos_line.crossing(level)),
        )
    ]
