"""Specks and tiny hollows go, what is meant stays."""

import numpy as np
import pyvista as pv

from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, is_closed
from meshes.geometry.trimesh import TriMesh
from meshes.surface.specks import without_specks


def _ball(x: float, radius: float, inside_out: bool = False) -> TriMesh:
    ball = pv.Sphere(radius=radius)
    faces = ball.regular_faces[:, ::-1] if inside_out else ball.regular_faces
    return TriMesh(np.asarray(ball.points, float) + [x, 500.0, 0.0], faces)


def _together(*balls: TriMesh) -> TriMesh:
    start = np.cumsum([0, *(len(ball.points) for ball in balls)])
    return TriMesh(
        np.concatenate([ball.points for ball in balls]),
        np.concatenate([ball.triangles + place for ball, place in zip(balls, start, strict=False)]),
    )


def test_a_speck_and_a_tiny_hollow_go_and_a_piece_and_a_cavity_stay() -> None:
    meant = _together(_ball(0, 5.0), _ball(0.0, 2.0, inside_out=True), _ball(20, 1.0))
    found = without_specks(_together(_ball(-9, 0.3), meant, _ball(3.5, 0.3, inside_out=True)), least_mm3=0.5)
    assert is_closed(found)
    assert components(found).max() == 2
    assert len(found.points) == len(meant.points)
    assert signed_volume_mm3(found) == signed_volume_mm3(meant)


def test_the_largest_piece_stays_however_small() -> None:
    ball = _ball(0, 0.3)
    assert len(without_specks(_together(ball, _ball(4, 0.2)), 10.0).points) == len(ball.points)
