"""The sacrum: closed, of its sizes, and pierced where nerves and veins pass."""

from dataclasses import replace

import numpy as np
import pytest

from meshes.anatomy.measures import Measures, read_measures
from meshes.anatomy.sources import load_sources
from meshes.assets import asset
from meshes.bones.sacrum import GENUS, sacrum
from meshes.column.landmarks.sacral_surface import faces_chart
from meshes.column.landmarks.sacrum import (
    bend_of,
    landmarks_of,
    passage_points,
    sacrum_landmarks,
    sacrum_pose,
)
from meshes.column.shapes.coccyx_shape import load_coccyx_shape
from meshes.column.shapes.sacrum_table import ImpossibleSacrum, load_sacrum_shape, sacrum_shape_from
from meshes.geometry.topology import genus
from meshes.geometry.trimesh import TriMesh
from meshes.surface.extract import extract
from tests.meshes.bones.bone_checks import clearance, require_sound, steepest

STEP = 0.9


@pytest.fixture(scope="module")
def bone() -> TriMesh:
    return extract(sacrum(), STEP)


def outline_half_width(bone: TriMesh) -> float:
    return float(bone.bounds[1, 0])


def anterior_length() -> float:
    marks = sacrum_landmarks()
    return float(np.linalg.norm(marks.promontory - marks.apex))


def test_the_surface_is_closed_outward_one_piece_and_has_the_declared_genus(bone: TriMesh) -> None:
    require_sound(bone, GENUS)


def test_left_and_right_are_mirror_images() -> None:
    solid = sacrum()
    points = np.random.default_rng(3).uniform(solid.bounds[0], solid.bounds[1], (2000, 3))
    assert np.allclose(solid(points), solid(points * [-1, 1, 1]))


def test_distance_changes_no_faster_than_declared() -> None:
    assert 0.5 < steepest(sacrum()) <= sacrum().lipschitz


def test_width_and_length_lie_within_the_measured_spread(bone: TriMesh) -> None:
    assert 2 * outline_half_width(bone) == pytest.approx(108.4, abs=6.1)
    assert anterior_length() == pytest.approx(106.67, abs=10.16)


def test_promontory_and_apex_of_the_landmarks_lie_on_the_bone(bone: TriMesh) -> None:
    marks = sacrum_landmarks()
    for mark in (marks.promontory, marks.apex):
        assert np.linalg.norm(bone.points - mark, axis=1).min() < 2.5


def test_the_first_body_is_as_wide_and_deep_as_measured(bone: TriMesh) -> None:
    top = load_sacrum_shape().relief.heights[0] / 2
    rim = bone.points[np.abs(bone.points[:, 2] - top + 2.5) < 0.6]
    front = rim[rim[:, 1] < -9.0]
    middle = front[np.abs(front[:, 0]) < 3.0]
    assert np.ptp(front[:, 0]) == pytest.approx(47.0, abs=5.0)
    assert -middle[:, 1].min() == pytest.approx(28.3, abs=3.5)


def test_the_endplate_is_level_and_the_origin_on_the_posterior_wall_of_the_first_body() -> None:
    solid, marks = sacrum(), sacrum_landmarks()
    above = marks.endplate.translation + np.array([[0.0, 0.0, 1.0], [0.0, 0.0, -3.0]])
    assert np.sign(solid(above)).tolist() == [1.0, -1.0]
    behind, before = solid(np.array([[0.0, 3.0, 0.0], [0.0, -3.0, 0.0]]))
    assert behind > 0 > before


@pytest.mark.parametrize(("index", "anterior", "posterior"), [(0, 12.23, 7.66), (1, 12.85, 7.05)])
def test_a_ball_of_the_measured_width_passes_each_foramen_into_the_canal(
    bone: TriMesh, index: int, anterior: float, posterior: float
) -> None:
    way = sacrum_landmarks().passages[index]
    assert clearance(bone, np.stack([way.root, way.fork, way.anterior])) >= anterior - 0.1
    assert clearance(bone, np.stack([way.fork, way.posterior])) >= posterior - 0.1


@pytest.mark.parametrize("index", [2, 3])
def test_the_lower_foramina_are_open_as_told_by_the_table(bone: TriMesh, index: int) -> None:
    way, size = sacrum_landmarks().passages[index], load_sacrum_shape().size.foramina[index]
    assert clearance(bone, np.stack([way.root, way.fork, way.anterior])) >= size.anterior_foramen_width - 0.2
    assert clearance(bone, np.stack([way.fork, way.posterior])) >= size.posterior_foramen_height - 0.2


def medial_edge(index: int) -> float:
    """Distance from the median plane at which bone begins, just under the pelvic surface, from a mouth
    inwards.
    """
    shape = load_sacrum_shape()
    mouth = passage_points(shape, index, faces_chart(shape)).anterior
    x, s = np.linspace(mouth[0], 0.0, 200), np.full(200, mouth[1])
    depth = faces_chart(shape)(x, s)[0] + 1.2
    return float(x[np.argmax(sacrum()(bend_of(shape).place(x, s, depth)) < 0)])


@pytest.mark.parametrize(("index", "line"), [(0, 36.72), (1, 29.75), (2, 26.53), (3, 26.56)])
def test_transverse_lines_are_as_long_as_measured(index: int, line: float) -> None:
    assert 2 * medial_edge(index) == pytest.approx(line, rel=0.1)


def test_the_canal_is_open_from_the_first_body_to_the_hiatus(bone: TriMesh) -> None:
    marks = sacrum_landmarks()
    above_base = marks.canal[:, 2] > marks.hiatus[1, 2]
    assert clearance(bone, marks.canal[above_base][::3]) > 4.0
    assert 2 * marks.canal_half_width[2] == pytest.approx(30.0, abs=3.0)


