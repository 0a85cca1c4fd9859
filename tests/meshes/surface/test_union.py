"""One watertight solid from several meshes."""

import numpy as np
import pytest
import pyvista as pv

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.surface.union import TooFine, printable_mesh, union_mesh

STEP_MM = 0.5


def _ball(centre: tuple[float, float, float], radius: float) -> TriMesh:
    ball = pv.Sphere(radius=radius, theta_resolution=60, phi_resolution=60)
    return TriMesh(ball.points + np.array(centre), ball.regular_faces)


BIG, SMALL = _ball((0, 0, 0), 10), _ball((9, 3, 2), 6)


def test_overlapping_balls_become_one_closed_solid_with_the_surface_of_the_outer_one() -> None:
    union = union_mesh([BIG, SMALL], STEP_MM)
    assert is_closed(union)
    assert genus(union) == 0
    assert components(union).max() == 0
    to_big = np.linalg.norm(union.points, axis=1) - 10
    to_small = np.linalg.norm(union.points - [9, 3, 2], axis=1) - 6
    distance = np.minimum(to_big, to_small)
    assert np.abs(distance).max() < STEP_MM
    assert np.abs(distance).mean() < STEP_MM / 5


def test_the_volume_of_the_overlap_counts_once() -> None:
    away = union_mesh([BIG, _ball((40, 0, 0), 6)], STEP_MM)
    whole = signed_volume_mm3(BIG) + signed_volume_mm3(SMALL)
    assert signed_volume_mm3(away) == pytest.approx(whole, rel=0.02)
    assert 0 < signed_volume_mm3(union_mesh([BIG, SMALL], STEP_MM)) < 0.95 * whole


def test_the_place_is_kept_on_every_axis() -> None:
    tall = TriMesh(BIG.points * [0.5, 1.0, 2.0] + [100, -50, 7], BIG.triangles)
    np.testing.assert_allclose(union_mesh([tall], STEP_MM).bounds, tall.bounds, atol=STEP_MM)


def test_nothing_cannot_be_united() -> None:
    with pytest.raises(ValueError, match="nothing"):
        union_mesh([], STEP_MM)


# -- for printing: the wall


def _tube(radius: float, length: float = 40.0, direction: tuple[float, float, float] = (0, 0, 1)) -> TriMesh:
    tube = pv.Cylinder(direction=direction, radius=radius, height=length, resolution=24).triangulate().clean()
    return TriMesh(np.asarray(tube.points, float), tube.regular_faces)


def _depth(mesh: TriMesh, points: np.ndarray) -> np.ndarray:
    """How deep points lie inside a mesh, mm; negative outside."""
    surface = pv.PolyData.from_regular_faces(mesh.points, mesh.triangles)
    return -np.asarray(pv.PolyData(points).compute_implicit_distance(surface)["implicit_distance"])


@pytest.mark.parametrize("radius", [0.15, 0.25, 0.4, 0.7, 0.98])
@pytest.mark.parametrize("direction", [(0, 0, 1), (1, 0.7, 0.4), (0.3, 0.2, 1)])
def test_a_thin_tube_becomes_as_thick_as_the_wall_all_along(radius, direction) -> None:
    wall_mm = 2.0
    solid = printable_mesh([_tube(radius, 40.0, direction)], 0.6, wall_mm)
    assert is_closed(solid)
    assert components(solid).max() == 0, "no gaps, though the tube is thinner than a voxel"
    axis = np.array(direction) / np.linalg.norm(direction)
    along = np.linspace(-18.0, 18.0, 73)[:, None] * axis
    depth = _depth(solid, along)
    assert depth.min() > 0.5 * wall_mm
    assert depth.max() < 0.8 * wall_mm


def test_what_is_thick_enough_stays_as_it_is_edges_included() -> None:
    box = pv.Cube(x_length=12.2, y_length=9.3, z_length=15.1).triangulate().clean()
    block = TriMesh(np.asarray(box.points, float), box.regular_faces)
    for body in (block, BIG):
        printable = printable_mesh([body], 0.5, 2.0)
        assert signed_volume_mm3(printable) == pytest.approx(signed_volume_mm3(body), rel=0.03)
        np.testing.assert_allclose(printable.bounds, body.bounds, atol=0.3)


def test_a_vessel_on_a_bone_stays_joined_to_it_and_the_bone_keeps_its_size() -> None:
    away = TriMesh(_tube(0.3, 16.0).points + [0.0, 0.0, 15.0], _tube(0.3, 16.0).triangles)
    solid = printable_mesh([BIG, away], 0.6, 2.0)
    assert is_closed(solid)
    assert components(solid).max() == 0
    np.testing.assert_allclose(solid.bounds[0], BIG.bounds[0], atol=0.4)
    assert _depth(solid, np.array([[0.0, 0.0, z] for z in np.arange(9.0, 22.0, 0.5)])).min() > 1.0


def test_a_sheet_becomes_a_wall() -> None:
    sheet = pv.Cube(x_length=14, y_length=0.5, z_length=14).triangulate().clean()
    solid = printable_mesh([TriMesh(np.asarray(sheet.points, float), sheet.regular_faces)], 0.5, 1.8)
    middle = np.array([[x, 0.0, z] for x in (-5.0, 0.0, 4.3) for z in (-5.0, 0.2, 5.0)])
    assert 0.9 < _depth(solid, middle).min() <= _depth(solid, middle).max() < 1.6


def test_a_wall_that_needs_too_fine_a_grid_is_refused() -> None:
    with pytest.raises(TooFine, match="fewer levels"):
        printable_mesh([TriMesh(BIG.points * 20.0, BIG.triangles)], 0.6, 0.5)
