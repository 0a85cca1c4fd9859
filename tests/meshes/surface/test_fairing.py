import numpy as np
import pytest

from meshes.geometry.axes import Vector
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.primitives import ball
from meshes.sdf.solid import Solid
from meshes.surface.creases import creased
from meshes.surface.extract import extract
from meshes.surface.fairing import faired

STEP = 0.9
_ALONG, _UP = np.array([0.87, 0.46, 0.18]), np.array([-0.18, -0.04, 0.98])


def _frame() -> Vector:
    along = _ALONG / np.linalg.norm(_ALONG)
    up = _UP - along * (_UP @ along)
    up /= np.linalg.norm(up)
    return np.stack([along, np.cross(up, along), up])


def wedge() -> Solid:
    """Two faces that meet at 60 degrees along a ridge aslant to the grid, 40 mm long."""
    slope = np.radians(60.0)

    def distance(points: Vector) -> Vector:
        s, a, h = (points @ _frame().T).T
        roof = np.abs(a) * np.sin(slope) + h * np.cos(slope)
        return np.maximum.reduce([roof, -h - 6.0, np.abs(s) - 20.0])

    return Solid(distance, np.array([[-30.0] * 3, [30.0] * 3]))


def ridge_heights(mesh: TriMesh) -> Vector:
    """Heights at which edges of the surface cross the plane of the ridge, far from its ends."""
    s, a, h = _frame() @ mesh.points.T
    here, there = mesh.triangles[:, [0, 1, 2]].ravel(), mesh.triangles[:, [1, 2, 0]].ravel()
    across = (a[here] < 0.0) & (a[there] >= 0.0) & (h[here] > -4.0) & (np.abs(s[here]) < 17.0)
    here, there = here[across], there[across]
    share = a[here] / (a[here] - a[there])
    return np.asarray(h[here] + share * (h[there] - h[here]))


def creased_wedge() -> tuple[TriMesh, int]:
    plain = extract(wedge(), STEP)
    return creased(plain, wedge(), STEP), len(plain.points)


def test_a_sharp_ridge_is_less_serrated() -> None:
    mesh, first = creased_wedge()
    plain = ridge_heights(extract(wedge(), STEP)).std()
    assert first < len(mesh.points)
    assert ridge_heights(mesh).std() < 0.8 * plain
    assert ridge_heights(faired(mesh, first)).std() < 0.65 * plain


def test_corners_far_from_creases_stay() -> None:
    mesh, first = creased_wedge()
    moved = np.linalg.norm(faired(mesh, first).points - mesh.points, axis=1) > 0.0
    crease = mesh.points[first:]
    off = np.array([np.linalg.norm(crease - place, axis=1).min() for place in mesh.points[moved]])
    assert 0.02 < moved.mean() < 0.9
    assert off.max() < 4.0 * STEP


def test_a_surface_without_creases_stays() -> None:
    mesh = extract(ball(np.array([0.2, 0.1, 0.3]), 6.0), STEP)
    assert (faired(mesh, len(mesh.points)).points == mesh.points).all()


def test_volume_and_handles_stay() -> None:
    mesh, first = creased_wedge()
    after = faired(mesh, first)
    assert is_closed(after) and genus(after) == genus(mesh) == 0
    assert signed_volume_mm3(after) == pytest.approx(signed_volume_mm3(mesh), rel=0.005)


def test_no_triangle_turns_over() -> None:
    mesh, first = creased_wedge()
    before, after = (
        np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0])
        for c in (mesh.corners(), faired(mesh, first).corners())
    )
    assert ((before * after).sum(axis=1) > 0.0).all()
