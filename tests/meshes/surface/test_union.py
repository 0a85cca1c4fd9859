"""One watertight solid from several meshes."""

import numpy as np
import pytest
import pyvista as pv

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.surface.union import union_mesh

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
