import numpy as np

from meshes.sdf.blend import subtract
from meshes.sdf.primitives import ball
from meshes.sdf.solid import Solid
from meshes.surface.extract import extract
from meshes.surface.settling import FARTHEST, settled

STEP_MM = 0.9


def bitten() -> Solid:
    """A ball with a bite: a rim rounder than the grid is fine by a little."""
    return subtract(ball(np.zeros(3), 12.0), ball(np.array([9.0, 6.0, 4.0]), 6.0), radius_mm=0.6)


def test_corners_lie_on_the_solid_along_its_rims():
    solid = bitten()
    plain = extract(solid, STEP_MM)
    before, after = (np.abs(solid(m.points)) for m in (plain, settled(plain, solid, STEP_MM, 0.03)))
    assert before.max() > 0.05 * STEP_MM
    assert after.max() < 0.5 * before.max()
    assert (after > 0.03 * STEP_MM).sum() < 0.2 * (before > 0.03 * STEP_MM).sum()


def test_triangles_stay_and_no_corner_goes_far():
    solid = bitten()
    plain = extract(solid, STEP_MM)
    after = settled(plain, solid, STEP_MM, 0.03)
    assert (after.triangles == plain.triangles).all()
    assert np.linalg.norm(after.points - plain.points, axis=1).max() <= FARTHEST * STEP_MM + 1e-9


def test_a_smooth_surface_is_not_asked_about():
    asked = []
    solid = ball(np.zeros(3), 20.0)
    mesh = extract(solid, STEP_MM)
    counted = Solid(lambda p: (asked.append(len(p)), solid.distance(p))[1], solid.bounds)
    assert settled(mesh, counted, STEP_MM, 0.03) is mesh
    assert not asked
