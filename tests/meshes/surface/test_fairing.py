import numpy as np
import pytest

from meshes.geometry.axes import Vector
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.normals import vertex_normals
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.blend import intersect
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


def creased_wedge() -> TriMesh:
    return creased(extract(wedge(), STEP), wedge(), STEP)


def test_a_sharp_ridge_is_less_serrated() -> None:
    mesh = creased_wedge()
    plain = ridge_heights(extract(wedge(), STEP)).std()
    assert ridge_heights(mesh).std() < 0.8 * plain
    assert ridge_heights(faired(mesh)).std() < 0.65 * plain


def test_a_round_surface_stays_where_it_is() -> None:
    solid = ball(np.array([0.2, 0.1, 0.3]), 6.0)
    off = np.abs(solid(faired(extract(solid, STEP)).points))
    assert off.mean() < 0.01 * STEP
    assert off.max() < 0.06 * STEP


def misled_deg(mesh: TriMesh, solid: Solid) -> Vector:
    """Angle between the normal at each corner and the way out of the solid there, degrees."""
    steps = 0.05 * np.eye(3)
    out = np.stack([solid(mesh.points + step) - solid(mesh.points - step) for step in steps], axis=1)
    out /= np.linalg.norm(out, axis=1)[:, None]
    cosine = np.einsum("ij,ij->i", out, vertex_normals(mesh))
    return np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


def ridge() -> Solid:
    """A low round ridge on a plate, aslant to the grid."""

    def distance(points: Vector) -> Vector:
        _, a, h = (points @ _frame().T).T
        return np.maximum(h - 2.0 * np.exp(-((a / 4.0) ** 2)), -h - 4.0) / 1.2

    return intersect(
        Solid(distance, np.array([[-20.0] * 3, [20.0] * 3])), ball(np.zeros(3), 18.0), radius_mm=4.0
    )


def test_a_low_ridge_is_no_saw() -> None:
    mesh = extract(ridge(), STEP)
    a, h = (_frame() @ mesh.points.T)[1:]
    slope = (np.abs(a) > 1.0) & (np.abs(a) < 6.0) & (h > 0.0) & (np.linalg.norm(mesh.points, axis=1) < 14.0)
    before, after = (np.percentile(misled_deg(each, ridge())[slope], 95) for each in (mesh, faired(mesh)))
    assert slope.sum() > 200
    assert after < 0.7 * before


def test_volume_and_handles_stay() -> None:
    mesh = creased_wedge()
    after = faired(mesh)
    assert is_closed(after) and genus(after) == genus(mesh) == 0
    assert signed_volume_mm3(after) == pytest.approx(signed_volume_mm3(mesh), rel=0.005)


def test_no_triangle_turns_over() -> None:
    mesh = creased_wedge()
    before, after = (
        np.cross(c[:, 1] - c[:, 0], c[:, 2] - c[:, 0]) for c in (mesh.corners(), faired(mesh).corners())
    )
    assert ((before * after).sum(axis=1) > 0.0).all()
