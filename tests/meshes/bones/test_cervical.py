import functools

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.bones import cervical_body
from meshes.bones.cervical import TYPICAL_LEVELS, cervical_vertebra
from meshes.bones.passages import transverse_foramen
from meshes.column.shapes.cervical_shape import CervicalShape, cervical_size
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.surface.extract import extract

STEP_MM = 0.9
solid_of = functools.cache(cervical_vertebra)


@functools.cache
def mesh_of(level):
    return extract(solid_of(level), STEP_MM)


def shape_of(level):
    return tabled(CervicalShape, "cervical_shape.csv", level)


def value(level, name):
    return load_measures().value(level, name)


def crossing(solid, start, direction, length=25.0):
    """How far along a ray the surface is first met, mm; NaN if it is not."""
    t = np.arange(0.0, length, 0.05)
    inside = solid(np.array(start, float) + t[:, None] * np.array(direction, float)) < 0
    changes = np.flatnonzero(inside[1:] != inside[:-1])
    return t[changes[0] + 1] if len(changes) else np.nan


def upper_face(level, x, y):
    """Height of the highest bone over (x, y)."""
    return 25.0 - crossing(solid_of(level), (x, y, 25.0), (0, 0, -1), 40.0)


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_a_cervical_vertebra_is_one_closed_bone_with_canal_and_two_foramina(level):
    mesh = mesh_of(level)
    assert is_closed(mesh) and signed_volume_mm3(mesh) > 0
    assert len(set(components(mesh).tolist())) == 1
    assert genus(mesh) == 3


@pytest.mark.parametrize("level", ["C3", "C7"])
def test_the_genus_does_not_hang_on_the_grid(level):
    assert {genus(extract(solid_of(level), step)) for step in (0.8, 1.2)} == {3}


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_the_bone_equals_its_mirror_image(level):
    points = np.random.default_rng(3).uniform(-28, 28, (3000, 3))
    assert np.array_equal(solid_of(level)(points), solid_of(level)(points * [-1, 1, 1]))


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_the_distance_changes_no_faster_than_promised_near_the_bone(level):
    rng = np.random.default_rng(5)
    points = mesh_of(level).points + rng.normal(0, 1.5, mesh_of(level).points.shape)
    near = points + rng.normal(0, 0.05, points.shape)
    solid = solid_of(level)
    rate = np.abs(solid(points) - solid(near)) / np.linalg.norm(points - near, axis=1)
    assert np.quantile(rate, 0.999) <= solid.lipschitz


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_uncinate_processes_stand_beside_the_upper_face(level):
    beside = value(level, "EPWu") / 2 + 3.0
    middle = upper_face(level, 0.0, -4.5)
    rise = (
        max(upper_face(level, x, y) for x in (beside - 1, beside, beside + 1) for y in (-6.0, -4.5, -3.0))
        - middle
    )
    assert 2.0 < rise < 8.0


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_an_artery_of_the_published_width_passes_the_transverse_foramen(level):
    foramen = shape_of(level).foramen
    width = load_measures().value(level, "transverse_foramen_width") if level != "C7" else 3.8
    z = np.linspace(-12, 12, 121)
    axis = np.stack([foramen.x + foramen.lean_x * z, foramen.y + foramen.lean_y * z, z], axis=1)
    gap = np.linalg.norm(mesh_of(level).points[None] - axis[:, None], axis=2).min()
    assert 2 * gap >= 0.97 * width
    assert (solid_of(level)(axis) > 0).all()


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_bone_closes_round_the_transverse_foramen(level):
    foramen = shape_of(level).foramen
    widened = transverse_foramen(foramen)
    points = mesh_of(level).points
    on_wall = points[np.abs(widened(points)) < 0.8]
    turns = np.arctan2(on_wall[:, 1] - foramen.y, on_wall[:, 0] - foramen.x)
    assert len(set(np.floor(turns / np.radians(30)).astype(int))) == 12


