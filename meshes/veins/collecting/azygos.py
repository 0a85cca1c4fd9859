"""The azygos vein and its arch: up the right front of the thoracic bodies, over to the upper cava."""

from __future__ import annotations

from meshes.network.builder import Vessel
from meshes.network.junction import parent_radius
from meshes.veins.collecting import hemiazygos, superior_caval
from meshes.veins.collecting.azygos_line import (
    ABOVE,
    ARCH,
    BELOW,
    FAMILY,
    FOOT,
    GAP_MM,
    RISE,
    TOP,
    angle,
    crossing,
    junction,
    origin,
    origin_spots,
)
from meshes.veins.collecting.calibre import gathering
from meshes.veins.collecting.course import Stop, along_levels, stop, vein
from meshes.veins.collecting.terrain import Terrain
from meshes.veins.surroundings.site import way
from meshes.veins.variation import ACCESSORY


def azygos(land: Terrain) -> list[Vessel]:
    """The trunk from T12 to T5 and, where the superior vena cava is built, the arch at T4."""
    sizes = radii(land)
    levels = land.between(TOP, FOOT)
    if not levels:
        return []
    stops: list[Stop] = []
    brought = sizes[FOOT] if FOOT in sizes else sizes[levels[-1]]
    for level in reversed(levels):
        stops += _stops(land, level, brought, sizes[level])
        brought = sizes[level]
    out = along_levels(FAMILY, stops)
    if land.has(ARCH, TOP):
        out.append(_arch(land, sizes[ARCH]))
    return out


def radii(land: Terrain) -> dict[str, float]:
    """Radius at each level, mm."""
    flow: dict[str, list[float]] = {
        level: [land.radius(level, "posterior_intercostal_vein")] for level in land.between(TOP, "T11")
    }
    gathered = hemiazygos.outflows(land)
    for level, radius in gathered.items():
        flow.setdefault(level, []).append(radius)
    if land.has(ARCH):
        flow[ARCH] = [land.radius(ARCH, "superior_intercostal_vein")]
    order = [*reversed(land.between(TOP, FOOT)), ARCH]
    return gathering(land.radius(FOOT, "azygos_origin"), order, flow)


def _stops(land: Terrain, level: str, brought: float, gathered: float) -> list[Stop]:
    """The places at a level: as wide as what comes from below, wider after its own vein and after a crossing.

    The hemiazygos vein joins above the intercostal vein of its level, the accessory one below it.
    """
    half, turn = land.bodies[level].height / 2, angle(land, level)
    own = min(parent_radius([brought, land.radius(level, "posterior_intercostal_vein")]), gathered)
    told = [(-0.9, brought, None), (-0.1, own, junction(level)), (ABOVE, gathered, crossing(level))]
    if level == hemiazygos.crossing_level(land, ACCESSORY):
        wide = min(parent_radius([brought, hemiazygos.outflows(land)[level]]), gathered)
        told[1:2] = [(BELOW, wide, crossing(level, False)), (-0.1, gathered, junction(level))]
        told.insert(1, (-0.68, brought, None))
    elif gathered > own:
        told.insert(2, (0.38, own, None))
    spots = [(turn, half * height) for height, _, _ in told]
    if level == FOOT:
        told = [(0.0, gathered, origin()), (0.0, gathered, None), (0.0, gathered, None)]
        spots = origin_spots(turn, half)
    places = land.round_body(level, spots, gathered + GAP_MM)
    return [stop(level, place, size, name) for place, (_, size, name) in zip(places, told, strict=True)]


def _arch(land: Terrain, radius: float) -> Vessel:
    """From the front of T5 up to T4 and forwards over the root of the right lung."""
    start = land.round_body(TOP, [(angle(land, TOP), 0.42 * land.bodies[TOP].height)], radius + GAP_MM)[0]
    top = superior_caval.arch_mouth(land)
    rise = land.round_body(ARCH, [(-38.0, -0.25 * land.bodies[ARCH].height)], radius + GAP_MM + 1.5)[0]
    over = 0.5 * (rise + top) + [-3.0, 0.0, 5.5]
    return vein(
        f"{FAMILY}.arch",
        way(start, 0.97 * radius, crossing(TOP)),
        way(rise, radius, RISE),
        way(over, radius, f"{FAMILY}.arch.over"),
        way(top, radius, superior_caval.ARCH_JUNCTION),
    )
