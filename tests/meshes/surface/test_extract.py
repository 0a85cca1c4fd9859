import numpy as np
import pytest

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.pose import Pose
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.sample import sample
from meshes.sdf.solid import Solid, mirrored, offset, placed
from meshes.surface.extract import extract
from meshes.surface.gates import MeshFault, gated

CENTRE = np.array([1.0, 2.0, 3.0])


def ellipsoid_like_box(half):
    """A box with sides of three lengths, off the origin: no axis may change place with another."""
    half = np.array(half)

    def distance(p):
        q = np.abs(p - CENTRE) - half
        return np.linalg.norm(np.maximum(q, 0), axis=1) + np.minimum(q.max(axis=1), 0)

    return Solid(distance, np.array([CENTRE - half, CENTRE + half]))


def test_axes_keep_their_places():
    mesh = extract(ellipsoid_like_box([2.0, 4.0, 7.0]), 0.5)
    assert mesh.bounds == pytest.approx(np.array([CENTRE - [2, 4, 7], CENTRE + [2, 4, 7]]), abs=0.05)


def test_surface_is_closed_outward_and_as_large_as_the_solid():
    mesh = extract(ellipsoid_like_box([3.0, 4.0, 5.0]), 0.4)
    assert is_closed(mesh)
    assert signed_volume_mm3(mesh) == pytest.approx(480.0, rel=0.02)


def test_a_torus_keeps_its_hole():
    torus = Solid(
        lambda p: np.hypot(np.hypot(p[:, 0], p[:, 1]) - 8, p[:, 2]) - 2.0,
        np.array([[-10.0, -10, -2], [10, 10, 2]]),
    )
    assert genus(extract(torus, 0.5)) == 1


def test_skipped_blocks_and_samples_change_nothing_at_the_surface():
    solid = ellipsoid_like_box([9.0, 11.0, 13.0])
    field = sample(solid, 0.5)
    exact = solid(field.origin + np.argwhere(np.isfinite(field.values)) * field.step_mm)
    exact = exact.reshape(field.values.shape)
    assert ((field.values < 0.0) == (exact < 0.0)).all()
    crossed = 0
    for axis in range(3):
        inside = np.diff(exact < 0.0, axis=axis)
        for end in (slice(-1), slice(1, None)):
            at = (slice(None),) * axis + (end,)
            assert field.values[at][inside] == pytest.approx(exact[at][inside], abs=1e-5)
            crossed += int(inside.sum())
    assert crossed > 10_000


def test_a_field_interpolates_between_its_samples():
    solid = ellipsoid_like_box([9.0, 11.0, 13.0])
    field = sample(solid, 0.5)
    points = CENTRE + np.array([[9.3, 0.2, 0.1], [0.1, 11.2, 3.33], [1.0, -2.0, -12.9]])
    assert field(points) == pytest.approx(solid(points), abs=0.02)


def test_a_lying_lipschitz_bound_is_the_only_way_to_lose_surface():
    honest = ellipsoid_like_box([9.0, 11.0, 13.0])
    steep = Solid(lambda p: 4 * honest(p), honest.bounds, lipschitz=4.0)
    expected = signed_volume_mm3(extract(honest, 0.5))
    assert signed_volume_mm3(extract(steep, 0.5)) == pytest.approx(expected, rel=1e-3)


def test_the_same_solid_gives_the_same_bytes():
    first, second = (extract(ellipsoid_like_box([3.0, 4.0, 5.0]), 0.5) for _ in range(2))
    assert first.points.tobytes() == second.points.tobytes()
    assert first.triangles.tobytes() == second.triangles.tobytes()


def test_placing_and_growing_move_the_surface():
    pose = Pose.about_x(np.pi / 2, np.array([10.0, 0, 0]))
    mesh = extract(offset(placed(ellipsoid_like_box([2.0, 4.0, 7.0]), pose), 1.0), 0.5)
    assert mesh.bounds.mean(axis=0) == pytest.approx(pose.apply(CENTRE[None])[0], abs=0.05)
    assert np.ptp(mesh.bounds, axis=0).ravel() == pytest.approx([6, 16, 10], abs=0.1)


def test_a_mirrored_solid_answers_at_mirrored_points():
    solid = ellipsoid_like_box([2.0, 4.0, 7.0])
    points = np.random.default_rng(0).normal(scale=6, size=(50, 3))
    assert mirrored(solid)(points) == pytest.approx(solid(points * [-1, 1, 1]))


def test_the_gate_names_the_structure_and_the_fault():
    mesh = extract(ellipsoid_like_box([2.0, 2.0, 2.0]), 0.5)
    assert gated("bone.test", mesh, 0) is mesh
    with pytest.raises(MeshFault, match=r"bone\.test.*open"):
        gated("bone.test", TriMesh(mesh.points, mesh.triangles[1:]))
    with pytest.raises(MeshFault, match="inside out"):
        gated("bone.test", TriMesh(mesh.points, mesh.triangles[:, ::-1]))
    with pytest.raises(MeshFault, match="genus 0, declared is 1"):
        gated("bone.test", mesh, 1)


def test_nothing_to_mesh_is_said():
    nowhere = Solid(lambda p: np.full(len(p), 5.0), np.array([[0.0, 0, 0], [1, 1, 1]]))
    with pytest.raises(ValueError, match="no surface"):
        extract(nowhere, 0.5)


def test_a_distance_that_is_not_a_number_is_said_and_not_a_hole():
    half = ellipsoid_like_box([3.0, 4.0, 5.0])
    torn = Solid(lambda p: np.where(p[:, 0] > 3.5, np.nan, half(p)), half.bounds)
    with pytest.raises(ValueError, match="no distance at"):
        extract(torn, 0.5)
