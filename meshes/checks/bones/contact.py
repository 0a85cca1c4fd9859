"""Claims on neighbours: bones and discs touch without overlapping, facets keep their joint gap."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.bones.body_faces import body_face
from meshes.checks.built import DISC, Built
from meshes.checks.claim import Claim, Measurement, at_most, within
from meshes.checks.soft.overlaps import OVERLAP_MM, overlap_mm
from meshes.column.facets import superior_facet
from meshes.geometry.axes import SIDES, Vector
from meshes.part import Part
from meshes.surface.nearness import Nearness

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

JOINT_GAP_MM = (1.0, 3.0)
"""Least and largest space between the bony faces of a facet joint."""

FORAMEN_MM = (2.0, 10.0)
"""Least and largest radius of a ball of free space in the middle of an intervertebral foramen."""


def _bones(built: Built) -> Measurement | None:
    near = built.nearness
    return at_most(
        {BONE_AT[upper]: overlap_mm(near[upper], near[lower]) for upper, lower in built.pairs}, OVERLAP_MM
    )


def _discs(built: Built) -> Measurement | None:
    depth = {}
    for part in built.of("disc."):
        disc, levels = Nearness(part.mesh), part.id.removeprefix("disc.").split("-")
        bones = [built.nearness[level] for level in levels if level in built.bones]
        depth[part.id] = max((overlap_mm(disc, bone) for bone in bones), default=0.0)
    return at_most(depth, OVERLAP_MM)


def disc_gaps(built: Built, disc: Part) -> Vector:
    """Space between a disc and the bodies above and below, over the middle of their faces, mm.

    Parameters
    ----------
    built : Built
        With both bones.
    disc : Part
        One of its discs.
    """
    upper, lower = disc.id.removeprefix(DISC).split("-")
    a, b, c = np.moveaxis(disc.mesh.corners(), 1, 0)
    middle, across = (a + b + c) / 3, np.cross(b - a, c - a)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    # Where the endplate of one body reaches further than that of the other the disc ends in a wall aslant.
    shares = [_inwards(built, level, middle, level == lower) for level in (upper, lower)]
    central = np.minimum(*shares) > 1.0 - MIDDLE_SHARE
    gaps = []
    for level, sign in ((upper, 1.0), (lower, -1.0)):
        axis = built.column.poses[level].apply_direction(np.array([[0.0, 0.0, sign]]))[0]
        gaps.append(built.nearness[level](middle[central & (across @ axis > FACING)]))
    return np.concatenate(gaps)


def _inwards(built: Built, level: str, points: Vector, is_upper: bool) -> Vector:
    """How far within the outline of a body's face points lie, 0 on it, 1 where they lie furthest."""
    local = built.column.poses[level].inverse().apply(points)
    inwards = -body_face(level, built.column, is_upper).rim(local[:, 0], local[:, 1])
    return np.asarray(inwards / inwards.max())


MIDDLE_SHARE = 0.8
"""How much of what two endplates share, from the middle towards the rims, a disc has to lie on."""

DISC_GAP_MM = 0.3
"""Largest space there between a disc and a body."""


def _disc_gaps(built: Built) -> Measurement | None:
    gaps = {}
    for part in built.of(DISC):
        if set(part.id.removeprefix(DISC).split("-")) <= set(built.bones):
            gaps[part.id] = float(disc_gaps(built, part).max(initial=0.0)) / built.scale
    return at_most(gaps, DISC_GAP_MM)


def half_facet_gap_mm(built: Built, upper: str, lower: str, side: str) -> float:
    """Gap that half of a superior facet keeps, at a scale of 1; NaN where too little bone faces the upper."""
    facet, pose, mesh = superior_facet(lower, built.column), built.column.poses[lower], built.bones[lower]
    facet = facet if SIDES[side] > 0 else facet.mirrored()
    a, b, c = np.moveaxis(mesh.corners(), 1, 0)
    middle, across = (a + b + c) / 3, np.cross(b - a, c - a)
    area = np.linalg.norm(across, axis=1) / 2
    near = np.linalg.norm(middle - pose.apply(facet.centre[None]), axis=1) < FACET_REACH_MM * built.scale
    near &= across @ pose.apply_direction(facet.normal[None])[0] > FACING * 2 * area
    gap, area = built.nearness[upper](middle[near]), area[near]
    order = np.argsort(gap)
    half = np.searchsorted(np.cumsum(area[order]), np.pi / 8 * facet.width * facet.height)
    return float(gap[order[half]]) / built.scale if half < len(gap) else float("nan")


