"""A claim on where the joint faces of thoracic arches look."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import region
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, within
from meshes.column.facets import superior_facet
from meshes.geometry.axes import SIDES

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

ASIDE_DEG = (20.0, 36.0)
"""Least and largest turn from the frontal plane. Means by level are 25 to 30 degrees (masharawi-2004); no
spread is known of them, so a fifth is allowed for either way."""

REACH_MM, FACING, JOINT_MM = 12.0, 0.5, 2.6
"""How far round the middle of a facet its joint face is sought, how well it must face (cosine), and how near
it lies to the bone above."""


def turn_from_frontal_deg(built: Built, upper: str, lower: str) -> float:
    """Turn of the superior joint faces of `lower` to the side, in its own frame, mean of both sides, degrees.

    What is taken for a joint face lies close to the bone above. NaN where nothing does.
    """
    mesh, facet = built.unscaled(lower), superior_facet(lower, built.column)
    a, b, c = np.moveaxis(mesh.corners(), 1, 0)
    middle, across = (a + b + c) / 3, np.cross(b - a, c - a) / 2
    gap = built.nearness[upper](built.column.poses[lower].apply(middle * built.scale)) / built.scale
    turns = []
    for sign in SIDES.values():
        side = facet if sign > 0 else facet.mirrored()
        near = np.linalg.norm(middle - side.centre / built.scale, axis=1) < REACH_MM
        faces = across @ side.normal > FACING * np.linalg.norm(across, axis=1)
        x, y, _ = across[near & faces & (gap < JOINT_MM)].sum(axis=0)
        turns.append(float(np.degrees(np.arctan2(sign * x, y))) if y > 0 else float("nan"))
    return float(np.mean(turns))


def _aside(built: Built) -> Measurement | None:
    thoracic = [pair for pair in built.pairs if all(region(level) == "thoracic" for level in pair)]
    return within(
        {BONE_AT[lower]: turn_from_frontal_deg(built, upper, lower) for upper, lower in thoracic}, ASIDE_DEG
    )


CLAIMS = (
    Claim(
        "facet.thoracic",
        "Superior joint faces of the thorax look backwards and to the side, as measured from T1 to T11",
        "deg",
        ASIDE_DEG,
        ("masharawi-2004",),
        _aside,
    ),
)
