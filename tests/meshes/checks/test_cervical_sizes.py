"""Sizes of the neck, read off meshes one can reckon with."""

import numpy as np
import pytest

from meshes.bones.bone import bone
from meshes.checks.measures.cervical_sizes import cervical_sizes
from meshes.column.frame import column_frame
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract


@pytest.fixture(scope="module")
def mesh() -> TriMesh:
    return extract(bone("C4", column_frame()), 0.9)


def test_every_size_is_found_and_near_its_row(mesh: TriMesh) -> None:
    sizes = cervical_sizes(mesh)
    assert sizes["EPDu"] == pytest.approx(15.3, rel=0.1)
    assert sizes["EPDl"] == pytest.approx(15.9, rel=0.1)
    assert sizes["SCW"] == pytest.approx(24.7, rel=0.1)


@pytest.mark.parametrize(("axis", "changed", "kept"), [(0, "SCW", "EPDu"), (1, "EPDu", "SCW")])
def test_a_stretched_bone_is_larger_along_that_axis_alone(
    mesh: TriMesh, axis: int, changed: str, kept: str
) -> None:
    stretch = np.ones(3)
    stretch[axis] = 1.2
    plain, larger = cervical_sizes(mesh), cervical_sizes(TriMesh(mesh.points * stretch, mesh.triangles))
    assert larger[changed] == pytest.approx(1.2 * plain[changed], rel=0.01)
    assert larger[kept] == pytest.approx(plain[kept], rel=0.01)
