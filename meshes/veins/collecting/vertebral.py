"""Vertebral veins: a plexus round the artery's place in the transverse foramina, one trunk below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting import superior_caval, transverse_foramina
from meshes.veins.collecting.course import Stop, along_levels, drawn_only, stop, vein
from meshes.veins.collecting.terrain import Terrain, mouth_name, sign_of, start_name
from meshes.veins.surroundings.site import way

FAMILY = "vein.segmental.vertebral"
SPAN = ("C1", "C7")
_STRANDS = {"fore": 250.0, "outer": -45.0, "hind": 130.0}
"""Strands of the plexus and where they lie round the artery, degrees from lateral towards the back: the outer
one before the nerve and what comes out beside it of the intervertebral foramen."""
_IN_AXIS = {**_STRANDS, "outer": 20.0}
"""The same in the narrow channel of the axis: as far from each other as there is room."""
_OPENING = {"root": 0.3, "outer": 0.5, "fore": 0.78}
"""How far on the way from the foramen of C6 to the trunk what comes from the spine and the other strands open
into the hind strand."""
_BEHIND_MM = 1.5
_SHARE = 0.6
"""How far from the middle of the foramen to its wall they lie."""


def vertebral(land: Terrain) -> list[Vessel]:
    """Both sides, from the atlas to the brachiocephalic vein."""
    return [each for side in SIDES for each in _side(land, side)]


def trunk_junction(side: str) -> str:
    """Where the strands come together below C6, and the deep cervical vein joins farther on."""
    return f"{FAMILY}.{side}.trunk"


def girdle_ends(junctions: Mapping[str, int]) -> list[frozenset[int]]:
    """By level and side the nodes between two of which a cross-link of the strands may run.

    `junctions` are the nodes of named junctions.
    """
    return [
        frozenset(junctions[name] for name in names if name in junctions)
        for level in LEVELS[LEVELS.index(SPAN[0]) : LEVELS.index(SPAN[1])]
        for side in SIDES
        for names in ([f"{FAMILY}.{level}.{side}.{strand}" for strand in _STRANDS],)
    ]


def _side(land: Terrain, side: str) -> list[Vessel]:
    levels = land.between("C1", "C6") if land.has("C6") else ()
    if not levels:
        return []
    out: list[Vessel] = []
    for strand in _STRANDS:
        out += along_levels(FAMILY, _strand(land, levels, side, strand), f".{side}", f".{strand}")
    for level in levels[1:-1]:
        out += _girdle(land, level, side)
    return drawn_only([*out, *_roots(land, side), *_trunk(land, side)])


def _strand(land: Terrain, levels: Sequence[str], side: str, strand: str) -> list[Stop]:
    """One strand from above downwards: the hind one goes on as the trunk, the others open into it."""
    radius = land.radius("C4", "vertebral_vein_plexus") * (0.85 if strand == "outer" else 1.0)
    turn = _STRANDS[strand]
    stops = _beginning(land, levels, side, strand, radius)
    for place, level in enumerate(levels):
        if level == "C1":
            continue
        middle, half = transverse_foramina.middle(land, level, side)
        at = middle + _round(turn + 9.0 * place, side, _SHARE * half)
        stops.append(stop(level, at, min(radius, 0.24 * half), f"{FAMILY}.{level}.{side}.{strand}.in"))
        if level != levels[-1]:
            below = transverse_foramina.middle(land, levels[place + 1], side)[0]
            mid = 0.5 * (middle + below) + _round(turn + 9.0 * place, side, 0.85 * half)
            stops.append(stop(level, mid, 1.15 * radius, f"{FAMILY}.{level}.{side}.{strand}"))
    end, last = _trunk_place(land, side), np.array(stops[-1].point.point)
    for other, share in _OPENING.items():
        place = last + share * (end - last)
        if other == strand:
            hind = np.array(_strand(land, levels[-1:], side, "hind")[0].point.point)
            return [*stops, stop("C6", hind + share * (end - hind), radius, _opening(side, other))]
        if strand == "hind":
            stops.append(stop("C6", place, (1.0 + 0.5 * share) * radius, _opening(side, other)))
    return [*stops, stop("C6", end, 1.5 * radius, trunk_junction(side))]


def _beginning(land: Terrain, levels: Sequence[str], side: str, strand: str, radius: float) -> list[Stop]:
    """From the outlet of the atlas, or from the vein that comes down through it, to the axis's channel."""
    if levels[0] != "C1":
        return []
    outlet = land.outlet("C1", side, radius) if strand == "hind" else None
    if outlet is not None:
        first = Stop("C1", outlet)
    elif (side, strand) in land.starts:
        first = stop("C1", land.starts[side, strand], radius, start_name(side, strand))
    else:
        first = stop("C1", transverse_foramina.middle(land, "C1", side)[0], radius, f"{FAMILY}.{side}.top")
    return [first, *(_through_axis(land, side, _IN_AXIS[strand], radius) if land.has("C2") else [])]


def _opening(side: str, strand: str) -> str:
    """Where another opens into the hind strand below C6."""
    return f"{FAMILY}.C6.{side}.{strand}.mouth"


