import functools

import numpy as np
import pytest

from meshes.anatomy.measures import load_measures
from meshes.bones.axis import axis
from meshes.column.shapes.axis_shape import AxisShape
from meshes.column.shapes.shape_numbers import tabled
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.topology import components, genus, is_closed
from meshes.surface.extract import extract

SHAPE = tabled(AxisShape, "axis_shape.csv", "C2")
bone = functools.cache(axis)


@functools.cache
def mesh():
    return extract(bone(), 0.9)


def row(name):
    return load_measures().get("C2", name)


def crossing(start, direction, length=40.0):
    """How far along a ray the surface is first met, mm; NaN if it is not."""
    t = np.arange(0.0, length, 0.05)
    inside = bone()(np.array(start, float) + t[:, None] * np.array(direction, float)) < 0
    changes = np.flatnonzero(inside[1:] != inside[:-1])
    return t[changes[0] + 1] if len(changes) else np.nan


def dens_width(z):
    return 2 * crossing((0, SHAPE.dens.neck_y, z), (1, 0, 0))


def within(found, name):
    return abs(found - row(name).value) <= row(name).tolerance()


def test_the_axis_is_one_closed_bone_with_canal_and_two_foramina():
    assert is_closed(mesh()) and signed_volume_mm3(mesh()) > 0
    assert len(set(components(mesh()).tolist())) == 1
    assert genus(mesh()) == 3
    assert {genus(extract(bone(), step)) for step in (0.8, 1.2)} == {3}


def test_the_axis_equals_its_mirror_image():
    points = np.random.default_rng(3).uniform(-30, 30, (3000, 3))
    assert np.array_equal(bone()(points), bone()(points * [-1, 1, 1]))


def test_the_dens_has_a_neck_a_head_and_an_apex():
    dens = SHAPE.dens
    heights = np.arange(dens.neck_z - 1.5, dens.crown_z - 1.0, 0.25)
    widths = np.array([dens_width(z) for z in heights])
    narrowest = widths[: len(widths) // 2].argmin()
    neck, head = widths[narrowest], widths[narrowest:].max()
    assert within(neck, "dens_neck_width")
    assert within(head, "dens_width")
    assert neck < head - 0.5 and widths[-1] < head - 1.5


def test_the_dens_is_as_deep_as_measured():
    z, y = SHAPE.dens.head_z, SHAPE.dens.head_y
    assert within(crossing((0, y, z), (0, 1, 0)) + crossing((0, y, z), (0, -1, 0)), "dens_depth")


def test_the_whole_bone_is_as_high_as_measured():
    assert np.ptp(mesh().points[:, 2]) == pytest.approx(row("height").value, rel=0.1)


def test_the_body_is_as_deep_and_wide_as_measured():
    depths = [crossing((0, -7, z), (0, 1, 0)) + crossing((0, -7, z), (0, -1, 0)) for z in (-4.0, -2.0)]
    assert all(within(depth, "EPDl") for depth in depths)
    assert within(2 * max(crossing((0, y, -3.0), (1, 0, 0)) for y in (-6, -9)), "EPWl")


def test_the_canal_is_as_wide_and_deep_as_measured():
    width = 2 * max(crossing((0, y, 1.0), (1, 0, 0)) for y in np.arange(3, 14, 1.0))
    assert within(width, "SCW")
    assert within(crossing((0, 8, 0), (0, 1, 0)) + crossing((0, 8, 0), (0, -1, 0)), "SCD")


def test_the_spinous_process_is_cleft_below():
    points = mesh().points
    behind = points[points[:, 1] > points[:, 1].max() - 8.0]
    lowest = behind[behind[:, 2].argmin()]
    assert abs(lowest[0]) > 1.2
    assert bone()(np.array([[0.0, lowest[1], lowest[2] + 0.5]]))[0] > 0


def test_the_shoulders_slope_down_to_the_sides():
    def top(x):
        return 30 - crossing((x, -3.0, 30), (0, 0, -1))

    assert top(9.0) > top(14.0) > top(19.0)
    assert top(9.0) - top(19.0) > 3.0


def test_an_artery_passes_from_below_the_shoulder_out_to_the_side():
    channel = SHAPE.channel
    way = np.array(
        [
            [channel.below_x, channel.below_y, channel.below_z],
            [channel.knee_x, channel.knee_y, channel.knee_z],
            [channel.out_x, channel.out_y, channel.out_z],
        ]
    )
    along = np.concatenate([way[i] + np.linspace(0, 1, 40)[:, None] * (way[i + 1] - way[i]) for i in (0, 1)])
    gap = np.linalg.norm(mesh().points[None] - along[:, None], axis=2).min()
    assert 2 * gap > 4.5
    above = bone()(way[1] + np.array([[0.0, 0.0, 4.5]]))[0]
    assert above < 0