@pytest.mark.parametrize("level", ["C3", "C4", "C5", "C6"])
def test_the_spinous_process_ends_in_two_tubercles(level):
    points = mesh_of(level).points
    tip = points[points[:, 1].argmax()]
    assert abs(tip[0]) > 1.5
    assert solid_of(level)(np.array([[0.0, tip[1] - 1.0, tip[2]]]))[0] > 0.3


def test_the_spinous_process_of_c7_is_single_and_the_longest():
    reach = {level: mesh_of(level).points[:, 1].max() for level in TYPICAL_LEVELS}
    assert max(reach, key=reach.get) == "C7"
    points = mesh_of("C7").points
    tip = points[points[:, 1].argmax()]
    assert solid_of("C7")(np.array([[0.0, tip[1] - 1.5, tip[2]]]))[0] < 0


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_superior_facets_face_up_and_back_at_about_half_a_right_angle(level):
    mesh, pillar = mesh_of(level), shape_of(level).pillar
    corners = mesh.points[mesh.triangles]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    middle = corners.mean(axis=1)
    on_pillar = np.abs(middle[:, 0] - pillar.middle_x) < 4.0
    facing = (normals[:, 1] > 0) & (normals[:, 2] > 0.3 * np.linalg.norm(normals, axis=1))
    high = (middle[:, 2] > -1.0) & (middle[:, 1] > pillar.tip_y)
    mean = normals[on_pillar & facing & high].sum(axis=0)
    assert 30.0 < np.degrees(np.arctan2(mean[1], mean[2])) < 70.0


def groove_mm(level, x):
    """How far the lowest place on a transverse process lies below both its tubercles."""
    front = shape_of(level).anterior_tubercle.y
    found = [upper_face(level, x, y) for y in np.arange(front - 2.0, 5.0, 0.5)]
    heights = np.array([height for height in found if np.isfinite(height)])
    return max(min(heights[:i].max(), heights[i:].max()) - heights[i] for i in range(1, len(heights)))


@pytest.mark.parametrize("level", ["C3", "C4", "C5", "C6"])
def test_the_nerve_lies_in_a_groove_between_the_tubercles(level):
    edge = shape_of(level).foramen.x + shape_of(level).foramen.half_x
    assert max(groove_mm(level, edge + beyond) for beyond in (0.5, 1.5, 2.5)) > 1.0


def depth(level, z):
    solid = solid_of(level)
    return crossing(solid, (0, -7, z), (0, -1, 0)) + crossing(solid, (0, -7, z), (0, 1, 0))


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_the_body_is_as_deep_and_high_as_measured(level):
    half = value(level, "VBHp") / 2
    upper = max(depth(level, share * half) for share in (0.6, 0.78))
    lower = max(
        depth(level, -share * half)
        for share in (0.45, 0.7)
        if solid_of(level)(np.array([[0, -7, -share * half]]))[0] < 0
    )
    assert upper == pytest.approx(value(level, "EPDu"), rel=0.1)
    assert lower == pytest.approx(value(level, "EPDl"), rel=0.1)


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_the_canal_is_as_wide_and_deep_as_measured(level):
    solid = solid_of(level)
    back = value(level, "SCD")
    places = [[(0, share * back, z) for z in (-2, 0, 2, 4)] for share in (0.12, 0.22, 0.32)]
    widths = [np.nanmin([crossing(solid, place, (1, 0, 0), 19.0) for place in row]) for row in places]
    width = 2 * max(widths)
    assert width == pytest.approx(value(level, "SCW"), rel=0.1)


def test_a_level_of_another_region_is_refused():
    with pytest.raises(ValueError, match="T1"):
        cervical_vertebra("T1")


@pytest.mark.parametrize("level", TYPICAL_LEVELS)
def test_an_uncus_rises_out_of_the_upper_face_without_a_bend(level):
    size, shape = cervical_size(level, shape_of(level)), shape_of(level).body
    x = np.arange(0.0, size.width_upper / 2 + 0.6 * shape.upper_breadth, 0.02)
    slope = np.diff(cervical_body.upper_face(size, shape, x, np.full_like(x, -size.depth_upper / 2))) / 0.02
    assert slope.max() > 0.4
    assert np.abs(np.diff(slope)).max() < 0.1
