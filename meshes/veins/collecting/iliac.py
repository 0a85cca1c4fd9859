"""Common, external and internal iliac veins; the last two are stubs."""

from __future__ import annotations

import numpy as np

from meshes.geometry.axes import SIDES, Vector
from meshes.network.builder import Vessel
from meshes.veins.collecting import inferior_caval
from meshes.veins.collecting.course import vein
from meshes.veins.collecting.terrain import Terrain, sign_of
from meshes.veins.surroundings.site import way

FAMILY = "vein.caval.iliac"
PUDENDAL_SHARE = 0.94
"""How far along the internal iliac vein, from its mouth to its cut end, the internal pudendal vein opens."""
_STEEP_MM = 4.0
"""How much steeper than straight both common veins run up to where they meet, as the legs of a Y."""


def iliac(land: Terrain) -> list[Vessel]:
    """All three on both sides."""
    if not land.has("L5", "S1"):
        return []
    return [each for side in SIDES for each in _side(land, side)]


def common_junction(side: str) -> str:
    """Where the iliolumbar vein opens into the common iliac vein."""
    return f"{FAMILY}.common.{side}.iliolumbar"


def median_junction() -> str:
    """Where the median sacral vein opens into the left common iliac vein."""
    return f"{FAMILY}.common.left.median"


def fork(side: str) -> str:
    """Where internal and external iliac vein meet."""
    return f"{FAMILY}.common.{side}.fork"


def sacral_gate(side: str) -> str:
    """Where the ascending lumbar vein begins from the lateral sacral veins, in front of the ala."""
    return f"vein.pelvic.lateral-sacral.{side}.gate"


def sacral_gate_place(land: Terrain, side: str) -> Vector:
    """Place of that junction, in the world."""
    spot = (sign_of(side) * 36.0 * land.scale, -4.0 * land.scale)
    place: Vector = land.before("S1", [spot], 3.2)[0]
    return place


def iliolumbar_place(land: Terrain, side: str) -> Vector:
    """Where the fifth lumbar vein joins the iliolumbar vein, beside L5, in the world."""
    return land.tabled("L5", sign_of(side) * 40.0, -9.0, -15.0)


def internal_junction(side: str, place: str) -> str:
    """Where a vein of the pelvis opens into the internal iliac vein: `sacral`, `visceral` or `pudendal`."""
    return f"{FAMILY}.internal.{side}.{place}"


def internal_place(land: Terrain, side: str, share: float) -> Vector:
    """A place along the internal iliac vein, 0 at its mouth and 1 at its cut end, in the world."""
    path = _internal_path(land, side)
    at = share * (len(path) - 1)
    return np.array([np.interp(at, np.arange(len(path)), column) for column in np.array(path).T])


def common_place(land: Terrain, side: str, number: int) -> Vector:
    """A place along the common iliac vein: 1 in front of L5, 2 before the ala, 3 its fork, in the world."""
    sign, wide = sign_of(side), land.radius("L5", "common_iliac_vein")
    if number == 1:
        turn, height = (28.0, -0.38) if side == "left" else (-47.0, -0.38)
        place: Vector = land.round_body("L5", [(turn, height * land.bodies["L5"].height)], wide + 3.2)[0]
        return place
    x, z, gap = {2: (35.5, 13.5, 7.0), 3: (47.0, -3.0, 3.0)}[number]
    spot = (sign * x * land.scale, (z - 8.0) * land.scale)
    found: Vector = land.before("S1", [spot], wide + gap)[0]
    return found


def _side(land: Terrain, side: str) -> list[Vessel]:
    wide = land.radius("L5", "common_iliac_vein")
    inner, outer = (land.radius("S1", f"{which}_iliac_vein") for which in ("internal", "external"))
    sign, end = sign_of(side), common_place(land, side, 3)
    meeting = inferior_caval.confluence_place(land)
    common = vein(
        f"{FAMILY}.common.{side}",
        way(meeting, wide, inferior_caval.CONFLUENCE),
        way(0.62 * meeting + 0.38 * common_place(land, side, 1) - [0.0, 0.0, _STEEP_MM], wide),
        way(common_place(land, side, 1), wide, median_junction() if side == "left" else None),
        way(common_place(land, side, 2), wide, common_junction(side)),
        way(end, wide, fork(side)),
    )
    external = vein(
        f"{FAMILY}.external.{side}",
        way(end, outer, fork(side)),
        way(end + [sign * 7.0, -15.0, -9.0], outer),
        way(end + [sign * 11.0, -31.0, -19.0], outer),
        way(end + [sign * 13.0, -46.0, -30.0], 0.92 * outer),
    )
    path = _internal_path(land, side)
    internal = vein(
        f"{FAMILY}.internal.{side}",
        way(path[0], inner, fork(side)),
        way(path[1], inner, internal_junction(side, "sacral")),
        way(path[2], 0.9 * inner, internal_junction(side, "visceral")),
        way(
            internal_place(land, side, PUDENDAL_SHARE),
            0.82 * inner,
            internal_junction(side, "pudendal"),
        ),
        way(path[3], 0.72 * inner),
    )
    return [common, external, internal]


def _internal_path(land: Terrain, side: str) -> list[Vector]:
    sign, end = sign_of(side), common_place(land, side, 3)
    return [
        end,
        end + [-sign * 1.0, 2.0, -16.0],
        end + [sign * 0.0, 8.0, -31.0],
        end + [sign * 3.0, 18.0, -44.0],
    ]
