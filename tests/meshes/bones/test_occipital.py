"""The skull base: foramen magnum, condyles, and the canals veins pass."""

import numpy as np
import pytest

from meshes.bones.occipital import GENUS, occipital
from meshes.column.landmarks.occipital import occipital_landmarks
from meshes.column.landmarks.occipital_surface import above_rim, bowl_distance, shell_chart
from meshes.column.shapes.occipital_shape import load_occipital_shape
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract
from tests.meshes.bones.bone_checks import clearance, require_sound, steepest

STEP = 0.8


@pytest.fixture(scope="module")
def bone() -> TriMesh:
    return extract(occipital(), STEP)


def test_the_surface_is_closed_outward_one_piece_and_has_the_declared_genus(bone: TriMesh) -> None:
    require_sound(bone, GENUS)


def test_distance_changes_no_faster_than_declared() -> None:
    assert 0.5 < steepest(occipital()) <= occipital().lipschitz


def test_the_foramen_magnum_is_as_long_and_wide_as_measured_and_longer_than_wide(bone: TriMesh) -> None:
    p = bone.points
    median = p[(np.abs(p[:, 0]) < 1.0) & (np.abs(p[:, 1]) < 25.0) & (p[:, 2] < 6.0)]
    length = median[median[:, 1] > 0, 1].min() - median[median[:, 1] < 0, 1].max()
    # Above the condyles, whose inner faces stand into the opening in front.
    level = p[(np.abs(p[:, 2] - 2.5) < 0.5) & (np.abs(p[:, 1]) < 8.0)]
    spans = [2 * np.abs(level[np.abs(level[:, 1] - y) < 0.6, 0]).min() for y in (0.0, 2.0, 4.0)]
    assert length == pytest.approx(34.8, abs=1.0)
    assert max(spans) == pytest.approx(29.6, abs=1.2)
    assert 1.1 < length / max(spans) < 1.3


def test_condyles_have_the_measured_length_angle_and_distances() -> None:
    marks = occipital_landmarks()
    across, along = (marks.condyle_back - marks.condyle_front)[:2]
    assert np.hypot(across, along) == pytest.approx(24.5, abs=2.5)
    assert np.degrees(np.arctan2(across, along)) == pytest.approx(31.5, abs=5.1)
    assert 2 * marks.condyle_front[0] == pytest.approx(22.6, abs=3.9)
    assert 2 * marks.condyle_back[0] == pytest.approx(44.2, abs=3.2)


def test_condyles_face_down_and_outwards_and_stand_lowest(bone: TriMesh) -> None:
    marks = occipital_landmarks()
    assert marks.condyle_normal[2] < -0.7
    assert marks.condyle_normal[0] > 0.2
    assert np.linalg.norm(bone.points - marks.condyle_centre, axis=1).min() < 1.5
    lowest = bone.points[bone.points[:, 2].argmin()]
    assert abs(abs(lowest[0]) - marks.condyle_centre[0]) < 6.0


def test_condyles_are_as_broad_as_measured(bone: TriMesh) -> None:
    marks = occipital_landmarks()
    along = (marks.condyle_back - marks.condyle_front) / np.linalg.norm(
        marks.condyle_back - marks.condyle_front
    )
    across = np.cross(along, [0.0, 0.0, 1.0])
    rel = bone.points[bone.points[:, 2] < -4.0] - (marks.condyle_front + marks.condyle_back) / 2
    rel = rel[(np.abs(rel @ along) < 2.0) & (np.abs(rel @ across) < 15.0)]
    assert np.ptp(rel @ across) == pytest.approx(13.1, abs=1.6)


def test_the_hypoglossal_canal_lies_where_it_was_measured_and_lets_a_ball_through(bone: TriMesh) -> None:
    marks = occipital_landmarks()
    canal = marks.hypoglossal
    way = canal.outer - canal.inner
    assert np.linalg.norm(canal.inner - marks.basion) == pytest.approx(16.5, abs=1.8)
    assert np.linalg.norm(canal.inner - marks.opisthion) == pytest.approx(29.2, abs=2.6)
    assert np.linalg.norm(way) == pytest.approx(9.9, abs=1.9)
    assert np.degrees(np.arctan2(way[0], -way[1])) == pytest.approx(45.6, abs=4.6)
    assert clearance(bone, np.stack([canal.inner, canal.outer])) >= 6.5 - 0.2


def test_the_condylar_canal_lets_a_ball_through(bone: TriMesh) -> None:
    canal = occipital_landmarks().condylar
    assert clearance(bone, np.stack([canal.inner, canal.outer])) >= 2.95 - 0.25
    assert np.linalg.norm(canal.outer - canal.inner) == pytest.approx(10.3, abs=3.5)


def test_the_jugular_foramen_is_open_and_lies_lateral_to_the_hypoglossal_canal(bone: TriMesh) -> None:
    marks = occipital_landmarks()
    axis = marks.jugular_axis * 6.0
    assert clearance(bone, np.stack([marks.jugular_centre - axis, marks.jugular_centre + axis])) >= 9.9 - 0.3
    assert marks.jugular_centre[0] > marks.hypoglossal.outer[0] + 4.0
    rim = np.linalg.norm(marks.jugular_centre - marks.hypoglossal.outer) - marks.jugular_half_axes.mean()
    assert rim == pytest.approx(8.4, abs=2.0)


def test_grooves_run_on_the_inner_surface_and_the_sigmoid_one_ends_in_the_jugular_foramen() -> None:
    marks, solid = occipital_landmarks(), occipital()
    shape = load_occipital_shape()
    for line in (marks.sigmoid_groove[6:-6], marks.occipital_groove[1:-1]):
        assert np.abs(solid(line)).max() < 1.5
    gap = np.linalg.norm(marks.sigmoid_groove[-1] - marks.jugular_centre)
    assert gap < shape.size.jugular_foramen_length / 2 + 2.0


def test_the_clivus_rises_forwards_from_the_basion(bone: TriMesh) -> None:
    clivus = occipital_landmarks().clivus
    rise = clivus[-1] - clivus[0]
    assert rise[1] < -10.0
    assert rise[2] > 20.0
    assert all(np.linalg.norm(bone.points - spot, axis=1).min() < 3.5 for spot in clivus[2:-1])


def test_the_squama_ends_in_a_thin_and_even_rim(bone: TriMesh) -> None:
    shape = load_occipital_shape()
    height = above_rim(shape.bowl, bone.points)
    turn = np.degrees(np.arctan2(bone.points[:, 0], bone.points[:, 1] - 12.0)) // 10.0
    # In front of these the basilar part stands higher.
    around = [turn == part for part in range(-11, 11)]
    tops = np.array([height[here].max() for here in around])
    widths = [np.ptp(bowl_distance(shape.bowl, bone.points[here & (height > -1.5)])) for here in around]
    assert np.abs(tops).max() < 0.5
    assert max(widths) < 4.5


def test_left_and_right_are_mirror_images() -> None:
    solid = occipital()
    points = np.random.default_rng(3).uniform(solid.bounds[0], solid.bounds[1], (2000, 3))
    assert np.allclose(solid(points), solid(points * [-1, 1, 1]))


def test_the_surfaces_cross_the_median_plane_level() -> None:
    chart = shell_chart(load_occipital_shape())
    y = np.arange(20.0, 65.0, 1.0)
    beside, amid = (chart(np.full_like(y, x), y) for x in (0.2, 0.0))
    assert np.abs(beside - amid).max() < 1e-9
