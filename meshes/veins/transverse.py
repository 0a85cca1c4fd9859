"""The transverse (retrocorporeal) anastomosis, one a vertebra: before the posterior longitudinal ligament,
in the neck behind it.
"""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel
from meshes.veins.anterior_internal import heights, medial_x
from meshes.veins.site import FRONT, VEILED, Site, vessel
from meshes.veins.terms import CLEAR_MM, LIGAMENT_MM


def transverse(site: Site) -> list[Vessel]:
    """The main link through the mouth of the basivertebral vein, an arcade beside it and a rung between."""
    name, room = f"vein.internal.transverse.{site.level}", room_of(site)
    link, net = site.radius("transverse_anastomosis"), site.radius("anterior_internal_net")
    z, x = heights(site), medial_x(site)
    middle, arcade = z["middle"], z["arcade"]
    step = middle - arcade
    crown = arcade - 0.35 * step
    left, right = (f"vein.internal.anterior.{site.level}.{side}" for side in ("left", "right"))
    y, chance = link + (LIGAMENT_MM if room == VEILED else CLEAR_MM), site.chance(name)
    tilt = float(chance.normal(0.0, 0.04)) * site.height
    turn = 1.0 if chance.random() < 0.5 else -1.0
    aside = turn * float(chance.uniform(0.1, 0.45)) * x
    bows = chance.uniform(-0.15, 0.3, 2) * step
    main = vessel(
        name,
        room,
        site.way(x, y, middle, link, f"{left}.middle"),
        site.way(0.55 * x, y, middle + float(bows[0]), 0.9 * link, f"{name}.left"),
        site.way(0.0, y, middle, 1.1 * link, mouth(site)),
        site.way(-0.55 * x, y, middle + float(bows[1]), 0.9 * link, f"{name}.right"),
        site.way(-x, y, middle, link, f"{right}.middle"),
    )
    bow = vessel(
        name,
        room,
        site.way(x, y, arcade + tilt, net, f"{left}.arcade"),
        site.way(aside, y, crown, 0.9 * net, f"{name}.crown"),
        site.way(-x, y, arcade - tilt, net, f"{right}.arcade"),
    )
    return [main, bow, *_rungs(site, name, y, (middle, crown), (aside, turn), chance)]


def _rungs(
    site: Site,
    name: str,
    y: float,
    heights_mm: tuple[float, float],
    crown: tuple[float, float],
    chance: np.random.Generator,
) -> list[Vessel]:
    """One oblique link from the main one to the arcade, and by chance an islet on the other side of it."""
    (middle, top), (aside, turn) = heights_mm, crown
    net, x = site.radius("anterior_internal_net"), medial_x(site)
    towards = "left" if aside < 0 else "right"
    start = mouth(site) if chance.random() < 0.5 else f"{name}.{towards}"
    from_x = 0.0 if start == mouth(site) else -turn * 0.55 * x
    end = site.way(aside, y, top, 0.8 * net, f"{name}.crown")
    out = [vessel(name, room_of(site), site.way(from_x, y, middle, 0.8 * net, start), end)]
    if chance.random() < 0.5:
        out.append(_islet(site, name, y, middle, 2.0 * middle - top, chance))
    return out


def _islet(
    site: Site, name: str, y: float, middle: float, beyond: float, chance: np.random.Generator
) -> Vessel:
    """A slight channel that leaves one half of the main link away from the arcade and rejoins it."""
    net, x = 0.75 * site.radius("anterior_internal_net"), medial_x(site)
    rise = middle + float(chance.uniform(0.75, 1.0)) * (beyond - middle)
    bend = float(chance.uniform(-0.25, 0.25)) * x
    return vessel(
        name,
        room_of(site),
        site.way(0.55 * x, y, middle, net, f"{name}.left"),
        site.way(bend + 0.2 * x, y, rise, net),
        site.way(bend - 0.2 * x, y, rise, net),
        site.way(-0.55 * x, y, middle, net, f"{name}.right"),
    )


def room_of(site: Site) -> str:
    """Before the ligament in trunk and sacrum, behind it in the neck (Chaynes 1998)."""
    return VEILED if region(site.level) == "cervical" else FRONT


def mouth(site: Site) -> str:
    """The junction where the basivertebral vein opens."""
    return f"mouth.{site.level}"
