"""A shape number set by a parameter reaches the bone, its joint and its discs, and no other level."""

from __future__ import annotations

import numpy as np
import pytest

from meshes.bones.body_faces import body_face
from meshes.bones.bone import bone
from meshes.column.facets import superior_facet
from meshes.column.frame import column_frame
from meshes.column.parameters import UnknownParameter, measures_with, published_with
from meshes.column.posture import level_poses
from meshes.column.shapes.level_shape import shape_parameter, tabled_numbers

POINTS = np.random.default_rng(0).uniform([0, -40, -25], [35, 60, 25], (3000, 3))

CHANGES = {
    "L3": ("transverse.end_z", 5.0),
    "T7": ("spinous.length", -6.0),
    "C5": ("pillar.tip_z", 2.0),
    "C2": ("shoulder.end_z", 2.0),
    "C1": ("posterior_tubercle.y", 2.0),
}


@pytest.mark.parametrize("level", CHANGES)
def test_a_shape_number_changes_the_bone_of_its_level_alone(level):
    name, by = CHANGES[level]
    plain = column_frame()
    changed = column_frame(None, {shape_parameter(level, name): tabled_numbers(level)[name] + by})
    other = {"L3": "L2", "T7": "T8", "C5": "C4", "C2": "C3", "C1": "C3"}[level]
    assert np.abs(bone(level, changed)(POINTS) - bone(level, plain)(POINTS)).max() > 0.5
    assert np.array_equal(bone(other, changed)(POINTS), bone(other, plain)(POINTS))


def test_the_tabled_number_given_as_a_parameter_changes_nothing():
    given = {shape_parameter("L3", name): value for name, value in tabled_numbers("L3").items()}
    same = column_frame(None, given)
    assert np.array_equal(bone("L3", same)(POINTS), bone("L3", column_frame())(POINTS))


def test_a_size_of_the_shape_is_a_ratio_to_the_published_measure():
    wide = {shape_parameter("L3", "size.EPWu"): 1.2}
    published = published_with({}).value("L3", "EPWu")
    assert measures_with(wide).value("L3", "EPWu") == pytest.approx(1.2 * published)
    assert published_with(wide).value("L3", "EPWu") == published
    assert measures_with({**wide, "L3.EPWu": 50.0}).value("L3", "EPWu") == 50.0


def test_discs_joints_and_curves_follow_a_shape():
    at = np.array([0.0]), np.array([-15.0])
    dished = column_frame(None, {shape_parameter("L3", "body.dish_upper"): 4.0})
    before, after = (body_face("L3", each, True).height(*at)[0] for each in (column_frame(), dished))
    assert after < before - 1.0
    lifted = column_frame(None, {shape_parameter("C5", "pillar.tip_z"): 12.0})
    assert superior_facet("C5", lifted).centre[2] > superior_facet("C5", column_frame()).centre[2] + 0.5
    lipped = level_poses(["L5"], {shape_parameter("L1", "body.lip_upper"): 2.0})["L5"]
    assert not np.allclose(lipped.rotation, level_poses(["L5"])["L5"].rotation, atol=1e-3)


def test_what_is_no_shape_number_is_named_with_the_nearest():
    with pytest.raises(UnknownParameter, match=r"L3\.shape\.spinous\.length"):
        measures_with({"L3.shape.spinous.lenght": 1.0})
    with pytest.raises(UnknownParameter, match="S1 has no shape numbers"):
        measures_with({"S1.shape.spinous.length": 1.0})
    with pytest.raises(UnknownParameter, match="must lie between"):
        measures_with({"L3.shape.spinous.length": float("nan")})
