"""The transverse (retrocorporeal) anastomosis, one a vertebra: before the posterior longitudinal ligament,
in the neck behind it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.anatomy.levels import region
from meshes.column.landmarks.openings import openings
from meshes.network.builder import Vessel
from meshes.veins.internal.anterior_lanes import heights, medial_x
from meshes.veins.rest.terms import CLEAR_MM, LIGAMENT_MM
from meshes.veins.surroundings.site import FRONT, VEILED, Site, vessel
from meshes.veins.variation import Person


def transverse(site: Site) -> list[Vessel]:
    """The main link through the mouth of the basivertebral vein, and slighter ones beside it.

    These differ from level to level: an arcade above or below it, whole with one rung or two to the main
    link, or half, and an islet on its other side; or an islet alone.
    """
    name, link = f"vein.internal.transverse.{site.level}", site.radius("transverse_anastomosis")
    z, x = heights(site), medial_x(site)
    middle, chance = z["middle"], site.chance(name)
    y = link + (LIGAMENT_MM if room_of(site) == VEILED else CLEAR_MM)
    bows, (aside, _) = chance.uniform(-0.15, 0.3, 2) * (middle - z["arcade"]), mouths(site)[1]
    left, right = _columns(site)
    main = vessel(
        name,
        room_of(site),
        site.way(x, y, middle, link, f"{left}.middle"),
        site.way(aside, y, middle + float(bows[0]), 0.9 * link, f"{name}.left"),
        site.way(0.0, y, middle, 1.1 * link, mouth(site)),
        site.way(-aside, y, middle + float(bows[1]), 0.9 * link, f"{name}.right"),
        site.way(-x, y, middle, link, f"{right}.middle"),
    )
    form = str(chance.choice(list(_FORMS), p=list(_FORMS.values())))
    beside = [] if form == "islet" else _arcade(site, name, y, form, chance)
    if form == "islet" or chance.random() < _ISLET:
        beside.append(_islet(site, name, y, chance))
    return [main, *beside]


_FORMS = {"rung": 0.36, "rungs": 0.22, "half": 0.24, "islet": 0.18}
"""How often the arcade has one rung, or two, or is half of one; or is wanting: illustrative."""
_ISLET = 0.4
"""How often there is an islet besides."""


def _columns(site: Site) -> tuple[str, str]:
    left, right = (f"vein.internal.anterior.{site.level}.{side}" for side in ("left", "right"))
    return left, right


def _arcade(site: Site, name: str, y: float, form: str, chance: np.random.Generator) -> list[Vessel]:
    """A bow from column to column beside the main link, or from one of them to the mouth; and its rungs."""
    net, x, z, room = site.radius("anterior_internal_net"), medial_x(site), heights(site), room_of(site)
    middle, arcade = z["middle"], z["arcade"]
    top = arcade - float(chance.uniform(0.1, 0.45)) * (middle - arcade)
    tilt = float(chance.normal(0.0, 0.05)) * site.height
    turn = 1.0 if chance.random() < 0.5 else -1.0
    aside, (beside, _) = turn * float(chance.uniform(0.12, 0.5)) * x, mouths(site)[1]
    left, right = _columns(site)
    crown = site.way(aside, y, top, 0.9 * net, f"{name}.crown")
    ends = {
        1.0: site.way(x, y, arcade + tilt, net, f"{left}.arcade"),
        -1.0: site.way(-x, y, arcade - tilt, net, f"{right}.arcade"),
    }
    if form == "half":
        to = site.way(0.0, y, middle, 0.8 * net, mouth(site))
        return [vessel(name, room, ends[turn], crown, to)]
    other = site.way(-0.45 * aside, y, top, 0.9 * net, f"{name}.second" if form == "rungs" else None)
    out = [vessel(name, room, ends[turn], crown, other, ends[-turn])]
    towards = {1.0: "left", -1.0: "right"}
    from_mouth = chance.random() < 0.5
    first = (0.0, mouth(site)) if from_mouth else (turn * beside, f"{name}.{towards[turn]}")
    joints = [(first, crown)]
    if form == "rungs":
        joints.append(((-turn * beside, f"{name}.{towards[-turn]}"), other))
    for (at, joint), end in joints:
        size = float(chance.uniform(0.62, 0.85)) * net
        out.append(vessel(name, room, site.way(at, y, middle, size, joint), replace(end, radius=size)))
    return out


def _islet(site: Site, name: str, y: float, chance: np.random.Generator) -> Vessel:
    """A slight channel that leaves one half of the main link away from the arcade and rejoins it."""
    net, x, z = 0.75 * site.radius("anterior_internal_net"), medial_x(site), heights(site)
    rise = z["middle"] + float(chance.uniform(0.95, 1.35)) * (z["middle"] - z["arcade"])
    bend, (aside, _) = float(chance.uniform(-0.25, 0.25)) * x, mouths(site)[1]
    return vessel(
        name,
        room_of(site),
        site.way(aside, y, z["middle"], net, f"{name}.left"),
        site.way(bend + 0.2 * x, y, rise, net),
        site.way(bend - 0.2 * x, y, rise, net),
        site.way(-aside, y, z["middle"], net, f"{name}.right"),
    )


def room_of(site: Site) -> str:
    """Before the ligament in trunk and sacrum, behind it in the neck (Chaynes 1998)."""
    return VEILED if region(site.level) == "cervical" else FRONT


def mouth(site: Site) -> str:
    """The junction in the median plane where the basivertebral vein opens, if it has but one mouth."""
    return f"mouth.{site.level}"


def mouths(site: Site) -> dict[int, tuple[float, str]]:
    """Places x of the main link at which mouths of the basivertebral vein open, and their junctions, by the
    sign of x: in the median plane, and behind the lateral ones of several foramina.
    """
    number, name = Person(site.seed).foramina(site.level), f"vein.internal.transverse.{site.level}"
    found = openings(site.landmarks.basivertebral, number, site.scale)
    aside = [x for x in (float(each.centre[0]) for each in found) if x > 0.0]
    x = min(max(aside), _OUTMOST * medial_x(site)) if aside else _USUAL * medial_x(site)
    return {0: (0.0, mouth(site)), 1: (x, f"{name}.left"), -1: (-x, f"{name}.right")}


_USUAL, _OUTMOST = 0.55, 0.75
"""Where a lateral junction of the main link lies, and how far out at most, in distances of the columns."""
