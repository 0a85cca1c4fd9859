"""The two posterior columns in front of laminae and ligamenta flava, and the bridges between them."""

from __future__ import annotations

from meshes.anatomy.levels import region
from meshes.network.builder import Vessel, WayPoint
from meshes.veins.site import WALL, Site, sides, vessel


def posterior_internal(site: Site) -> list[Vessel]:
    """Both columns of one level with the slighter channel that parts from each and rejoins it."""
    return [each for side, sign in sides() for each in _column(site, side, sign)]


def bridge(site: Site) -> list[Vessel]:
    """Links across the midline: in the thorax an inverted V, in the lumbar region two bowed rungs."""
    name = f"vein.internal.bridge.{site.level}"
    radius, z = site.radius("posterior_internal_bridge"), heights(site)
    rise = 0.30 * (site.landmarks.lamina.top - site.landmarks.lamina.bottom)
    apex = _wall(site, 0.0, z["apex"], radius, f"{name}.apex")
    if region(site.level) == "thoracic":
        return [_rung(site, name, "leg", radius, apex)]
    low = _wall(site, 0.0, z["leg"] + 0.5 * rise, 0.9 * radius, f"{name}.low")
    return [_rung(site, name, "crown", radius, apex), _rung(site, name, "leg", 0.9 * radius, low)]


def heights(site: Site) -> dict[str, float]:
    """Heights of the junctions of a column, upwards, mm above the middle of the body."""
    lamina = site.landmarks.lamina
    tall = lamina.top - lamina.bottom
    return {
        "leg": lamina.bottom + 0.16 * tall,
        "part": lamina.bottom + 0.30 * tall,
        "ring": lamina.bottom + 0.50 * tall,
        "join": lamina.bottom + 0.68 * tall,
        "crown": lamina.bottom + 0.80 * tall,
        "apex": lamina.bottom + 0.90 * tall,
    }


def gap_height(site: Site) -> float:
    """Height of the middle of the gap to the lamina below, in this level's frame."""
    lamina = site.landmarks.lamina
    if site.below is None:
        return lamina.bottom - 2.0
    under = site.below.landmarks.lamina
    top = site.local(site.below.world(0.0, under.front, under.top))
    return 0.5 * (lamina.bottom + float(top[2]))


def gap_junction(site: Site, side: str) -> str:
    """Where the columns of two levels meet in front of the gap below a level."""
    return f"posterior.{site.level}.below.{side}"


def column_x(site: Site) -> float:
    """How far from the midline a posterior column lies."""
    return 0.40 * site.landmarks.canal.half_width


def _column(site: Site, side: str, sign: float) -> list[Vessel]:
    name = f"vein.internal.posterior.{site.level}.{side}"
    main, net = site.radius("posterior_internal_longitudinal"), site.radius("posterior_internal_net")
    x, z, chance = column_x(site), heights(site), site.chance(name)

    def on_wall(place: str, at_x: float, radius: float) -> WayPoint:
        return _wall(site, sign * at_x, z[place], radius, f"{name}.{place}")

    over = site.above.level if site.above else f"over-{site.level}"
    top = site.landmarks.lamina.top + (1.5 if site.above is None else 2.0)
    wobble = 1.0 + 0.1 * chance.standard_normal(5)
    trunk = vessel(
        name,
        WALL,
        _wall(site, sign * 1.12 * x, gap_height(site), main, gap_junction(site, side)),
        *(
            on_wall(place, x * float(w), main)
            for place, w in zip(("leg", "part", "ring", "join", "crown"), wobble, strict=True)
        ),
        _wall(site, sign * 1.12 * x, top, main, f"posterior.{over}.below.{side}"),
    )
    outer = min(1.75 * x, 0.72 * site.landmarks.canal.half_width)
    lateral = vessel(
        name,
        WALL,
        on_wall("part", x, net),
        _wall(site, sign * outer, 0.6 * z["part"] + 0.4 * z["ring"], net, None),
        _wall(site, sign * outer, z["ring"], net, f"{name}.side"),
        on_wall("join", x, net),
    )
    return [trunk, lateral]


def _rung(site: Site, name: str, place: str, radius: float, middle: WayPoint) -> Vessel:
    x, z = column_x(site), heights(site)[place]
    left, right = (f"vein.internal.posterior.{site.level}.{side}.{place}" for side in ("left", "right"))
    return vessel(name, WALL, _wall(site, x, z, radius, left), middle, _wall(site, -x, z, radius, right))


def _wall(site: Site, x: float, z: float, radius: float, junction: str | None) -> WayPoint:
    """A place in front of the back wall of the canal."""
    return site.way(x, site.canal_back(x, z) - radius - 0.35, z, radius, junction)
