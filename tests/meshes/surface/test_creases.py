import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.sdf.blend import smooth_maximum
from meshes.sdf.solid import Solid
from meshes.surface.creases import creased
from meshes.surface.extract import extract

STEP_MM = 0.9
RIM_MM = 1.2


def drum(radius: float = 12.3, half_height: float = 5.4, bore: float = 0.0) -> Solid:
    """A drum, perhaps with a hole along its axis, aslant so that its rims meet the grid everywhere else."""
    lean = np.radians(17.0)
    axis = np.array([0.0, np.sin(lean), np.cos(lean)])

    def distance(p):
        along = p @ axis
        across = np.sqrt(np.maximum((p * p).sum(axis=1) - along**2, 0.0))
        wall = np.maximum(across - radius, bore - across)
        return smooth_maximum(wall, np.abs(along) - half_height, RIM_MM)

    reach = radius + half_height
    return Solid(distance, np.array([[-reach] * 3, [reach] * 3]))


def middles(mesh):
    here, there = mesh.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2).T
    return (mesh.points[here] + mesh.points[there]) / 2


def test_edges_no_longer_cut_across_a_rim():
    solid = drum()
    plain = extract(solid, STEP_MM)
    fine = creased(plain, solid, STEP_MM)
    before, after = (np.abs(solid(middles(mesh))) for mesh in (plain, fine))
    cut_off = 0.1
    assert (before > cut_off).sum() > 300
    assert (after > cut_off).sum() < 0.1 * (before > cut_off).sum()
    assert np.abs(solid(fine.points)).max() < 1.2 * np.abs(solid(plain.points)).max()


@pytest.mark.parametrize("bore", [0.0, 4.0])
def test_the_surface_stays_closed_outward_and_of_its_genus(bore):
    solid = drum(bore=bore)
    plain = extract(solid, STEP_MM)
    fine = creased(plain, solid, STEP_MM)
    assert is_closed(fine)
    assert genus(fine) == genus(plain) == (1 if bore else 0)
    assert signed_volume_mm3(fine) > signed_volume_mm3(plain)


def test_no_triangle_is_turned_over():
    solid = drum(half_height=1.0)
    fine = creased(extract(solid, STEP_MM), solid, STEP_MM)
    a, b, c = (fine.points[corner] for corner in fine.triangles.T)
    across, middle = np.cross(b - a, c - a), (a + b + c) / 3
    steps = 0.05 * np.eye(3)
    uphill = np.stack([solid(middle + step) - solid(middle - step) for step in steps], axis=1)
    assert (np.einsum("ij,ij->i", across, uphill) > 0).all()


def test_little_is_asked_and_little_added():
    asked = []
    solid = drum()
    plain = extract(solid, STEP_MM)
    counted = Solid(lambda p: (asked.append(len(p)), solid.distance(p))[1], solid.bounds)
    fine = creased(plain, counted, STEP_MM)
    edges = len(plain.triangles) * 3 / 2
    assert 0 < sum(asked) < 0.15 * edges
    assert len(plain.triangles) < len(fine.triangles) < 1.3 * len(plain.triangles)


def test_a_surface_rounder_than_the_grid_is_fine_is_left_alone():
    ball = Solid(lambda p: np.linalg.norm(p, axis=1) - 20.0, np.array([[-20.0] * 3, [20.0] * 3]))
    mesh = extract(ball, STEP_MM)
    assert creased(mesh, ball, STEP_MM) is mesh


def test_the_smaller_the_share_the_less_is_cut_off():
    solid = drum()
    plain = extract(solid, STEP_MM)
    coarse, fine = (creased(plain, solid, STEP_MM, share) for share in (0.06, 0.03))
    off = [np.percentile(np.abs(solid(middles(mesh))), 99) for mesh in (plain, coarse, fine)]
    assert off[1] < 0.7 * off[0]
    assert off[2] < 0.8 * off[1]
