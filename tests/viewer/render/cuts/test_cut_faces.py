import numpy as np
import pytest
import pyvista as pv

from meshes.geometry.trimesh import TriMesh, merged
from tests.viewer.small_atlas import ball
from viewer.render.cuts.cut_rim import rim_of
from viewer.render.cuts.fill import filled
from viewer.render.cuts.section_cut import cut_open
from viewer.render.protocol import Cut
from viewer.render.surfaces import polydata

UP = np.array([0.0, 0.0, 1.0])


def square(side: float, z: float = 0.0) -> np.ndarray:
    half = side / 2.0
    return np.array([[-half, -half, z], [half, -half, z], [half, half, z], [-half, half, z]])


def pieces(*loops: np.ndarray) -> np.ndarray:
    return np.concatenate([np.stack([loop, np.roll(loop, -1, axis=0)], axis=1) for loop in loops])


def test_a_square_and_a_star_are_filled_to_their_area():
    assert filled(pieces(square(4.0, z=7.0)), UP).area == pytest.approx(16.0)
    angles = np.arange(10) * np.pi / 5.0
    radii = np.where(np.arange(10) % 2, 1.0, 3.0)
    star = np.stack([radii * np.cos(angles), radii * np.sin(angles), np.zeros(10)], axis=1)
    by_hand = 10 * 0.5 * 3.0 * 1.0 * np.sin(np.pi / 5.0)
    assert filled(pieces(star), UP).area == pytest.approx(by_hand, rel=1e-5)


def test_a_hole_stays_open_and_overlapping_outlines_count_once():
    assert filled(pieces(square(4.0), square(2.0)[::-1]), UP).area == pytest.approx(12.0)
    assert filled(pieces(square(4.0), square(2.0)), UP).area == pytest.approx(16.0)


def test_the_filling_lies_in_the_plane_and_faces_its_normal():
    tilted = np.array([0.6, 0.0, 0.8])
    across = np.array([0.8, 0.0, -0.6])
    loop = np.array(
        [3.0 * tilted + a * across + b * np.array([0.0, 1.0, 0.0]) for a, b in square(2.0)[:, :2]]
    )
    face = filled(pieces(loop), tilted)
    np.testing.assert_allclose(np.asarray(face.points) @ tilted, 3.0, atol=1e-6)
    assert face.area == pytest.approx(4.0, rel=1e-5)


def prism(outline: list[tuple[float, float]]) -> TriMesh:
    """A closed prism over an outline, from z = -1 to 1; the ends are fans."""
    count = len(outline)
    low = np.array([(x, y, -1.0) for x, y in [*outline, np.mean(outline, axis=0)]])
    high = low + 2.0 * UP
    triangles = []
    for here in range(count):
        there = (here + 1) % count
        up_here, up_there, up_middle = (each + count + 1 for each in (here, there, count))
        triangles += [(here, there, up_there), (here, up_there, up_here)]
        triangles += [(there, here, count), (up_here, up_there, up_middle)]
    return TriMesh(np.concatenate([low, high]), np.array(triangles))


SELF_CROSSING = [
    (0.197, 0.038), (0.068, -0.042), (-0.182, 0.367), (-0.212, 0.526), (0.159, 0.396), (0.572, 0.388),
    (0.518, 0.239), (0.135, -0.112), (0.016, 0.021), (-0.351, 0.426), (-0.372, 0.446), (-0.36, 0.444),
    (0.186, 0.749), (0.586, 0.33), (0.668, 0.317), (0.536, 0.246),
]  # fmt: skip
"""A section met in a thin vein: the outline runs over itself; the region it covers has 0.426 square mm."""


def test_an_outline_that_runs_over_itself_is_closed_all_the_same():
    kept, cap = cut_open(polydata(prism(SELF_CROSSING)), Cut((0.0, 0.0, 0.1), (0.0, 0.0, 1.0)))
    assert kept.bounds.z_max == pytest.approx(0.1, abs=1e-5)
    assert cap.area == pytest.approx(0.426, abs=0.03)


def disc_face(radius: float) -> pv.PolyData:
    return cut_open(polydata(ball(radius=radius, steps=80)), Cut((0.0, 0.0, 0.01), (0.0, 0.0, 1.0)))[1]


def test_a_rim_has_the_width_asked_for_and_lies_inside():
    rim = rim_of(disc_face(10.0), UP, 1.0)
    reach = np.linalg.norm(np.asarray(rim.points)[:, :2], axis=1)
    assert reach.max() == pytest.approx(10.0, abs=0.05)
    assert reach.min() == pytest.approx(9.0, abs=0.05)
    assert rim.area == pytest.approx(np.pi * 19.0, rel=0.02)


def test_a_rim_around_a_hole_lies_on_the_face_not_in_the_hole():
    outer, inner = ball(radius=10.0, steps=60), ball(radius=5.0, steps=60)
    shell = merged([outer, TriMesh(inner.points, inner.triangles[:, ::-1])])
    _, cap = cut_open(polydata(shell), Cut((0.0, 0.0, 0.01), (0.0, 0.0, 1.0)))
    reach = np.linalg.norm(np.asarray(rim_of(cap, UP, 1.0).points)[:, :2], axis=1)
    assert reach.min() == pytest.approx(5.0, abs=0.05)
    assert not ((reach > 6.1) & (reach < 8.9)).any()


def test_a_small_face_gets_a_narrower_rim_and_an_empty_one_none():
    reach = np.linalg.norm(np.asarray(rim_of(disc_face(1.0), UP, 1.0).points)[:, :2], axis=1)
    assert 0.6 < reach.min() < 0.8
    assert rim_of(pv.PolyData(), UP, 1.0).n_cells == 0


def test_a_sliver_that_rounding_turned_over_puts_no_lines_across_a_face():
    # A square whose diagonal carries a corner that lies a breath off it, on the wrong side.
    points = np.array([[0, 0, 0], [10, 0, 0], [10, 10, 0], [0, 10, 0], [5 + 1e-5, 5 - 1e-5, 0]], np.float32)
    triangles = np.array([[0, 1, 2], [0, 2, 4], [2, 3, 4], [3, 0, 4]])
    rim = rim_of(pv.PolyData.from_regular_faces(points, triangles), UP, 1.0)
    middles = np.asarray(rim.points)[:, :2]
    assert np.minimum(middles, 10.0 - middles).min(axis=1).max() < 1.1
    assert rim.area == pytest.approx(36.0, rel=0.01)
