import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid
from meshes.surface.extract import contour, sample
from meshes.surface.grooves import grooved

STEP_MM = 0.9
JUTTING_MM = 0.08


def scored(width: float = 1.0) -> Solid:
    """A ball with a ring filed into it, aslant so that the grid meets it everywhere else."""
    lean = np.radians(23.0)
    axis = np.array([np.sin(lean), 0.0, np.cos(lean)])

    def distance(p):
        along = p @ axis
        across = np.sqrt(np.maximum((p * p).sum(axis=1) - along**2, 0.0))
        file = np.hypot(across - 9.0, along - 1.0) - width
        return smooth_maximum(np.linalg.norm(p, axis=1) - 9.0, -file, 0.3)

    return Solid(distance, np.array([[-9.0] * 3, [9.0] * 3]))


def jutting(mesh: TriMesh, solid: Solid) -> np.ndarray:
    """How far corners, and the middles of sides and of triangles, lie off a solid."""
    corners = mesh.corners()
    middles = (corners + np.roll(corners, 1, axis=1)).reshape(-1, 3) / 2
    return solid(np.concatenate([mesh.points, middles, corners.mean(axis=1)]))


@pytest.fixture(scope="module")
def both() -> tuple[TriMesh, TriMesh]:
    plain = contour(sample(scored(), STEP_MM))
    return plain, grooved(plain, scored(), STEP_MM)


def test_a_groove_narrower_than_the_grid_is_cut_in(both):
    plain, fine = both
    before, after = jutting(plain, scored()), jutting(fine, scored())
    assert (before > JUTTING_MM).sum() > 400 and before.max() > 0.2
    assert after.max() < JUTTING_MM


def test_the_surface_stays_closed_outward_and_of_its_genus(both):
    plain, fine = both
    assert is_closed(fine) and genus(fine) == genus(plain)
    assert 0.9 * signed_volume_mm3(plain) < signed_volume_mm3(fine) < signed_volume_mm3(plain)


def test_what_lies_away_from_the_groove_stays(both):
    plain, fine = both
    far = jutting(plain, scored())[: len(plain.points)] < 0.0
    assert far.sum() > 0.3 * len(plain.points)
    assert np.array_equal(fine.points[: len(plain.points)][far], plain.points[far])


def test_a_surface_without_grooves_is_left_alone_and_hardly_asked_about():
    asked = []
    ball = Solid(
        lambda p: (asked.append(len(p)), np.linalg.norm(p, axis=1) - 20.0)[1],
        np.array([[-20.0] * 3, [20.0] * 3]),
    )
    mesh = contour(sample(ball, STEP_MM))
    asked.clear()
    assert grooved(mesh, ball, STEP_MM) is mesh
    assert sum(asked) < 0.05 * len(mesh.points)
