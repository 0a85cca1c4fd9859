"""Claims on neighbours: bones and discs touch without overlapping, facets keep their joint gap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from meshes.anatomy.levels import below
from meshes.checks.built import BONE, Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.column.posture import disc_name
from meshes.geometry.axes import SIDES, Vector
from meshes.geometry.trimesh import TriMesh
from meshes.surface.nearness import Nearness

OVERLAP_MM = 0.1
"""Largest allowed overlap of two bones, or of a disc and a bone."""

JOINT_GAP_MM = (1.0, 3.0)
"""Least and largest space between the bony faces of a facet joint."""


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
    gaps = {
        (upper, side): joint_gap_mm(built, upper, lower, side)
        for upper, lower in _pairs(built)
        for side in SIDES
    }
    if not gaps:
        return None
    least, largest = JOINT_GAP_MM
    culprits = tuple(
        dict.fromkeys(BONE + level for (level, _), gap in gaps.items() if not least <= gap <= largest)
    )
    centre = (least + largest) / 2
    worst = max(gaps.values(), key=lambda gap: float("inf") if gap != gap else abs(gap - centre))
    return Measurement(worst, not culprits, culprits)


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
)