FACET_REACH_MM, FACING = 12.0, 0.5
"""How far round the middle of a facet its joint face is sought, and how well it must face (cosine)."""


def _joint_gaps(built: Built) -> Measurement | None:
    gaps = {}
    for upper, lower in built.pairs:
        if lower == "Co1":
            continue  # A disc joins it; there are no facets.
        sides = [half_facet_gap_mm(built, upper, lower, side) for side in SIDES]
        middle = sum(JOINT_GAP_MM) / 2
        gaps[BONE_AT[upper]] = max(sides, key=lambda gap: float("inf") if gap != gap else abs(gap - middle))
    return within(gaps, JOINT_GAP_MM)


def dens_gap_mm(built: Built) -> float:
    """Least space between dens and back of the anterior arch, at a scale of 1; NaN where no arch is found."""
    back = built.unscaled("C1").points
    arch = (np.abs(back[:, 0]) < ARCH_MM) & (np.abs(back[:, 1]) < ARCH_MM)
    if not arch.any():
        return float("nan")
    return float(built.nearness["C2"](built.bones["C1"].points[arch]).min()) / built.scale


ARCH_MM = 3.0
"""How far round the origin of the atlas, on its anterior arch, the dens is gauged."""

DENS_GAP_MM = (2.0, 4.0)
"""Least and largest space between dens and anterior arch."""


def _dens(built: Built) -> Measurement | None:
    if not {"C1", "C2"} <= set(built.bones):
        return None
    return within({BONE_AT["C2"]: dens_gap_mm(built)}, DENS_GAP_MM)


def _foramina(built: Built) -> Measurement | None:
    """Room round the middle of each foramen between two built vertebrae, the smaller side, unscaled."""
    room = {}
    for upper, lower in built.pairs:
        if not {upper, lower} <= set(built.vertebrae):
            continue
        centre = built.column.landmarks[upper].foramen.centre
        points = built.column.poses[upper].apply(
            np.array([centre * (sign, 1.0, 1.0) for sign in SIDES.values()])
        )
        room[BONE_AT[upper]] = (
            float(min(near(points).min() for near in built.nearness.values())) / built.scale
        )
    return within(room, FORAMEN_MM)


def _levels_without_disc(built: Built) -> Measurement | None:
    lacking = {
        BONE_AT[upper]: 0.0 if f"disc.{upper}-{lower}" in built.parts else 1.0
        for upper, lower in built.pairs
        if f"{upper}-{lower}" in built.column.discs
    }
    return at_most(lacking, 0.0) if any(True for _ in built.of("disc.")) else None


CLAIMS = (
    Claim("contact.bones", "No two bones overlap", "mm", OVERLAP_MM, (), _bones),
    Claim("contact.discs", "No disc reaches into bone", "mm", OVERLAP_MM, (), _discs),
    Claim(
        "contact.filled",
        "A disc fills the space between two bodies: it lies on the middle four fifths of both endplates",
        "mm",
        DISC_GAP_MM,
        (),
        _disc_gaps,
    ),
    Claim("contact.between", "A disc lies between every two bodies", "levels", 0.0, (), _levels_without_disc),
    Claim(
        "contact.facets",
        "Half of every superior facet faces the bone above across a joint gap",
        "mm",
        JOINT_GAP_MM,
        ("retia",),
        _joint_gaps,
    ),
    Claim(
        "contact.dens",
        "The dens stands a joint gap behind the anterior arch of the atlas",
        "mm",
        DENS_GAP_MM,
        ("retia",),
        _dens,
    ),
    Claim(
        "contact.foramen",
        "Two vertebrae leave an intervertebral foramen free on each side",
        "mm",
        FORAMEN_MM,
        ("retia",),
        _foramina,
    ),
)
