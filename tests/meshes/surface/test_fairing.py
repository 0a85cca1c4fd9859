import numpy as np
import pytest

from meshes.geometry.axes import Vector
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import genus, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.primitives import ball
from meshes.sdf.solid import Solid
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


def test_a_sharp_ridge_is_less_serrated() -> None:
    plain = extract(wedge(), STEP)
    assert ridge_heights(faired(plain)).std() < 0.75 * ridge_heights(plain).std()


def test_what_is_round_stays_where_it_is() -> None:
    radius = 6.0
    plain = extract(ball(np.array([0.2, 0.1, 0.3]), radius), STEP)
    mesh = faired(plain)
    off = np.linalg.norm(mesh.points - [0.2, 0.1, 0.3], axis=1) - radius
    assert np.abs(off).max() < 0.05
    assert signed_volume_mm3(mesh) == pytest.approx(signed_volume_mm3(plain), rel=0.002)


def test_it_stays_closed_with_the_same_handles() -> None:
    torus = Solid(
        lambda p: np.hypot(np.hypot(p[:, 0], p[:, 1]) - 8, p[:, 2]) - 2.0,
        np.array([[-10.0, -10, -2], [10, 10, 2]]),
    )
    mesh = faired(extract(torus, STEP))
    assert is_closed(mesh) and genus(mesh) == 1
