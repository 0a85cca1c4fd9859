"""Posterior intercostal and subcostal veins, and the superior intercostal veins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.collecting import azygos_line, hemiazygos, superior_caval
from meshes.veins.collecting.calibre import gathering
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.segmental import from_wall, root
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.surroundings.site import way

FAMILY = "vein.segmental.intercostal"
SUBCOSTAL = "vein.segmental.subcostal"
SUPERIOR = "vein.segmental.superior-intercostal"
UPPER = ("T2", "T3", "T4")
"""Levels whose veins go to the superior intercostal veins."""

_SIDEWAYS_MM = 26.0
"""How far beyond the transverse process a vein is followed before it is cut off."""
_THICKENING = (0.7, 0.85, 0.95, 1.0)
"""Calibre along its outer part, from the cut end on, as shares."""


def intercostal(land: Terrain) -> list[Vessel]:
    """The veins of the first to eleventh space, the subcostal veins and both superior intercostal veins."""
    out: list[Vessel] = []
    for side in SIDES:
        out += _superior(land, side)
        for level in land.between("T1", "T11"):
            out += _space(land, level, side)
        if land.has("T12"):
            out += _subcostal(land, side)
    return out


def subcostal_junction(side: str) -> str:
    """Where the ascending lumbar vein meets the subcostal vein."""
    return f"{SUBCOSTAL}.{side}.lumbar"


def subcostal_place(land: Terrain, side: str) -> Vector:
    """Place of that junction, in the world."""
    body = land.bodies["T12"]
    return land.world("T12", sign_of(side) * (body.half_width + 4.5), -0.3 * body.depth, -0.72 * body.height)


def _space(land: Terrain, level: str, side: str) -> list[Vessel]:
    name = f"{FAMILY}.{level}.{side}"
    radius = land.radius(level, "posterior_intercostal_vein")
    entry = f"{name}.entry"
    beside = _beside(land, level, side, radius)
    out = [
        vein(
            name,
            *_outer(land, level, side, radius),
            way(beside, radius, entry),
            *_inner(land, level, side, radius),
        )
    ]
    return out + root(land, level, side, name, way(beside, radius, entry))


def _outer(land: Terrain, level: str, side: str, radius: float) -> list[WayPoint]:
    """From the cut end along the lower border of the rib to the front of its neck."""
    if level in land.ribs:
        return _below_rib(land, level, side, radius)
    tip = land.column.landmarks[level].transverse_tip
    drop = land.bodies[level].height
    places = [
        (tip[0] + _SIDEWAYS_MM, tip[1] + 1.0, tip[2] - 1.25 * drop),
        (tip[0] + 0.5 * _SIDEWAYS_MM, tip[1] - 0.5, tip[2] - 1.0 * drop),
        (tip[0] + 1.0, tip[1] - 5.5, tip[2] - 0.82 * drop),
        (0.62 * tip[0] + 6.0, 0.45 * tip[1] - 2.0, -0.68 * drop),
    ]
    return from_wall(land, level, side, places, [share * radius for share in _THICKENING])


def _below_rib(land: Terrain, level: str, side: str, radius: float) -> list[WayPoint]:
    """Along the lower border of the stub of a rib, from a little beyond its cut end to its neck."""
    path, tall = land.ribs[level]
    mirror = np.array([sign_of(side), 1.0, 1.0])
    end = (path[-1] - path[-4]) / float(np.linalg.norm(path[-1] - path[-4]))
    line = np.concatenate([path, path[-1:] + [[5.0]] * end, path[-1:] + [[11.0]] * end])
    size = np.concatenate([tall, tall[-1:], tall[-1:]])
    inward = np.array([0.0, -1.2, -1.0])
    last = len(line) - 1
    stops = [last, last - 1, round(0.72 * (last - 2)), round(0.48 * (last - 2))]
    out = []
    for place, share in zip(stops, _THICKENING, strict=True):
        away = size[place] + radius + 0.8
        out.append(way((line[place] + away * inward / np.linalg.norm(inward)) * mirror, share * radius))
    return out


def _beside(land: Terrain, level: str, side: str, radius: float) -> Vector:
    """Beside the body, in front of the foramen and below the head of the rib."""
    height = land.bodies[level].height
    if level == "T1":  # straight forwards from the neck of its rib, without coming up to the body
        return land.world(level, sign_of(side) * 27.5, -4.0, -0.5 * height)
    place: Vector = land.round_body(level, [(sign_of(side) * 103.0, -0.25 * height)], radius + 2.8)[0]
    return place


def _inner(land: Terrain, level: str, side: str, radius: float) -> list[WayPoint]:
    """Round the body to the vein that takes it."""
    if level == "T1":
        return _to_brachiocephalic(land, side, radius)
    if level in UPPER:
        return [way(_gather(land, level, side), radius, f"{SUPERIOR}.{level}.{side}")]
    sign, half = sign_of(side), land.bodies[level].height / 2
    aim = azygos_line.angle(land, level) if side == "right" else hemiazygos.ANGLE
    height = -0.1 if side == "right" else hemiazygos.height(land, level)
    turns = [88.0, 0.5 * (88.0 + abs(aim))]
    places = land.round_body(level, [(sign * turn, (height - 0.1) * half) for turn in turns], radius + 2.4)
    name = azygos_line.junction(level) if side == "right" else hemiazygos.junction(level)
    gap = radius + azygos_line.GAP_MM
    end = land.round_body(level, [(aim, height * half)], gap + 1.0)[0]
    return [*(way(place, radius) for place in places), way(end, radius, name)]


def _to_brachiocephalic(land: Terrain, side: str, radius: float) -> list[WayPoint]:
    if not land.has("T1", "T2", "T3", "T4", "T5", "T6"):
        return [way(land.world("T1", sign_of(side) * 24.0, -14.0, 2.0), radius)]
    end = superior_caval.angle_place(land, side)
    middle = 0.5 * (_beside(land, "T1", side, radius) + end) + [sign_of(side) * 0.5, 0.0, -2.0]
    return [way(middle, radius), way(end, radius, superior_caval.venous_angle(side))]


def _gather(land: Terrain, level: str, side: str) -> Vector:
    half = land.bodies[level].height / 2
    turn = sign_of(side) * (80.0 if side == "right" else 76.0)
    gap = land.radius(level, "superior_intercostal_vein") + 3.2
    # The lowest right one stays higher, where the vein turns forwards below it.
    height = 0.25 if (level, side) == ("T4", "right") else -0.25
    place: Vector = land.round_body(level, [(turn, height * half)], gap)[0]
    return place


def _superior(land: Terrain, side: str) -> list[Vessel]:
    levels = land.between(UPPER[0], UPPER[-1])
    if not levels:
        return []
    flow = {level: [land.radius(level, "posterior_intercostal_vein")] for level in levels}
    order = levels if side == "right" else tuple(reversed(levels))
    sizes = gathering(0.6 * land.radius(levels[0], "posterior_intercostal_vein"), order, flow)
    stops: list[Stop] = [
        stop(level, _gather(land, level, side), sizes[level], f"{SUPERIOR}.{level}.{side}")
        for level in levels
    ]
    if side == "right":
        return along_levels(SUPERIOR, stops + _right_end(land, sizes), f".{side}")
    return _left(land, stops, sizes)


def _right_end(land: Terrain, sizes: dict[str, float]) -> list[Stop]:
    if not land.has("T4", "T5"):
        return []
    half, gap = land.bodies["T4"].height / 2, land.radius("T4", "superior_intercostal_vein") + 3.2
    spots = [(-74.0, -0.2 * half), (-57.0, -0.47 * half)]
    *turning, end = (
        *land.round_body("T4", spots, gap + 1.0),
        land.round_body("T4", [(-38.0, -0.5 * half)], 9.0)[0],
    )
    bend = [stop("T4", place, sizes["T4"]) for place in turning]
    return [*bend, stop("T4", end, sizes["T4"], azygos_line.RISE)]


def _left(land: Terrain, stops: list[Stop], sizes: dict[str, float]) -> list[Vessel]:
    """Up from the accessory hemiazygos, down from T2, and from T3 over the left of the aortic arch to the
    brachiocephalic vein.
    """
    if land.has("T4", "T5"):
        half = land.bodies["T5"].height / 2
        start = land.round_body("T5", [(hemiazygos.ANGLE, 0.85 * half)], 4.5)[0]
        stops = [*stops, stop("T4", start, 0.8 * sizes["T4"], hemiazygos.top())]
    if not land.has("T1", "T2", "T3", "T4", "T5", "T6"):
        return along_levels(SUPERIOR, stops, ".left")
    upper, gather, *lower = stops
    slight = land.radius("T2", "posterior_intercostal_vein")
    down = [replace(upper.point, radius=slight), replace(gather.point, radius=slight)]
    begin, end = np.array(gather.point.point), superior_caval.passing_place(land, "left")
    over = [begin + share * (end - begin) + _ROUND_THE_ARCH_MM * round_it for share, round_it in _OVER]
    radius = sizes["T2"]
    first = [
        stop("T3", end, radius, superior_caval.passing("left")),
        *(stop("T3", place, radius) for place in reversed(over)),
        stop("T3", begin, radius, gather.point.junction),
    ]
    out = along_levels(SUPERIOR, [*first, *lower], ".left")
    return [vein(f"{SUPERIOR}.T2.left", *down), *out]


_ROUND_THE_ARCH_MM = np.array([11.0, 0.0, 4.0])
"""How far to the left and upwards it goes round the arch of the aorta; illustrative."""
_OVER = ((0.3, 0.8), (0.68, 1.0))
"""Shares of the way to the brachiocephalic vein, and of that, at which it has way-points."""


def _subcostal(land: Terrain, side: str) -> list[Vessel]:
    name = f"{SUBCOSTAL}.{side}"
    radius = land.radius("T12", "subcostal_vein")
    entry = way(subcostal_place(land, side), radius, subcostal_junction(side))
    origin = azygos_line.origin() if side == "right" else hemiazygos.origin()
    turn = azygos_line.angle(land, "T12") if side == "right" else hemiazygos.ANGLE
    start = "azygos_origin" if side == "right" else "hemiazygos_origin"
    size = land.radius("T9", start)
    half = land.bodies["T12"].height / 2
    first = azygos_line.origin_spots(turn, half)[0]
    beside = (0.25 * first[0] + 0.75 * sign_of(side) * azygos_line.SIDE_DEG, -1.0 * half)
    round_it, end = land.round_body("T12", [beside, first], size + azygos_line.GAP_MM)
    out = [
        vein(
            name,
            *_outer(land, "T12", side, radius)[:3],
            entry,
            way(round_it, size),
            way(end, size, origin),
        )
    ]
    return out + root(land, "T12", side, name, entry)
