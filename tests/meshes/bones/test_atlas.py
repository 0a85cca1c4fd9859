import functools

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.bones.atlas import artery_groove, atlas
from meshes.column.shapes.atlas_shape import AtlasShape
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.surface.extract import extract

SHAPE = tabled(AtlasShape, "atlas_shape.csv", "C1")
bone = functools.cache(atlas)


@functools.cache
def mesh():
    return extract(bone(), 0.9)


def row(name):
    return load_measures().get("C1", name)


def crossing(start, direction, length=40.0):
    """How far along a ray the surface is first met, mm; NaN if it is not."""
    t = np.arange(0.0, length, 0.05)
    inside = bone()(np.array(start, float) + t[:, None] * np.array(direction, float)) < 0
    changes = np.flatnonzero(inside[1:] != inside[:-1])
    return t[changes[0] + 1] if len(changes) else np.nan


def test_the_atlas_is_a_ring_with_two_foramina():
    assert is_closed(mesh()) and signed_volume_mm3(mesh()) > 0
    assert len(set(components(mesh()).tolist())) == 1
    assert genus(mesh()) == 3
    assert {genus(extract(bone(), step)) for step in (0.8, 1.2)} == {3}


def test_the_atlas_equals_its_mirror_image():
    points = np.random.default_rng(3).uniform(-38, 38, (3000, 3))
    assert np.array_equal(bone()(points), bone()(points * [-1, 1, 1]))


def test_the_atlas_has_no_body_but_an_open_ring_as_wide_and_deep_as_measured():
    assert bone()(np.array([[0.0, y, 0.0] for y in (3.0, 10.0, 20.0)])).min() > 2.5
    width = 2 * max(crossing((0, y, -1.0), (1, 0, 0)) for y in np.arange(14, 24, 1.0))
    depth = crossing((0, 15, 0), (0, 1, 0)) + crossing((0, 15, 0), (0, -1, 0))
    assert abs(width - row("SCW").value) <= row("SCW").tolerance()
    assert abs(depth - row("SCD").value) <= row("SCD").tolerance()


def test_the_atlas_spans_what_is_measured():
    assert np.ptp(mesh().points[:, 0]) == pytest.approx(row("TPW").value, rel=0.1)


@pytest.mark.parametrize(
    ("y", "towards", "name"), [(10, -1, "anterior_arch_height"), (20, 1, "posterior_arch_height")]
)
def test_each_arch_is_as_high_in_the_midline_as_measured(y, towards, name):
    points = mesh().points
    arch = points[(np.abs(points[:, 0]) < 1.0) & (towards * (points[:, 1] - y) > 0)]
    assert np.ptp(arch[:, 2]) == pytest.approx(row(name).value, rel=0.1)


def test_the_back_of_the_anterior_arch_is_hollowed_for_the_dens():
    middle = crossing((0, 5, 0), (0, -1, 0))
    beside = crossing((5.0, 5, 0), (0, -1, 0))
    assert middle > beside + 0.3


def test_superior_facets_are_cupped_and_look_inwards():
    facet = SHAPE.superior_facet
    top = {
        (x, y): 20 - crossing((x, y, 20), (0, 0, -1)) for x in (14.0, 17.0, 20.0) for y in (4.0, 11.0, 18.0)
    }
    assert top[17.0, 11.0] < (top[17.0, 4.0] + top[17.0, 18.0]) / 2 - 1.0
    assert top[14.0, 11.0] + 2.0 < top[20.0, 11.0]
    assert facet.z > top[17.0, 11.0]


def test_inferior_facets_are_flat_and_look_inwards():
    places = np.array([(x, y) for x in (17.0, 19.0, 21.0) for y in (7.0, 10.0, 13.0)])
    heights = np.array([-20 + crossing((x, y, -20), (0, 0, 1)) for x, y in places])
    plane = np.column_stack([places, np.ones(len(places))])
    slope, *_ = np.linalg.lstsq(plane, heights, rcond=None)
    assert np.abs(plane @ slope - heights).max() < 0.4
    assert slope[0] < -0.2


def test_an_artery_of_the_published_width_passes_the_transverse_foramen():
    foramen = SHAPE.foramen
    z = np.linspace(-10, 10, 101)
    axis = np.stack([foramen.x + foramen.lean_x * z, foramen.y + foramen.lean_y * z, z], axis=1)
    gap = np.linalg.norm(mesh().points[None] - axis[:, None], axis=2).min()
    width = row("transverse_foramen_width")
    assert 2 * gap >= width.value - width.tolerance()


def test_the_vertebral_artery_has_its_groove_on_the_posterior_arch():
    groove = artery_groove(SHAPE.groove)
    points = mesh().points
    touching = points[(np.abs(groove(points)) < 0.6) & (points[:, 1] > 18)]
    assert len(touching) > 30
    x = 15.0
    thickness = [np.ptp(points[(abs(points[:, 0] - at) < 0.7) & (points[:, 1] > 22), 2]) for at in (x, 5.0)]
    assert thickness[0] < thickness[1] - 1.0
