"""The posterior external plexus: over laminae and processes, and in through the ligamenta flava."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from meshes.geometry.axes import Vector
from meshes.network.builder import Vessel, WayPoint
from meshes.veins import posterior_internal
from meshes.veins.intervertebral_outlet import outlet, outlet_place
from meshes.veins.passage import passage
from meshes.veins.site import OUTSIDE, Ray, Site, sides, vessel, way

Places = Mapping[str, Vector]


def external_posterior(site: Site) -> list[Vessel]:
    """The net of one level with what leads down to the next and in through the gap between the laminae."""
    places = _places(site)
    out = [each for side, sign in sides() for each in _half(site, side, sign, places)]
    return [*out, *_between_spines(site, places), *_down(site, places), *_passages(site, places)]


def _id(site: Site) -> str:
    return f"vein.external.posterior.{site.level}"


def _half(site: Site, side: str, sign: float, places: Places) -> list[Vessel]:
    radius, name = site.radius("posterior_external_plexus"), _id(site)

    def at(place: str, share: float = 1.0, is_junction: bool = True) -> WayPoint:
        place = f"{side}.{place}"
        return way(places[place], share * radius, f"{name}.{place}" if is_junction else None)

    across = vessel(name, OUTSIDE, at("lamina"), at("pillar"), at("transverse"), at("far", 0.9))
    forwards = vessel(
        name,
        OUTSIDE,
        at("far", 0.9),
        at("under", 0.9, False),
        way(outlet_place(site, sign), 0.9 * radius, outlet(site, side)),
    )
    spine = [at("lamina"), at("root", 0.95), at("flank", 0.9, False)]
    if _reaches_crest(site):
        spine += [at("tip", 0.8, False), way(places["crest"], 0.8 * radius, f"{name}.crest")]
    else:
        spine.append(way(_interspinous(site), 0.8 * radius, f"{name}.between"))
    return [across, forwards, vessel(name, OUTSIDE, *spine)]


def _reaches_crest(site: Site) -> bool:
    """Whether the veins on both flanks of the spine meet round its end; elsewhere they turn in below it."""
    return bool(site.chance(f"crest {site.level}").random() < _CREST_CHANCE)


_CREST_CHANCE = 0.6


def _places(site: Site) -> Places:
    """Places on the back of the vertebra, in the world, struck by rays from outside."""
    if "back" not in site.memo:
        rays = _process_rays(site)
        spine = site.landmarks.spinous_tip
        for side, sign in sides():
            rays |= {f"{side}.{place}": ray for place, ray in _rays(site, sign).items()}
        rays["crest"] = (0.0, float(spine[1]) + 15.0, float(spine[2])), (0.0, 0.0, float(spine[2]))
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

    flank_y, flank_z = spine_place(float(chance.uniform(0.3, 0.62)))
    end_y, end_z = spine_place(float(chance.uniform(0.7, 0.96)))
    return {
        "lamina": from_behind(x, middle),
        "gap": _gap_ray(site, sign),
        "facet": from_behind(float(mark.inferior_facet.centre[0]), float(mark.inferior_facet.centre[2])),
        "root": ((sign * 12.0, behind + 4.0, middle - 2.0), (0.0, behind + 2.0, middle - 2.0)),
        "flank": ((sign * 14.0, flank_y, flank_z), (0.0, flank_y, flank_z)),
        "tip": ((sign * 14.0, end_y, end_z), (0.0, end_y, end_z)),
    }


_PROCESS = {"pillar": (0.36, 0.7), "transverse": (0.64, 0.1), "far": (0.86, 0.1)}
"""Places along the transverse process: share of the way to its end, and the price of a mm off its height."""
_SHARES = np.linspace(0.28, 0.98, 11)


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
        for place, (share, price) in _PROCESS.items():
            share = float(end) * share * float(chance.uniform(0.86, 1.12))
            hit = depth[int(np.abs(_SHARES - share).argmin())]
            best = int(np.argmax(hit - price * np.abs(trial)))
            x, z = (
                sign * share * tip_x,
                tip_z + float(trial[best] + np.clip(chance.normal(0.0, 1.0), -1.6, 1.6)),
            )
            out[f"{side}.{place}"] = (x, back, z), (x, 0.0, z)
            if place == "far":
                y = float(hit[best]) if np.isfinite(hit[best]) else tip_y
                out[f"{side}.under"] = (x, y - 6.0, z - 10.0), (x, y - 3.0, z)
    return out


def _gap_ray(site: Site, sign: float) -> Ray:
    """From behind to the gap between this lamina and the next."""
    mark, z = site.landmarks, posterior_internal.gap_height(site)
    x = sign * 0.62 * mark.canal.half_width
    return (x, 1.25 * float(mark.spinous_tip[1]), z), (x, mark.lamina.front + mark.lamina.thickness, z)


def _down(site: Site, places: Places) -> list[Vessel]:
    """Beside the midline to the gap below and on to the next level, and over the joint to its process."""
    under, radius, name = site.below, 0.95 * site.radius("posterior_external_plexus"), _id(site)
    out = []
    for side, _ in sides():
        gap = way(places[f"{side}.gap"], radius, f"{name}.{side}.gap")
        upper = way(places[f"{side}.lamina"], radius, f"{name}.{side}.lamina")
        if under is None:
            out.append(vessel(name, OUTSIDE, upper, gap))
            continue
        target, next_name = _places(under), _id(under)
        lower = way(target[f"{side}.lamina"], radius, f"{next_name}.{side}.lamina")
        out.append(vessel(name, OUTSIDE, upper, gap, lower))
        over_joint = way(places[f"{side}.facet"], 0.85 * radius)
        process = way(target[f"{side}.pillar"], 0.85 * radius, f"{next_name}.{side}.pillar")
        out.append(vessel(name, OUTSIDE, replace(gap, radius=0.85 * radius), over_joint, process))
    return out


def _between_spines(site: Site, places: Places) -> list[Vessel]:
    """The midline vein below the spinous process, where both halves meet."""
    name, radius = _id(site), 0.9 * site.radius("posterior_external_plexus")
    return [
        vessel(
            name,
            OUTSIDE,
            way(places[f"{side}.root"], 0.85 * radius, f"{name}.{side}.root"),
            way(_interspinous(site), radius, f"{name}.between"),
        )
        for side, _ in sides()
    ]


def _interspinous(site: Site) -> Vector:
    """A place in the midline behind the gap below, as clear of both spines as the neighbourhood offers."""
    mark, z = site.landmarks, posterior_internal.gap_height(site)
    y = float(mark.lamina.front_at(z)) + mark.lamina.thickness + 3.0
    steps = np.stack(np.meshgrid(np.linspace(-3.0, 5.0, 9), np.linspace(-6.0, 4.0, 11)), axis=-1).reshape(
        -1, 2
    )
    trial = np.column_stack([np.zeros(len(steps)), y + steps[:, 0], z + steps[:, 1]])
    room = np.minimum(site.ground(site.pose.apply(trial)), 2.5) - 0.12 * np.linalg.norm(steps, axis=1)
    return site.pose.apply(trial[[int(room.argmax())]])[0]


def _passages(site: Site, places: Places) -> list[Vessel]:
    """Ways through the gap below: one a side, and one in the midline if a bridge is there to start from."""
    under, name, radius = site.below, _id(site), site.radius("flaval_passage")
    found = []
    x, z = 1.12 * posterior_internal.column_x(site), posterior_internal.gap_height(site)
    for side, sign in sides():
        inner = site.world(sign * x, site.canal_back(x, z) - 1.2, z)
        joint = posterior_internal.gap_junction(site, side)
        outer = places[f"{side}.gap"]
        found.append(passage(site, name, joint, inner, f"{name}.{side}.gap", outer, radius))
    if under is not None:
        z = posterior_internal.heights(under)["apex"]
        inner = under.world(0.0, under.canal_back(0.0, z) - 1.0, z)
        apex = f"vein.internal.bridge.{under.level}.apex"
        found.append(passage(site, name, apex, inner, f"{name}.between", _interspinous(site), radius))
    return [each for each in found if each is not None]
