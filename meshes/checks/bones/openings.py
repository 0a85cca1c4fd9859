"""Claims on foramina and canals: a ball of the published width passes each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from meshes.anatomy.catalogue import load_catalogue
from meshes.checks.bones.intervertebral_room import intervertebral_room_mm
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most
from meshes.column.landmarks.occipital import Canal, occipital_landmarks
from meshes.column.landmarks.sacrum import PassagePoints, sacrum_landmarks
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.cervical_shape import CervicalShape, ForamenShape
from meshes.column.shapes.sacrum_table import load_sacrum_shape
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.axes import Vector

BONE_AT = load_catalogue().bones
"""Id of the bone at each level."""

ARTERY_LEVELS = ("C1", "C3", "C4", "C5", "C6")
"""Levels whose transverse foramen has a published width."""

FORAMEN_REACH_MM = 10.0
"""How far above and below the origin of a cervical bone a ball is led through its transverse foramen."""


def bore_mm(built: Built, level: str, way: Vector) -> float:
    """Diameter of the largest ball that can be led along a way without touching the bone of a level, mm.

    Parameters
    ----------
    way : (N, 3) array
        Corners of the way in the frame of the bone, not scaled.
    """
    spots = np.concatenate([np.linspace(a, b, 12) for a, b in pairwise(way)])
    near = built.nearness[level](built.column.poses[level].apply(spots * built.scale))
    return 2 * float(near.min()) / built.scale


def _shortfall(found: float, published: float) -> float:
    return max(0.0, published - found) if found == found else float("nan")


def _intervertebral(built: Built) -> Measurement | None:
    lacking = {}
    for upper, lower in built.pairs:
        name = f"{upper}-{lower}"
        if built.measures.has(name, "foramen_width"):
            row = built.measures.get(name, "foramen_width")
            room = intervertebral_room_mm(built, upper, lower)
            lacking[BONE_AT[upper]] = _shortfall(room, row.value - row.tolerance())
    return at_most(lacking, 0.0)


def _transverse(built: Built) -> Measurement | None:
    lacking = {}
    for level in (each for each in ARTERY_LEVELS if each in built.bones):
        row = built.measures.get(level, "transverse_foramen_width")
        way = _foramen_way(_foramen_of(level))
        lacking[BONE_AT[level]] = _shortfall(bore_mm(built, level, way), row.value - row.tolerance())
    return at_most(lacking, 0.0)


def _foramen_of(level: str) -> ForamenShape:
    if level == "C1":
        return tabled(AtlasShape, "atlas_shape.csv", level).foramen
    return tabled(CervicalShape, "cervical_shape.csv", level).foramen


def _foramen_way(foramen: ForamenShape) -> Vector:
    z = np.linspace(-FORAMEN_REACH_MM, FORAMEN_REACH_MM, 9)
    return np.stack([foramen.x + foramen.lean_x * z, foramen.y + foramen.lean_y * z, z], axis=1)


def _sacral(built: Built) -> Measurement | None:
    if "S1" not in built.bones:
        return None
    sizes = load_sacrum_shape().size.foramina
    excess = []
    for points, size in zip(sacrum_landmarks().passages, sizes, strict=True):
        for way, radius in _ways(points, size.anterior_radius, size.posterior_radius):
            excess.append(_shortfall(bore_mm(built, "S1", way), 2 * radius))
    return at_most({BONE_AT["S1"]: max(excess)}, 0.0)


def _ways(points: PassagePoints, front: float, back: float) -> Iterator[tuple[Vector, float]]:
    yield np.stack([points.root, points.fork, points.anterior]), front
    yield np.stack([points.fork, points.posterior]), back


def _skull(built: Built) -> Measurement | None:
    if "C0" not in built.bones:
        return None
    marks, table = occipital_landmarks(), built.occipital
    canals = {"hypoglossal_canal_intracranial_diameter": marks.hypoglossal,
              "condylar_canal_diameter": marks.condylar}  # fmt: skip
    excess = []
    for name, canal in canals.items():
        row = table.get("C0", name)
        excess.append(_shortfall(bore_mm(built, "C0", _canal_way(canal)), row.value - row.tolerance()))
    return at_most({BONE_AT["C0"]: max(excess)}, 0.0)


def _canal_way(canal: Canal) -> Vector:
    return np.stack([canal.inner, canal.outer])


CLAIMS = (
    Claim(
        "opening.intervertebral",
        "A ball as wide as published, less a tenth, passes each intervertebral foramen of neck and loins",
        "mm short",
        0.0,
        ("abu-ghaida", "gkasdaris-2018"),
        _intervertebral,
    ),
    Claim(
        "opening.transverse",
        "A ball as wide as published, less one standard deviation or a tenth, passes each transverse foramen",
        "mm short",
        0.0,
        ("transverse-foramen", "kaur-2023"),
        _transverse,
    ),
    Claim(
        "opening.sacral",
        "A ball of the published width passes each anterior and posterior sacral foramen into the canal",
        "mm short",
        0.0,
        ("saluja-2018",),
        _sacral,
    ),
    Claim(
        "opening.skull",
        "A ball as wide as published, less one standard deviation, passes hypoglossal and condylar canal",
        "mm short",
        0.0,
        ("kizilkanat-2006", "ozen-2019"),
        _skull,
    ),
)
