"""Lumbar vertebrae beside real ones, where RETIA_REFERENCE or ../shared/reference holds those."""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import pyvista as pv
from scipy.spatial import cKDTree

from meshes.bones.articulated import articulated_bone
from meshes.column.frame import column_frame
from meshes.geometry.axes import Vector
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract

NAMED = os.environ.get("RETIA_REFERENCE")
FOLDER = (Path(NAMED) if NAMED else Path(__file__).resolve().parents[4] / "shared" / "reference") / "meshes"
FILES = sorted(FOLDER.glob("*/L?.vtp"))
MEAN_MM, WORST_TWENTIETH_MM, SCALES = 1.4, 4.0, (0.9, 1.12)
SAMPLING_MM = 0.15
"""What two clouds of 15 000 points of one surface seem to lie apart."""

pytestmark = pytest.mark.skipif(
    not FILES, reason="no real vertebrae: set RETIA_REFERENCE to a folder of them"
)


@cache
def built(level: str) -> Vector:
    return scattered(extract(articulated_bone(level, column_frame()), 0.9))


def scattered(mesh: TriMesh, count: int = 15_000) -> Vector:
    """Points spread evenly over a surface."""
    rng = np.random.default_rng(5)
    corners = mesh.points[mesh.triangles]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    chosen = corners[rng.choice(len(corners), count, p=area / area.sum())]
    return np.asarray(np.einsum("nk,nkj->nj", rng.dirichlet(np.ones(3), count), chosen))


def real(file: Path) -> Vector:
    surface = pv.read(file).extract_surface(algorithm="dataset_surface").triangulate()
    return scattered(TriMesh(np.asarray(surface.points, float), surface.regular_faces.astype(np.int32)))


def similarity(moved: Vector, fixed: Vector) -> tuple[float, Vector, Vector]:
    """Scale, rotation and shift that bring points onto their partners (Umeyama)."""
    a, b = moved.mean(axis=0), fixed.mean(axis=0)
    u, stretch, vt = np.linalg.svd((fixed - b).T @ (moved - a))
    scale = float(stretch.sum() / ((moved - a) ** 2).sum())
    rotation = u @ vt
    return scale, rotation, b - scale * rotation @ a


def aligned(moved: Vector, fixed: Vector) -> tuple[Vector, float]:
    """Our points brought onto the real ones, the nearest pairs of a fifth of them deciding; and the scale."""
    fixed = fixed[::5]
    fixed_tree, total = cKDTree(fixed), 1.0
    for _ in range(40):
        few = moved[::5]
        there, partner = fixed_tree.query(few)
        back, other = cKDTree(few).query(fixed)
        ours, theirs = np.concatenate([few, few[other]]), np.concatenate([fixed[partner], fixed])
        apart = np.concatenate([there, back])
        near = apart <= np.quantile(apart, 0.95)
        scale, rotation, shift = similarity(ours[near], theirs[near])
        moved, total = scale * moved @ rotation.T + shift, total * scale
    return moved, total


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_lumbar_vertebra_is_as_near_to_a_real_one_as_another_person_s(file: Path) -> None:
    theirs = real(file)
    ours, scale = aligned(built(file.stem), theirs)
    apart = np.concatenate([cKDTree(theirs).query(ours)[0], cKDTree(ours).query(theirs)[0]])
    assert apart.mean() < MEAN_MM + SAMPLING_MM
    assert np.quantile(apart, 0.95) < WORST_TWENTIETH_MM
    assert SCALES[0] < scale < SCALES[1]
