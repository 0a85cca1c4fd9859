"""Places on the back of a vertebra that the posterior external plexus passes, found on bone and ligaments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from meshes.anatomy.levels import region
from meshes.geometry.axes import Vector
from meshes.veins.internal import posterior_lanes
from meshes.veins.surroundings.site import Ray, Site, sides

Places = Mapping[str, Vector]
"""World places by side and name."""


def places_of(site: Site) -> Places:
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
    mark, z = site.landmarks, posterior_lanes.gap_height(site)
    x = sign * 0.62 * mark.canal.half_width
    return (x, 1.25 * float(mark.spinous_tip[1]), z), (x, mark.lamina.front + mark.lamina.thickness, z)


def between_spines(site: Site) -> Vector:
    """A place in the midline below a level, behind the cleft of the ligamenta flava and before what stands
    between the spines, as clear of both as the neighbourhood offers.
    """
    if "between" not in site.memo:
        site.memo["between"] = {"middle": _clearest(site)}
    return site.memo["between"]["middle"]


def _clearest(site: Site) -> Vector:
    z = posterior_lanes.gap_height(site)
    behind, up = (each.ravel() for each in np.meshgrid(_BEHIND_MM, _UP_MM))
    heights = (z + site.scale * up).tolist()
    depths = [site.canal_back(0.0, height) for height in heights] + site.scale * behind
    trial = np.column_stack([np.zeros(len(up)), depths, heights])
    clear = site.ground(site.pose.apply(trial)) / site.scale
    room = np.minimum(clear, _ENOUGH_MM) - _PRICE * (behind - _BEHIND_MM[0] + np.abs(up))
    return site.pose.apply(trial[[int(room.argmax())]])[0]


_BEHIND_MM, _UP_MM = np.linspace(4.0, 16.0, 13), np.linspace(-9.0, 5.0, 15)
"""Where it is looked for: behind the canal's wall, past the ligamenta flava, and over the gap's middle."""
_ENOUGH_MM, _PRICE = 2.0, 0.05
"""Room beyond which no more is asked for, and what a mm off the cleft costs of it."""