def test_the_hiatus_is_open_below_its_apex_and_roofed_above() -> None:
    solid, shape = sacrum(), load_sacrum_shape()
    bend, apex = bend_of(shape), shape.relief.joints[-1] - shape.size.hiatus_length
    depth = np.linspace(5.0, 25.0, 60)
    above = solid(bend.place(np.zeros(60), np.full(60, apex - 5.0), depth))
    below = solid(bend.place(np.zeros(60), np.full(60, apex + 6.0), depth))
    assert above.min() < 0 < below[10:].min()


def test_the_pelvic_surface_is_hollow_from_above_downwards_and_from_side_to_side(bone: TriMesh) -> None:
    marks = sacrum_landmarks()
    t = np.linspace(0.1, 0.9, 9)[:, None]
    chord = marks.promontory + (marks.apex - marks.promontory) * t
    hollow = []
    for spot in chord:
        near = bone.points[(np.abs(bone.points[:, 0]) < 2) & (np.abs(bone.points[:, 2] - spot[2]) < 1.5)]
        hollow.append(near[:, 1].min() - spot[1])
    assert 4.0 < max(hollow) < 25.0
    shape = load_sacrum_shape().relief
    assert (shape.pelvic[5, 3:6] < shape.pelvic[0, 3:6]).all()


def test_the_facet_looks_back_and_to_the_middle_and_lies_on_the_bone(bone: TriMesh) -> None:
    marks = sacrum_landmarks()
    assert marks.facet_normal[1] > 0.4
    assert marks.facet_normal[0] < -0.3
    assert np.linalg.norm(bone.points - marks.facet_centre, axis=1).min() < 1.5


def table_with(changes: dict[tuple[str, str], float]) -> Measures:
    paths = [asset("anatomy", name) for name in ("sacrum.csv", "sacrum_shape.csv")]
    table = read_measures(paths, load_sources())
    return table.replaced({key: replace(table.get(*key), value=value) for key, value in changes.items()})


def test_the_sacrum_stands_a_disc_below_the_corner_of_the_last_lumbar_body() -> None:
    corner, slope, wedge = np.array([0.0, 3.0, -12.0]), np.radians(40.0), np.radians(-16.0)
    pose = sacrum_pose(corner, slope, 4.0, wedge)
    rim = pose.apply(np.array([[0.0, 0.0, load_sacrum_shape().relief.heights[0] / 2]]))[0]
    assert np.linalg.norm(corner - rim) == pytest.approx(4.0)
    up = pose.apply_direction(np.array([[0.0, 0.0, 1.0]]))[0]
    assert up[1] == pytest.approx(-np.sin(slope))
    assert rim[2] < corner[2]


def test_the_auricular_surface_has_arms_as_long_as_measured() -> None:
    form = load_sacrum_shape().auricular
    ends = 2 * form.half_width
    short = np.hypot(form.corner_y - form.upper_y, form.corner_s - form.upper_s) + ends
    long = np.hypot(form.corner_y - form.lower_y, form.corner_s - form.lower_s) + ends
    assert short == pytest.approx(31.9, abs=4.2)
    assert long == pytest.approx(39.4, abs=4.8)


def test_a_wider_and_longer_sacrum_is_wider_and_longer_by_as_much(bone: TriMesh) -> None:
    sizes = {("S1-S5", "sacrum_max_width"): 114.0, ("S1-S5", "sacrum_max_length"): 113.0}
    larger = extract(sacrum(sacrum_shape_from(table_with(sizes))), 1.1)
    grown = larger.bounds - bone.bounds
    assert genus(larger) == GENUS
    assert grown[1, 0] == pytest.approx((114.0 - 108.4) / 2, abs=0.4)
    assert grown[0, 2] < -2.5


def test_the_bone_is_built_larger_than_measured_by_the_ratios_of_the_table(bone: TriMesh) -> None:
    ratios = table_with({})
    wider = ratios.value("S1-S5", "size_sacrum_max_width")
    longer = ratios.value("S1-S5", "size_sacrum_max_length")
    assert 2 * outline_half_width(bone) == pytest.approx(108.4 * wider, rel=0.01)
    assert anterior_length() == pytest.approx(106.67 * longer, rel=0.01)
    as_measured = sacrum_shape_from(table_with({("S1-S5", "size_sacrum_max_length"): 1.0}))
    marks = landmarks_of(as_measured, load_coccyx_shape())
    assert np.linalg.norm(marks.promontory - marks.apex) == pytest.approx(106.67, rel=0.01)


@pytest.mark.parametrize(
    ("key", "value"), [(("S3", "canal_roof_y"), 1.0), (("S2", "anterior_foramen_height"), 40.0)]
)
def test_sizes_that_cannot_stand_together_are_refused_by_level_and_name(
    key: tuple[str, str], value: float
) -> None:
    with pytest.raises(ImpossibleSacrum, match=key[1]):
        sacrum_shape_from(table_with({key: value}))


def test_every_number_of_the_tables_has_a_source_and_none_is_left_unread() -> None:
    table = table_with({})
    read: set[tuple[str, str]] = set()

    class Watched(Measures):
        def value(self, place: str, name: str) -> float:
            read.add((place, name))
            return super().value(place, name)

    sacrum_shape_from(Watched(table.by_place))
    unread = {name for place, name in set(table.by_place) - read}
    assert unread == {"auricular_long_arm", "auricular_short_arm", "auricular_oblique"}
