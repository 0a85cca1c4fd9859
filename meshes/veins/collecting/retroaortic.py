"""Retro-aortic veins: slight links from the left veins to the azygos vein besides the ends of these."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.veins.collecting import azygos_line, hemiazygos
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain
from meshes.veins.surroundings.site import way
from meshes.veins.variation import ACCESSORY, HEMIAZYGOS_VEIN, left_veins, retroaortic_id

_SLIGHT = 0.75
"""Calibre as a share of that of an intercostal vein; illustrative."""
_WAY = ((1.0, 0.0), (0.7, 0.3), (0.35, 0.62), (0.0, 1.0))
"""Places on the way over: what of the angle is still to go and of the rise is gone."""


def retroaortic(land: Terrain) -> list[Vessel]:
    """Those that a person has, behind the place of the aorta and before the bodies."""
    veins = left_veins(land.person.hemiazygos_level)
    return [
        _link(land, family, level)
        for family in (HEMIAZYGOS_VEIN, ACCESSORY)
        for level in veins[family]
        if level in land.person.retroaortic_levels and land.has(level)
    ]


def _link(land: Terrain, family: str, level: str) -> Vessel:
    radius = _SLIGHT * land.radius(level, "posterior_intercostal_vein")
    half, aim = land.bodies[level].height / 2, azygos_line.angle(land, level)
    turn, start = hemiazygos.turn_of(land, family, level), hemiazygos.LINK[family]
    rise = azygos_line.ABOVE - start
    spots = [(aim + left * (turn - aim), half * (start + gone * rise)) for left, gone in _WAY]
    places = land.round_body(level, spots, radius + azygos_line.GAP_MM)
    names = [hemiazygos.link(level), None, None, azygos_line.crossing(level)]
    ways = (way(place, radius, name) for place, name in zip(places, names, strict=True))
    return vein(retroaortic_id(level), *ways)
