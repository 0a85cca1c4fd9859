"""Hemiazygos and accessory hemiazygos vein: the left side's way to the azygos vein.

Where a person has one way behind the aorta the accessory vein ends in the hemiazygos vein.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meshes.network.builder import Vessel
from meshes.veins.collecting import azygos_line
from meshes.veins.collecting.calibre import gathering
from meshes.veins.collecting.course import Stop, along_levels, stop
from meshes.veins.collecting.terrain import Spot, Terrain
from meshes.veins.variation import ACCESSORY, ACCESSORY_TOP, HEMIAZYGOS_FOOT, HEMIAZYGOS_VEIN, left_veins

ANGLE = 52.0
"""How far to the left of the front of the bodies both run, degrees."""

_ROUND = ((0.8, 0.5), (0.52, 0.84), (0.24, 0.97), (0.0, 1.0))
"""How they turn off to the azygos vein: what of the angle is still to go and of the height is gone, as shares
of the way from where they take up the vein of that level to where they open."""
_MEETING = 1
"""At which of these places the accessory vein opens into the other where it has no end of its own."""
LINK = {HEMIAZYGOS_VEIN: 0.35, ACCESSORY: 0.45}
"""Height at which a retro-aortic vein leaves, in half heights of the body."""
_TAKEN = {HEMIAZYGOS_VEIN: -0.3, ACCESSORY: 0.3}
"""Height at which they take up the vein of the level of their crossing, in half heights of the body."""


def hemiazygos(land: Terrain) -> list[Vessel]:
    """The lower vein upwards, the upper one downwards, each to its crossing."""
    out = []
    for family in (HEMIAZYGOS_VEIN, ACCESSORY):
        sizes = radii(land, family)
        stops: list[Stop] = []
        for level in _levels(land, family):
            stops += _stops(land, family, level, sizes)
        out += along_levels(family, stops)
    return out


def crossing_level(land: Terrain, family: str) -> str:
    """The level at which one of the two crosses."""
    return left_veins(land.person.hemiazygos_level)[family][-1]


def radii(land: Terrain, family: str, is_alone: bool = False) -> dict[str, float]:
    """Radius at each level of one of the two, mm; without what the other brings if `is_alone`."""
    levels = _levels(land, family)
    inflow = {
        level: [land.radius(level, "posterior_intercostal_vein")]
        for level in levels
        if level != HEMIAZYGOS_FOOT
    }
    if (
        family == HEMIAZYGOS_VEIN
        and _is_joined(land)
        and not is_alone
        and crossing_level(land, family) in levels
    ):
        inflow[levels[-1]] += list(radii(land, ACCESSORY).values())[-1:]
    start = "hemiazygos_origin" if family == HEMIAZYGOS_VEIN else "accessory_hemiazygos_origin"
    return gathering(land.radius("T9", start), levels, inflow)


def outflows(land: Terrain) -> dict[str, float]:
    """What each crossing brings to the azygos vein, by the level where it joins."""
    out = {}
    for family in (HEMIAZYGOS_VEIN, ACCESSORY):
        level = crossing_level(land, family)
        if land.has(level) and not (family == ACCESSORY and _is_joined(land)):
            out[level] = radii(land, family)[level]
    return out


def junction(level: str) -> str:
    """Where the left intercostal vein of a level joins."""
    return f"hemiazygos.{level}.left"


def height(land: Terrain, level: str) -> float:
    """Height of that junction over the middle of the body, in half heights."""
    found = [taken for family, taken in _TAKEN.items() if crossing_level(land, family) == level]
    return found[0] if found else -0.1


def origin() -> str:
    """Where the left ascending lumbar and subcostal vein make the hemiazygos vein."""
    return f"{HEMIAZYGOS_VEIN}.origin"


def top() -> str:
    """Upper end of the accessory vein, where it meets the left superior intercostal vein."""
    return f"{ACCESSORY}.top"


def _levels(land: Terrain, family: str) -> tuple[str, ...]:
    """The built levels of one of the two in the order of its flow."""
    return tuple(each for each in left_veins(land.person.hemiazygos_level)[family] if land.has(each))


def _is_joined(land: Terrain) -> bool:
    """Whether the accessory vein ends in the hemiazygos vein."""
    return land.person.links == 1


def _stops(land: Terrain, family: str, level: str, sizes: Mapping[str, float]) -> list[Stop]:
    """The places at a level in the order of the flow."""
    half, turn, radius = land.bodies[level].height / 2, turn_of(land, family, level), sizes[level]
    up = 1.0 if family == HEMIAZYGOS_VEIN else -1.0
    if level == HEMIAZYGOS_FOOT:
        spots: list[Spot] = azygos_line.origin_spots(turn, half)
        return _placed(land, level, spots, [origin(), None, None], [radius] * 3)
    came = top() if level == ACCESSORY_TOP else None
    spots, names = [(turn, -0.85 * up * half), (turn, height(land, level) * half)], [came, junction(level)]
    if level in land.person.retroaortic_levels:
        place = 1 if LINK[family] * up < height(land, level) * up else 2
        spots.insert(place, (turn, LINK[family] * half))
        names.insert(place, link(level))
    if level != crossing_level(land, family):
        return _placed(land, level, [*spots, (turn, 0.8 * up * half)], [*names, None], [radius] * 4)
    if family == ACCESSORY and _is_joined(land):
        own = _placed(land, level, [*spots, (turn, 0.8 * up * half)], [*names, None], [radius] * 4)
        return [*own, *_into_hemiazygos(land, level, radius)]
    more = _crossing(land, family, level, turn)
    ways: list[str | None] = [None] * (len(more) - 1) + [azygos_line.crossing(level, up > 0)]
    before = radius
    if family == HEMIAZYGOS_VEIN and _is_joined(land):
        ways[_MEETING] = meeting()
        before = radii(land, family, is_alone=True)[level]
    widths = [before] * (len(spots) + _MEETING) + [radius] * (len(more) - _MEETING)
    return _placed(land, level, spots + more, names + ways, widths)


def _placed(
    land: Terrain, level: str, spots: Sequence[Spot], names: Sequence[str | None], sizes: Sequence[float]
) -> list[Stop]:
    """Stops at spots round the body of a level, all as far from it as the widest asks."""
    places = land.round_body(level, spots, max(sizes[: len(spots)]) + azygos_line.GAP_MM)
    return [stop(level, place, size, name) for place, name, size in zip(places, names, sizes, strict=False)]


def turn_of(land: Terrain, family: str, level: str) -> float:
    """Angle at which one of the two runs at a level, degrees."""
    return ANGLE + float(land.chance(f"{family} sway {level}").normal(0.0, 3.5))


def _into_hemiazygos(land: Terrain, level: str, radius: float) -> list[Stop]:
    """How the accessory vein goes on from its last level where it opens into the hemiazygos vein."""
    lower = left_veins(land.person.hemiazygos_level)[HEMIAZYGOS_VEIN][-1]
    if not land.has(lower):
        return []
    half, turn = land.bodies[lower].height / 2, turn_of(land, HEMIAZYGOS_VEIN, lower)
    end = _crossing(land, HEMIAZYGOS_VEIN, lower, turn)[_MEETING]
    spots = [(0.5 * (turn + end[0]) + 6.0, 0.86 * half), end]
    places = land.round_body(lower, spots, radius + azygos_line.GAP_MM)
    return [stop(level, place, radius, name) for place, name in zip(places, (None, meeting()), strict=True)]


def meeting() -> str:
    """Where the accessory vein opens into the hemiazygos vein, where it has no end of its own."""
    return f"{ACCESSORY}.meeting"


def link(level: str) -> str:
    """Where a retro-aortic vein of a level leaves one of the two."""
    return f"hemiazygos.{level}.link"


def _crossing(land: Terrain, family: str, level: str, turn: float) -> list[Spot]:
    """Behind the place of the aorta to the azygos vein of the same level, in an even bend."""
    half, aim = land.bodies[level].height / 2, azygos_line.angle(land, level)
    start = _TAKEN[family]
    end = azygos_line.ABOVE if family == HEMIAZYGOS_VEIN else azygos_line.BELOW
    told = [(aim + left * (turn - aim), start + gone * (end - start)) for left, gone in _ROUND]
    return [(angle, share * half) for angle, share in told]
