"""The suboccipital plexus round the vertebral artery on the atlas, and the veins that begin or end in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.cranial.skull import PREFIX, Skull, mirrored
from meshes.veins.internal import posterior as posterior_internal
from meshes.veins.surroundings.site import LOOSE, sides, vessel, way
from meshes.veins.variation import Person, condylar_id

_BOW_MM = 2.0
"""How far the tie to the back of the atlas bows backwards."""
_ARTERY_MM = 2.2
"""Half of the room that the artery keeps between the channels."""
_RINGS, _TAKING = (2, 4), 4
"""Knots with a half-ring between the channels, and the one that the occipital vein opens into."""


def suboccipital_plexus(skull: Skull) -> list[Vessel]:
    """Two channels along the artery, above and below it, with links between, tied to canal and back."""
    return [each for side, sign in sides() for each in _plexus(skull, side, sign)]


def _knots(skull: Skull, sign: float) -> Vector:
    return np.array([mirrored(point, sign) for point in skull.artery_bed()[1:]])


def _plexus(skull: Skull, side: str, sign: float) -> list[Vessel]:
    name, radius = f"{PREFIX}.suboccipital-plexus.{side}", skull.radius("suboccipital_plexus")
    bed, chance = _knots(skull, sign), skull.chance(f"suboccipital {side}")
    last = len(bed)
    ends = {1: f"suboccipital.{side}.1", last: f"suboccipital.{side}.{last}"}
    out, rows = [], {}
    for turn, which in ((1.0, "over"), (-1.0, "under")):
        path = []
        for number, place in enumerate(bed, start=1):
            size = radius * float(chance.uniform(0.8, 1.2))
            off = np.zeros(3) if number in ends else _around(bed, number - 1, turn, _ARTERY_MM + radius)
            junction = ends.get(number, f"suboccipital.{side}.{which}.{number}")
            path.append(skull.atlas_way(place + off, size, junction))
        rows[which] = path
        out.append(vessel(name, LOOSE, *path))
    out += [
        _link(skull, side, sign, number, rows["over"][number - 1], rows["under"][number - 1])
        for number in _RINGS
    ]
    return [*out, *_ties(skull, side, sign, name, rows)]


def _around(bed: Vector, at: int, turn: float, off_mm: float) -> Vector:
    """A step off the artery at right angles to it: upwards and outwards, or the other way."""
    along = bed[at + 1] - bed[at - 1]
    up = np.array([0.0, 0.3, 1.0])
    up = up - along * (up @ along) / (along @ along)
    step: Vector = turn * off_mm * up / np.linalg.norm(up)
    return step


def _link(skull: Skull, side: str, sign: float, number: int, high: WayPoint, low: WayPoint) -> Vessel:
    """A half-ring behind the artery."""
    size = 0.7 * min(high.radius, low.radius)
    name = f"{PREFIX}.suboccipital-plexus.{side}"
    behind = _behind(skull, side, sign, number, size)
    return vessel(name, LOOSE, replace(high, radius=size), behind, replace(low, radius=size))


def _behind(skull: Skull, side: str, sign: float, number: int, radius: float) -> WayPoint:
    """The middle of the half-ring at a knot."""
    off = _ARTERY_MM + 0.7 * skull.radius("suboccipital_plexus")
    place = _knots(skull, sign)[number - 1] + np.array([0.35 * sign, 1.0, 0.0]) * off
    return skull.atlas_way(place, radius, f"suboccipital.{side}.behind.{number}")


def _ties(skull: Skull, side: str, sign: float, name: str, rows: dict[str, list[WayPoint]]) -> list[Vessel]:
    """To the marginal sinus through the membrane, and down to the posterior external plexus of the atlas."""
    radius, last = 0.8 * skull.radius("suboccipital_plexus"), rows["over"][-1]
    atlas = skull.atlas
    inside = posterior_internal.over(atlas, side, sign, radius)
    lamina = f"vein.external.posterior.{atlas.level}.{side}.lamina"
    mark = atlas.landmarks
    back = atlas.way(
        sign * 0.65 * mark.canal.half_width,
        mark.lamina.front + mark.lamina.thickness + 1.0,
        0.0,
        radius,
        lamina,
    )
    start = replace(rows["over"][-2], radius=radius)
    bow = 0.5 * (np.array(start.point) + back.point) + atlas.pose.rotation @ [sign * 1.5, _BOW_MM, 0.0]
    return [
        vessel(name, LOOSE, replace(last, radius=radius), inside),
        vessel(name, LOOSE, start, way(bow, 0.9 * radius), back),
    ]


def condylar_emissary(skull: Skull) -> list[Vessel]:
    """From the sigmoid sinus through the condylar canal to the suboccipital plexus, where a person has it."""
    found = Person(skull.seed).condylar_sides
    return [_emissary(skull, side, sign) for side, sign in sides() if side in found]


def _emissary(skull: Skull, side: str, sign: float) -> Vessel:
    name, canal = condylar_id(side), skull.landmarks.condylar
    radius = float(skull.chance(name).uniform(0.7, 1.0)) * (skull.radius("condylar_emissary") - 0.5)
    along = (canal.outer - canal.inner) / np.linalg.norm(canal.outer - canal.inner)
    bed = _knots(skull, sign)
    return vessel(
        name,
        LOOSE,
        skull.way(
            mirrored(skull.landmarks.sigmoid_groove[13], sign), radius, f"{PREFIX}.sigmoid-sinus.{side}.low"
        ),
        skull.way(mirrored(canal.inner - 1.0 * along, sign), radius),
        skull.way(mirrored(canal.inner + 0.5 * (canal.outer - canal.inner), sign), radius),
        skull.way(mirrored(canal.outer + 3.0 * along, sign), radius),
        skull.atlas_way(bed[2] + [0.0, 0.0, _ARTERY_MM + 1.0], radius, f"suboccipital.{side}.over.3"),
    )


def above_atlas(skull: Skull, side: str, sign: float, radius: float) -> WayPoint:
    """Half-way from the plexus down to the foramen of the atlas, where the lateral condylar vein joins."""
    bed = skull.artery_bed()
    place = mirrored(0.5 * (bed[0] + bed[1]), sign)
    return skull.atlas_way(place, radius, f"vertebral-start.{side}.upper")


def behind_artery(skull: Skull, side: str, sign: float, radius: float) -> WayPoint:
    """The half-ring behind the artery that the occipital vein opens into."""
    return _behind(skull, side, sign, _TAKING, radius)


def vertebral_start(skull: Skull) -> list[Vessel]:
    """The first stretch of each vertebral vein: from the plexus down through the atlas, towards the axis."""
    return [_vertebral(skull, side, sign) for side, sign in sides()]


def _vertebral(skull: Skull, side: str, sign: float) -> Vessel:
    name, radius = f"{PREFIX}.vertebral-vein.{side}", skull.radius("vertebral_vein_start")
    bed = skull.artery_bed()
    below = mirrored(bed[0], sign) + np.array([0.4 * sign, 0.0, -1.5])
    return vessel(
        name,
        LOOSE,
        skull.atlas_way(mirrored(bed[1], sign), radius, f"suboccipital.{side}.1"),
        above_atlas(skull, side, sign, radius),
        skull.atlas_way(below, radius),
        skull.atlas_way(below + np.array([-0.6 * sign, 1.2, -2.2]), 0.75 * radius, f"vertebral-end.{side}"),
    )
