import numpy as np
import pyvista as pv

from meshes.geometry.normals import vertex_normals
from meshes.geometry.trimesh import TriMesh
from tests.viewer.small_atlas import ball
from viewer.render.cuts.section_cut import cut_open
from viewer.render.protocol import Cut
from viewer.render.surfaces import HOLLOW, hollowness, polydata, stand_in, trimesh


def test_a_stand_in_is_lighter_but_keeps_place_and_size():
    full = polydata(ball(centre=(5.0, 0.0, 0.0), steps=60))
    light = stand_in(full, 0.25)
    assert 0.2 * full.n_cells < light.n_cells < 0.3 * full.n_cells
    np.testing.assert_allclose(light.bounds, full.bounds, atol=0.2)


def test_a_small_surface_is_its_own_stand_in():
    full = polydata(ball(steps=10))
    assert stand_in(full, 0.1) is full


def test_a_thin_tube_stays_in_one_piece_when_lightened():
    tube = pv.Spline([[0, 0, 0], [5, 20, 0], [0, 40, 0]], 200).tube(radius=0.8, n_sides=12, capping=True)
    light = stand_in(polydata(trimesh(tube.triangulate().clean())), 0.15)
    assert light.split_bodies().n_blocks == 1
    assert light.length > 0.95 * tube.length


def cut_at(x: float) -> Cut:
    return Cut((x, 0.0, 0.0), (1.0, 0.0, 0.0))


def test_a_cut_keeps_the_side_away_from_the_normal_and_closes_it():
    kept, cap = cut_open(polydata(ball(radius=10.0)), cut_at(2.0))
    assert kept.bounds.x_max <= 2.0 + 1e-4
    assert kept.n_open_edges > 0
    assert kept.merge(cap).clean(tolerance=1e-5).n_open_edges == 0
    assert abs(cap.area - np.pi * (100.0 - 4.0)) < 4.0
    np.testing.assert_allclose(cap.point_data.active_normals, [[1.0, 0.0, 0.0]] * cap.n_points)


def test_a_hollow_body_is_cut_to_a_ring():
    outer, inner = ball(radius=10.0, steps=60), ball(radius=5.0, steps=60)
    shell = TriMesh(
        np.vstack([outer.points, inner.points]),
        np.vstack([outer.triangles, inner.triangles[:, ::-1] + len(outer.points)]),
    )
    _, cap = cut_open(polydata(shell), cut_at(0.1))
    assert abs(cap.area - np.pi * 75.0) < 4.0


def test_a_body_beside_the_plane_stays_whole_or_goes():
    surface = polydata(ball(radius=10.0))
    kept, cap = cut_open(surface, cut_at(11.0))
    assert kept is surface
    assert cap.n_cells == 0
    kept, cap = cut_open(surface, cut_at(-11.0))
    assert kept.n_cells == cap.n_cells == 0


def test_normals_survive_the_cut():
    kept, _ = cut_open(polydata(ball(radius=10.0)), cut_at(2.0))
    points = np.asarray(kept.points)
    outward = points / np.linalg.norm(points, axis=1, keepdims=True)
    assert (np.asarray(kept.point_data.active_normals) * outward).sum(axis=1).min() > 0.95


def test_a_groove_is_hollow_and_a_ridge_is_not():
    ring = pv.ParametricTorus(ringradius=10.0, crosssectionradius=3.0, u_res=120, v_res=60, w_res=5)
    mesh = trimesh(ring.triangulate().clean())
    inner = np.hypot(mesh.points[:, 0], mesh.points[:, 1]) < 7.1
    outer = np.hypot(mesh.points[:, 0], mesh.points[:, 1]) > 12.9
    hollow = hollowness(mesh, vertex_normals(mesh))
    assert hollow[inner].mean() > hollow[outer].mean()
    dent = trimesh(dented_plate())
    depth = hollowness(dent, vertex_normals(dent))
    assert depth[np.argmin(dent.points[:, 2])] > 0.05
    assert depth[np.argmax(dent.points[:, 2])] < -0.05


def dented_plate() -> pv.PolyData:
    plate = pv.Plane(i_size=20.0, j_size=20.0, i_resolution=40, j_resolution=40).triangulate()
    x, y, _ = plate.points.T
    plate.points[:, 2] = np.exp(-((x - 5) ** 2 + y**2) / 4.0) - np.exp(-((x + 5) ** 2 + y**2) / 4.0)
    return plate


def test_hollows_stay_with_stand_ins_and_cut_parts():
    full = polydata(ball(steps=60), hollow_steps=4)
    for part in (stand_in(full, 0.3), cut_open(full, cut_at(2.0))[0]):
        assert len(part.point_data[HOLLOW]) == part.n_points
