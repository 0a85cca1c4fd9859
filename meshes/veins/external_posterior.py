"""The posterior external plexus: over laminae and processes, and in through the ligamenta flava."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from meshes.anatomy.levels import region
from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins import posterior_internal
from meshes.veins.intervertebral_outlet import outlet, outlet_place, posterior_mouth
from meshes.veins.passage import passage
from meshes.veins.site import OUTSIDE, Ray, Site, sides, vessel, way

Places = Mapping[str, Vector]


def external_posterior(site: Site) -> list[Vessel]:
    """The net of one level with what leads down to the next and in through the gap between the laminae."""
    places = _places(site)
    out = [each for side, sign in sides() for each in _half(site, side, sign, places)]
    out += [*_between_spines(site, places), *_down(site, places), *_passages(site, places)]
    return [*out, *_from_above(site, places)]


def _id(site: Site) -> str:
    return f"vein.external.posterior.{site.level}"


def _next(site: Site) -> Site | None:
    """The level below that has a net too: none lies over the hiatus."""
    return None if site.below is None or site.below.is_last else site.below


def _half(site: Site, side: str, sign: float, places: Places) -> list[Vessel]:
    """What one half drains: its transverse process, its side of the spine, and what lies between."""
    radius, name = site.radius("posterior_external_plexus"), _id(site)

    def at(place: str, share: float = 1.0, is_junction: bool = True) -> WayPoint:
        place = f"{side}.{place}"
        return way(places[place], share * radius, f"{name}.{place}" if is_junction else None)

    process = [at("lamina"), at("pillar", 0.95), at("transverse", 0.75, False), at("far", _TIP, False)]
    spine = [at("lamina", 0.9), at("root", 0.85)]
    if _has_long_spine(site):
        spine += [at("flank", 0.65, False), at("tip", _TIP, False)]
    out = [vessel(name, OUTSIDE, *process), vessel(name, OUTSIDE, *spine)]
    return [*out, *_forwards(site, side, sign, at("pillar", 0.85)), *_rungs(site, side, places)]


def _has_long_spine(site: Site) -> bool:
    """Whether the spinous process leaves room for a vein along each of its sides."""
    lamina = site.landmarks.lamina
    return float(site.landmarks.spinous_tip[1]) - lamina.front - lamina.thickness > _LONG_SPINE_MM


_LONG_SPINE_MM = 8.0
_PILLAR_MM = 6.5
"""From the middle of a cervical facet to beyond the lateral edge of its pillar."""
_TIP = 0.35
"""Calibre at a free end, where the vein comes from muscle and periosteum, as a share."""


def _forwards(site: Site, side: str, sign: float, start: WayPoint) -> list[Vessel]:
    """The way to the front: between the transverse processes, in the sacrum to the posterior foramen."""
    name = _id(site)
    if site.passage is not None:
        x, y, z = site.passage.posterior.tolist()
        mouth = site.way(sign * x, y + start.radius, z, start.radius, posterior_mouth(site, side))
        return [vessel(name, OUTSIDE, start, mouth)]
    end = outlet_place(site, sign)
    here, there = site.local(np.array(start.point)), site.local(end)
    beside = 0.5 * (here + there)
    beside[0] = sign * max(abs(here[0]), abs(there[0])) + sign * 0.12 * abs(here[1] - there[1])
    if region(site.level) == "cervical":  # round the articular pillar
        beside[0] = sign * (float(site.landmarks.inferior_facet.centre[0]) + _PILLAR_MM)
    beside[2] = 0.3 * here[2] + 0.7 * there[2]
    turn = way(site.world(float(beside[0]), float(beside[1]), float(beside[2])), start.radius)
    return [vessel(name, OUTSIDE, start, turn, way(end, start.radius, outlet(site, side)))]


_RUNGS = {"cervical": 2, "thoracic": 1, "lumbar": 2, "sacral": 1}
"""Most of the slight links of one half: the neck has the richest net."""


def _rungs(site: Site, side: str, places: Places) -> list[Vessel]:
    """Slight oblique links that part the net into smaller meshes."""
    name, radius = _id(site), site.radius("posterior_external_plexus")
    chance = site.chance(f"{name} {side} rungs")
    pairs = [("root", "gap"), ("pillar", "gap"), ("lamina", "facet")]
    most = _RUNGS[region(site.level)] if _next(site) is not None else 0
    count = most - int(chance.random() < 0.35)
    out = []
    for place in chance.permutation(len(pairs))[:count].tolist():
        a, b = (f"{side}.{each}" for each in pairs[place])
        size = radius * float(chance.uniform(0.45, 0.65))
        joint = f"{name}.{b}" if not b.endswith("facet") or site.below is not None else None
        out.append(vessel(name, OUTSIDE, way(places[a], size, f"{name}.{a}"), way(places[b], size, joint)))
    return out


def _places(site: Site) -> Places:
    """Places on the back of the vertebra, in the world, struck by rays from outside."""
    if "back" not in site.memo:
        rays = _process_rays(site)
        for side, sign in sides():
            rays |= {f"{side}.{place}": ray for place, ray in _rays(site, sign).items()}
        struck = site.struck(list(rays.values()), site.radius("posterior_external_plexus") + 0.3)
        site.memo["back"] = dict(zip(rays, site.pose.apply(np.array(struck)), strict=True))
    return site.memo["back"]


def _rays(site: Site, sign: float) -> dict[str, Ray]:
    mark = site.landmarks
    lamina, spine = mark.lamina, mark.spinous_tip
    chance = site.chance(f"spine {site.level} {sign}")
    middle = lamina.bottom + float(chance.uniform(0.42, 0.7)) * (lamina.top - lamina.bottom)
    x, back = float(chance.uniform(0.48, 0.82)) * mark.canal.half_width, 1.25 * float(spine[1])
    behind = lamina.front + lamina.thickness

    def spine_place(share: float) -> tuple[float, float]:
        y = (1 - share) * behind + share * float(spine[1])
        return y, (1 - share) * middle + share * float(spine[2])

    def from_behind(at_x: float, at_z: float) -> Ray:
        return (sign * at_x, back, at_z), (sign * at_x, 0.0, at_z)

    crest = _on_crest(site, from_behind) if region(site.level) == "sacral" else {}
    flank_y, flank_z = spine_place(float(chance.uniform(0.3, 0.62)))
    end_y, end_z = spine_place(float(chance.uniform(0.7, 0.96)))
    return {
        "lamina": from_behind(x, middle),
        "gap": _gap_ray(site, sign),
        "facet": from_behind(float(mark.inferior_facet.centre[0]), float(mark.inferior_facet.centre[2])),
        "root": ((sign * 12.0, behind + 4.0, middle - 2.0), (0.0, behind + 2.0, middle - 2.0)),
        "flank": ((sign * 14.0, flank_y, flank_z), (0.0, flank_y, flank_z)),
        "tip": ((sign * 14.0, end_y, end_z), (0.0, end_y, end_z)),
    } | crest


def _on_crest(site: Site, from_behind: Callable[[float, float], Ray]) -> dict[str, Ray]:
    """The places beside a spine, on the sacrum beside the median crest, which stands out little."""
    half, tall = 0.5 * site.landmarks.canal.half_width, site.height
    return {
        "root": from_behind(0.8 * half, -0.12 * tall),
        "flank": from_behind(0.65 * half, -0.28 * tall),
        "tip": from_behind(0.55 * half, -0.42 * tall),
        "crest": from_behind(0.7 * half, -0.5 * tall),
    }


_PROCESS = {"pillar": (0.36, 0.7), "transverse": (0.64, 0.1), "far": (0.86, 0.1)}
"""Places along the transverse process: share of the way to its end, and the price of a mm off its height."""
_NECK_PROCESS = {"pillar": (0.66, 0.7), "transverse": (0.82, 0.1), "far": (0.96, 0.1)}
"""The same from C2 to C7, whose articular pillars stand far to the side."""
_SHARES = np.linspace(0.28, 0.98, 11)


def _process(site: Site) -> Mapping[str, tuple[float, float]]:
    is_neck = region(site.level) == "cervical" and site.level != "C1"
    return _NECK_PROCESS if is_neck else _PROCESS


def _process_rays(site: Site) -> dict[str, Ray]:
    """Rays to the back of both transverse processes, at the height at which each stands out farthest.

    How far the bone reaches is found out on the bone: the twelfth thoracic process is a mere stump.
    """
    tip_x, tip_y, tip_z = site.landmarks.transverse_tip.tolist()
    back, trial = tip_y + 25.0, np.linspace(-0.45, 0.45, 11) * site.height
    rays: list[Ray] = [
        ((x, back, tip_z + z), (x, tip_y - 20.0, tip_z + z))
        for x in (_SHARES * tip_x).tolist()
        for z in trial.tolist()
    ]
    points, met = site.strikes(rays, 1.0, is_own=True)
    depth = np.where(met, points[:, 1], -np.inf).reshape(len(_SHARES), -1)
    end = _SHARES[np.flatnonzero(met.reshape(depth.shape).any(axis=1)).max(initial=0)]
    out: dict[str, Ray] = {}
    for side, sign in sides():
        chance = site.chance(f"process {site.level} {side}")
        for place, (share, price) in _process(site).items():
            share = float(end) * share * float(chance.uniform(0.86, 1.12))
            hit = depth[int(np.abs(_SHARES - share).argmin())]
            best = int(np.argmax(hit - price * np.abs(trial)))
            x, z = (
                sign * share * tip_x,
                tip_z + float(trial[best] + np.clip(chance.normal(0.0, 1.0), -1.6, 1.6)),
            )
            out[f"{side}.{place}"] = (x, back, z), (x, 0.0, z)
    return out


def _gap_ray(site: Site, sign: float) -> Ray:
    """From behind to the gap between this lamina and the next."""
    mark, z = site.landmarks, posterior_internal.gap_height(site)
    x = sign * 0.62 * mark.canal.half_width
    return (x, 1.25 * float(mark.spinous_tip[1]), z), (x, mark.lamina.front + mark.lamina.thickness, z)


def _down(site: Site, places: Places) -> list[Vessel]:
    """Beside the midline to the gap below, and to the joint; the level below goes on from there."""
    under, radius, name = _next(site), site.radius("posterior_external_plexus"), _id(site)
    out = []
    if region(site.level) == "sacral" and under is None:
        return []
    for side, _ in sides():
        gap = way(places[f"{side}.gap"], 0.95 * radius, f"{name}.{side}.gap")
        upper = way(places[f"{side}.lamina"], 0.95 * radius, f"{name}.{side}.lamina")
        if under is None:
            out.append(vessel(name, OUTSIDE, upper, replace(gap, radius=_TIP * radius, junction=None)))
            continue
        joint = way(places[f"{side}.facet"], 0.7 * radius, f"{name}.{side}.facet")
        start = way(places[f"{side}.pillar"], 0.75 * radius, f"{name}.{side}.pillar")
        out.append(vessel(name, OUTSIDE, upper, gap))
        out.append(vessel(name, OUTSIDE, start, joint))
    return out


def _from_above(site: Site, places: Places) -> list[Vessel]:
    """On from the gap above, from the joint above and from the midline between the spines there."""
    over, name = site.over, _id(site)
    if over is None or _next(over) is None:
        return []
    radius, above, above_name = over.radius("posterior_external_plexus"), _places(over), _id(over)
    runs = [(f"{side}.gap", f"{side}.lamina", 0.95) for side, _ in sides()]
    runs += [(f"{side}.facet", f"{side}.pillar", 0.725) for side, _ in sides()]
    out = [
        vessel(
            name,
            OUTSIDE,
            way(above[start], share * radius, f"{above_name}.{start}"),
            way(places[end], share * radius, f"{name}.{end}"),
        )
        for start, end, share in runs
    ]
    if region(over.level) != "sacral":
        side, slight = "left" if over.chance(f"{above_name} down").random() < 0.5 else "right", 0.6 * radius
        middle = way(_interspinous(over), slight, f"{above_name}.between")
        end = way(places[f"{side}.root"], slight, f"{name}.{side}.root")
        out.append(vessel(name, OUTSIDE, middle, end))
    return out


def _between_spines(site: Site, places: Places) -> list[Vessel]:
    """The midline vein below the spinous process, where both halves meet."""
    name, radius = _id(site), 0.85 * site.radius("posterior_external_plexus")
    if region(site.level) == "sacral":
        return _beside_crest(site, places)
    middle = way(_interspinous(site), radius, f"{name}.between")
    return [
        vessel(name, OUTSIDE, way(places[f"{side}.root"], 0.85 * radius, f"{name}.{side}.root"), middle)
        for side, _ in sides()
    ]


def _beside_crest(site: Site, places: Places) -> list[Vessel]:
    """In the sacrum, whose spines are one crest, a vein down each side of it."""
    name, radius, under = _id(site), 0.65 * site.radius("posterior_external_plexus"), _next(site)
    if under is None:
        return []
    return [
        vessel(
            name,
            OUTSIDE,
            way(places[f"{side}.root"], radius, f"{name}.{side}.root"),
            way(places[f"{side}.crest"], radius),
            way(_places(under)[f"{side}.root"], radius, f"{_id(under)}.{side}.root"),
        )
        for side, _ in sides()
    ]


def _interspinous(site: Site) -> Vector:
    """A place in the midline behind the gap below, as clear of both spines as the neighbourhood offers."""
    if "between" not in site.memo:
        site.memo["between"] = {"middle": _clearest(site)}
    return site.memo["between"]["middle"]


def _clearest(site: Site) -> Vector:
    mark, z = site.landmarks, posterior_internal.gap_height(site)
    y = float(mark.lamina.front_at(z)) + mark.lamina.thickness + 3.0 * site.scale
    across, up = np.meshgrid(np.linspace(-3.0, 5.0, 9), np.linspace(-6.0, 4.0, 11))
    steps = np.column_stack([across.ravel(), up.ravel()])
    trial = np.column_stack([np.zeros(len(steps)), [y, z] + site.scale * steps])
    clear = site.ground(site.pose.apply(trial)) / site.scale
    room = np.minimum(clear, 2.5) - 0.12 * np.linalg.norm(steps, axis=1)
    return site.pose.apply(trial[[int(room.argmax())]])[0]


def _passages(site: Site, places: Places) -> list[Vessel]:
    """Ways through the gap below: one a side, and one in the midline if a bridge is there to start from."""
    under, name, radius = site.below, _id(site), site.radius("flaval_passage")
    if site.passage is not None or under is None:
        return []
    found = []
    x, z = 1.12 * posterior_internal.column_x(site), posterior_internal.gap_height(site)
    for side, sign in sides():
        inner = site.world(sign * x, site.canal_back(x, z) - 1.2, z)
        joint = posterior_internal.gap_junction(site, side)
        outer = places[f"{side}.gap"]
        found.append(passage(site, name, joint, inner, f"{name}.{side}.gap", outer, radius))
    z = posterior_internal.heights(under)["apex"]
    inner = under.world(0.0, under.canal_back(0.0, z) - 1.0, z)
    apex = f"vein.internal.bridge.{under.level}.apex"
    found.append(passage(site, name, apex, inner, f"{name}.between", _interspinous(site), radius))
    return [each for each in found if each is not None]