def _through_axis(land: Terrain, side: str, turn: float, radius: float) -> list[Stop]:
    """From under the atlas into the lateral mouth of the axis's channel and to its knee."""
    out, knee, half = transverse_foramina.axis_turns(land, side)
    above = transverse_foramina.middle(land, "C1", side)[0]
    aside = 0.45 * half
    return [
        stop("C1", 0.5 * (above + out) + _round(turn, side, 1.4 * half), radius),
        stop("C2", out + _round(turn, side, aside), 0.8 * radius),
        stop("C2", knee + _round(turn, side, aside), 0.75 * radius),
    ]


def _round(turn_deg: float, side: str, reach: float) -> Vector:
    turn = np.radians(turn_deg)
    return reach * np.array([sign_of(side) * np.cos(turn), np.sin(turn), 0.0])


def _girdle(land: Terrain, level: str, side: str) -> list[Vessel]:
    """A cross-link between two strands below a foramen."""
    chance = land.chance(f"{FAMILY} girdle {level} {side}")
    one, other = list(_STRANDS)[int(chance.integers(3))], "hind"
    one = "fore" if one == other else one
    radius = 0.8 * land.radius("C4", "vertebral_vein_plexus")
    levels = land.between("C1", "C6")
    ends = [
        next(
            each.point
            for each in _strand(land, levels, side, strand)
            if each.point.junction == f"{FAMILY}.{level}.{side}.{strand}"
        )
        for strand in (one, other)
    ]
    a, b = (np.array(each.point) for each in ends)
    middle, half = transverse_foramina.middle(land, level, side)
    out = 0.5 * (a + b) - middle
    out[2] = 0.0
    bow = 0.5 * (a + b) + 0.5 * half * out / max(float(np.linalg.norm(out)), 1e-6)
    return [
        vein(
            f"{FAMILY}.{level}.{side}",
            way(a, radius, ends[0].junction),
            way(bow, radius),
            way(b, radius, ends[1].junction),
        )
    ]


def _roots(land: Terrain, side: str) -> list[Vessel]:
    """From the intervertebral foramina to the hind strand beside them."""
    out = []
    for level in land.between(*SPAN):
        outlet = land.outlet(level, side, land.radius(level, "vertebral_vein_plexus"))
        if outlet is None:
            continue
        levels = land.between("C1", "C6")
        name = f"{FAMILY}.{level}.{side}"
        if level == "C1":
            continue  # the hind strand begins there
        if level in levels:
            target = _opening(side, "root") if level == "C6" else f"{FAMILY}.{level}.{side}.hind"
            strand = _strand(land, levels, side, "hind")
            end = next(each.point for each in strand if each.point.junction == target)
            start = _mouth(land, level, side, end, outlet)
            out.append(vein(name, start, _bow(land, start, end), end))
        else:
            radius = land.radius("C7", "vertebral_vein_plexus")
            out.append(vein(name, outlet, way(_passing(land, side), radius, _passing_name(side))))
    return out


def _mouth(land: Terrain, level: str, side: str, end: WayPoint, outlet: WayPoint) -> WayPoint:
    """The place of the intervertebral vein of a level next to where it is taken up, not after a way back
    beside it from its outlet; the outlet where none is known.
    """
    mouths = np.array(land.mouths.get((level, side), np.zeros((0, 3))))
    if not len(mouths):
        return outlet
    number = int(np.linalg.norm(mouths - end.point, axis=1).argmin())
    return way(mouths[number], outlet.radius, mouth_name(level, side, number))


def _bow(land: Terrain, start: WayPoint, end: WayPoint) -> WayPoint:
    """Half-way and behind: before it the net on the bodies comes to the same outlet."""
    middle = 0.5 * (np.array(start.point) + np.array(end.point)) + [0.0, _BEHIND_MM * land.scale, 0.0]
    return way(middle, 0.5 * (start.radius + end.radius))


def _trunk_place(land: Terrain, side: str) -> Vector:
    middle, _ = transverse_foramina.middle(land, "C6", side)
    return middle + land.scale * np.array([sign_of(side) * 1.0, -3.5, -8.5])


def _passing(land: Terrain, side: str) -> Vector:
    return land.tabled("C7", sign_of(side) * 22.0, -8.5, -3.5)


def _passing_name(side: str) -> str:
    return f"{FAMILY}.C7.{side}.passing"


def _trunk(land: Terrain, side: str) -> list[Vessel]:
    """In front of the transverse process of C7 down to the brachiocephalic vein."""
    if not land.has("C7", "T1", "T2", "T3", "T4", "T5", "T6"):
        return []
    radius, sign = land.radius("C7", "vertebral_vein"), sign_of(side)
    end = superior_caval.angle_place(land, side)
    return [
        vein(
            f"{FAMILY}.C7.{side}",
            way(_trunk_place(land, side), 0.8 * radius, trunk_junction(side)),
            way(_passing(land, side), 0.9 * radius, _passing_name(side)),
            way(
                0.5 * (_passing(land, side) + end) + land.scale * np.array([sign * 1.5, -3.0, 0.0]),
                radius,
                entry_name(side),
            ),
            way(end, 1.1 * radius, superior_caval.venous_angle(side)),
        )
    ]


def entry_name(side: str) -> str:
    """Where the deep cervical vein joins the trunk."""
    return f"{FAMILY}.C7.{side}.entry"


def entry_place(land: Terrain, side: str) -> Vector:
    """Place of that junction, in the world."""
    end = superior_caval.angle_place(land, side)
    return 0.5 * (_passing(land, side) + end) + land.scale * np.array([sign_of(side) * 1.5, -3.0, 0.0])
