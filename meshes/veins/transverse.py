"""The transverse (retrocorporeal) anastomosis: between body and posterior ligament, one a vertebra."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.veins.anterior_internal import heights, medial_x
from meshes.veins.site import FRONT, Site, vessel


def transverse(site: Site) -> list[Vessel]:
    """The main link through the mouth of the basivertebral vein, an arcade beside it and a rung between."""
    name = f"vein.internal.transverse.{site.level}"
    link, net = site.radius("transverse_anastomosis"), site.radius("anterior_internal_net")
    z, x = heights(site), medial_x(site)
    middle, arcade = z["middle"], z["arcade"]
    step = middle - arcade
    crown = arcade - 0.35 * step
    left, right = (f"vein.internal.anterior.{site.level}.{side}" for side in ("left", "right"))
    y = link + 0.25
    chance = site.chance(name)
    tilt, aside = float(chance.normal(0.0, 0.04)) * site.height, float(chance.normal(0.0, 0.12)) * x
    main = vessel(
        name,
        FRONT,
        site.way(x, y, middle, link, f"{left}.middle"),
        site.way(0.5 * x, y, middle + 0.12 * step, 0.95 * link),
        site.way(0.0, y, middle, 1.1 * link, mouth(site)),
        site.way(-0.5 * x, y, middle + 0.12 * step, 0.95 * link),
        site.way(-x, y, middle, link, f"{right}.middle"),
    )
    bow = vessel(
        name,
        FRONT,
        site.way(x, y, arcade + tilt, net, f"{left}.arcade"),
        site.way(aside, y, crown, 0.9 * net, f"{name}.crown"),
        site.way(-x, y, arcade - tilt, net, f"{right}.arcade"),
    )
    rung = vessel(
        name,
        FRONT,
        site.way(0.0, y, middle, net, mouth(site)),
        site.way(aside, y, crown, 0.85 * net, f"{name}.crown"),
    )
    return [main, bow, rung]


def mouth(site: Site) -> str:
    """The junction where the basivertebral vein opens."""
    return f"mouth.{site.level}"
