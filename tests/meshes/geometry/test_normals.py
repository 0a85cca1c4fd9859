import numpy as np

from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.primitives import ball as solid_ball
from meshes.surface.extract import extract


def ball(radius=4.13, step=0.9):
    """A ball as a grid shows it, slivers and all, its corners put on it exactly."""
    mesh = extract(solid_ball(np.zeros(3), radius), step)
    outward = mesh.points / np.linalg.norm(mesh.points, axis=1, keepdims=True)
    return TriMesh(outward * radius, mesh.triangles), outward


def degrees_between(first, second):
    return np.degrees(np.arccos(np.clip((first * second).sum(axis=1), -1.0, 1.0)))


def test_normals_of_a_ball_point_outward_whatever_its_triangles_are_like():
    mesh, outward = ball()
    assert degrees_between(vertex_normals(mesh), outward).max() < 2.0


def test_a_larger_ball_faces_the_same_ways():
    mesh, _ = ball()
    large = TriMesh(1e3 * mesh.points, mesh.triangles)
    np.testing.assert_allclose(vertex_normals(large), vertex_normals(mesh), atol=1e-9)


def test_a_corner_without_triangles_gets_a_normal_all_the_same():
    mesh, _ = ball()
    lonely = TriMesh(np.vstack([mesh.points, [[99.0, 0.0, 0.0]]]), mesh.triangles)
    np.testing.assert_allclose(np.linalg.norm(vertex_normals(lonely), axis=1), 1.0)
    np.testing.assert_array_equal(vertex_normals(lonely)[-1], [0.0, 0.0, 1.0])


def test_a_triangle_without_area_turns_nothing():
    mesh, _ = ball()
    flat = np.array([[0, 0, 1]], mesh.triangles.dtype)
    thin = TriMesh(mesh.points, np.vstack([mesh.triangles, flat]))
    np.testing.assert_allclose(vertex_normals(thin)[2:], vertex_normals(mesh)[2:], atol=1e-3)
