"""Claims on neighbours: bones and discs touch without overlapping, facets keep their joint gap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes.anatomy.levels import below
from meshes.checks.built import BONE, Built
from meshes.checks.claim import Claim, Measurement, at_most, within
from meshes.column.posture import disc_name
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.trimesh import TriMesh
from meshes.surface.nearness import Nearness

OVERLAP_MM = 0.1
"""Largest allowed overlap of two bones, or of a disc and a bone."""

JOINT_GAP_MM = (1.0, 3.0)
"""Least and largest space between the bony faces of a facet joint."""

FORAMEN_MM = (2.0, 10.0)
"""Least and largest radius of a ball of free space in the middle of an intervertebral foramen."""

MOUTH_MM = (0.8, 5.0)
"""Least and largest radius of free space in the mouth of the basivertebral foramen."""

MOUTH_DEPTH_MM = 2.0
"""How far in front of the posterior wall that is gauged."""


def overlap_mm(one: TriMesh, one_near: Nearness, other: TriMesh, other_near: Nearness) -> float:
    """How deep corners of either mesh lie in the other, 0 where they are apart."""
    deepest = min(other_near.inside(one.points).min(), one_near.inside(other.points).min())
    return float(max(0.0, -deepest))


def _bones(built: Built) -> Measurement | None:
    return at_most(
        {
            BONE + upper: overlap_mm(
                built.bones[upper], built.nearness[upper], built.bones[lower], built.nearness[lower]
            )
            for upper, lower in _pairs(built)
        },
        OVERLAP_MM,
    )


def _pairs(built: Built) -> Iterator[tuple[str, str]]:
    for upper in built.bones:
        lower = below(upper)
        if lower is not None and lower in built.bones:
            yield upper, lower


def _discs(built: Built) -> Measurement | None:
    depth = {}
    for part in built.of("disc."):
        near = Nearness(part.mesh)
        upper, lower = part.id.removeprefix("disc.").split("-")
        bones = [level for level in (upper, lower) if level in built.bones]
        depth[part.id] = max(
            (overlap_mm(part.mesh, near, built.bones[level], built.nearness[level]) for level in bones),
            default=0.0,
        )
    return at_most(depth, OVERLAP_MM)


def joint_gap_mm(built: Built, upper: str, lower: str, side: str) -> float:
    """Median space between the bony faces of one facet joint; NaN where no face is found."""
    face = facet_corners(built, lower, side)
    if len(face) < 4:
        return float("nan")
    return float(np.median(built.nearness[upper](face)))


def facet_corners(built: Built, level: str, side: str) -> Vector:
    """Corners of a vertebra's mesh on the middle of a superior facet, in the world."""
    facet, pose = built.column.landmarks[level].superior_facet, built.column.poses[level]
    facet = facet if SIDES[side] > 0 else facet.mirrored()
    centre, normal = pose.apply(facet.centre[None])[0], pose.apply_direction(facet.normal[None])[0]
    points = built.bones[level].points
    offset = points - centre
    along = offset @ normal
    across = np.linalg.norm(offset - along[:, None] * normal, axis=1)
    reach = 0.35 * min(facet.width, facet.height)
    return points[(np.abs(along) < FACE_DEPTH_MM) & (across < reach)]


FACE_DEPTH_MM = 2.5
"""How far in front of and behind its landmark the surface of a facet is sought."""


def _joint_gaps(built: Built) -> Measurement | None:
    gaps = {}
    for upper, lower in _pairs(built):
        sides = [joint_gap_mm(built, upper, lower, side) for side in SIDES]
        middle = sum(JOINT_GAP_MM) / 2
        gaps[BONE + upper] = max(sides, key=lambda gap: float("inf") if gap != gap else abs(gap - middle))
    return within(gaps, JOINT_GAP_MM)


def _foramina(built: Built) -> Measurement | None:
    """Room round the middle of each foramen between two built vertebrae, the smaller of both sides."""
    room = {}
    for upper, _ in _pairs(built):
        centre = built.column.landmarks[upper].foramen.centre
        points = built.column.poses[upper].apply(
            np.array([centre * (sign, 1.0, 1.0) for sign in SIDES.values()])
        )
        room[BONE + upper] = float(min(near(points).min() for near in built.nearness.values()))
    return within(room, FORAMEN_MM)


def _basivertebral_mouths(built: Built) -> Measurement | None:
    """Room round a point a little inside the mouth of each basivertebral foramen."""
    room = {}
    for level, near in built.nearness.items():
        mouth = built.column.landmarks[level].basivertebral.centre + np.array([0.0, -MOUTH_DEPTH_MM, 0.0])
        room[BONE + level] = float(near(built.column.poses[level].apply(mouth[None]))[0])
    return within(room, MOUTH_MM)


def _levels_without_disc(built: Built) -> Measurement | None:
    lacking = {
        BONE + upper: 0.0 if f"disc.{disc_name(upper)}" in built.parts else 1.0 for upper, _ in _pairs(built)
    }
    return at_most(lacking, 0.0) if any(True for _ in built.of("disc.")) else None


CLAIMS = (
    Claim("contact.bones", "No two vertebrae overlap", "mm", OVERLAP_MM, (), _bones),
    Claim("contact.discs", "No disc reaches into bone", "mm", OVERLAP_MM, (), _discs),
    Claim(
        "contact.between", "A disc lies between every two vertebrae", "levels", 0.0, (), _levels_without_disc
    ),
    Claim(
        "contact.facets",
        "Facets of neighbours face each other across a joint gap",
        "mm",
        JOINT_GAP_MM,
        ("retia",),
        _joint_gaps,
    ),
    Claim(
        "contact.foramen",
        "Two vertebrae leave an intervertebral foramen free on each side",
        "mm",
        FORAMEN_MM,
        ("retia",),
        _foramina,
    ),
    Claim(
        "contact.basivertebral",
        "A basivertebral foramen opens in the back of each body",
        "mm",
        MOUTH_MM,
        ("tzika-2021", "he-2023"),
        _basivertebral_mouths,
    ),
)
