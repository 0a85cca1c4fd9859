"""The neck, the head on it, and what hangs below L5."""

from itertools import pairwise
from math import degrees, radians

import numpy as np
import pytest

from meshes.anatomy.catalogue import load_catalogue
from meshes.anatomy.levels import NECK_LEVELS
from meshes.assembly import Assembly
from meshes.builders import made
from meshes.checks.bones.intervertebral_room import intervertebral_room_mm
from meshes.checks.built import built
from meshes.column.frame import column_frame
from meshes.column.landmarks.occipital import occipital_landmarks
from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.column.neck import neck_wedges, segment_bends
from meshes.column.parameters import measures_with
from meshes.column.posture import lean_of, level_poses, trunk_upper_face
from meshes.geometry.pose import Pose
from meshes.part import Part
from meshes.recipe import Recipe

NECK = ("C2", "C3", "C4", "C5")


def lower_face_lean(poses: dict[str, Pose], level: str) -> float:
    return degrees(lean_of(poses[level])) + measures_with({}).value(level, "lower_face_lean")


@pytest.mark.parametrize("asked", [5.0, 12.71, 30.0])
def test_the_cervical_lordosis_is_what_is_asked_for(asked: float) -> None:
    poses = dict(level_poses(None, {"cervical_lordosis": asked}))
    assert lower_face_lean(poses, "C7") - lower_face_lean(poses, "C2") == pytest.approx(asked)


def test_the_skull_leans_back_from_the_axis_by_the_lordosis_of_the_upper_neck() -> None:
    poses = dict(level_poses())
    assert lower_face_lean(poses, "C2") - degrees(lean_of(poses["C0"])) == pytest.approx(15.2)


def test_the_head_looks_ahead() -> None:
    assert abs(degrees(lean_of(level_poses()["C0"]))) < 12.0


def test_every_segment_of_the_neck_bends_back() -> None:
    assert all(bend > 0 for bend in segment_bends(measures_with({})).values())


@pytest.mark.parametrize("asked", [5.0, 20.0])
def test_the_discs_over_the_tightest_foramina_take_least_of_another_lordosis(asked: float) -> None:
    """They narrow as the neck bends back, and are as narrow as their rows allow in the tabled posture."""
    tabled, other = (
        segment_bends(measures_with({})),
        segment_bends(measures_with({"cervical_lordosis": asked})),
    )
    more = {disc: degrees(other[disc] - bend) for disc, bend in tabled.items()}
    assert degrees(sum(tabled.values())) == pytest.approx(12.71)
    assert sum(more.values()) == pytest.approx(asked - 12.71)
    tight = [abs(more.pop(disc)) for disc in ("C4-C5", "C2-C3")]
    assert max(tight) < 0.6 and min(map(abs, more.values())) > 1.5


@pytest.mark.parametrize("asked", [5.0, 20.0])
def test_the_tightest_foramina_keep_their_published_width_at_both_ends_of_the_lordosis(asked: float) -> None:
    land, known = Assembly(Recipe(levels=NECK, parameters={"cervical_lordosis": asked})), load_catalogue()
    ids = {level: known.bones[level] for level in NECK}
    parts = [Part(name, made(land, known.structures[name]), Pose()) for name in ids.values()]
    bones = built(parts, land.column, parameters=land.recipe.parameters)
    for pair in (("C2", "C3"), ("C4", "C5")):
        row = bones.measures.get("-".join(pair), "foramen_width")
        assert intervertebral_room_mm(bones, *pair) > row.value - row.tolerance()


def test_the_poses_of_trunk_and_pelvis_do_not_change_with_the_neck() -> None:
    bent, plain = level_poses(None, {"cervical_lordosis": 30.0}), level_poses()
    for level in ("T1", "L5", "S1"):
        assert np.array_equal(bent[level].matrix, plain[level].matrix)


def test_the_foramen_magnum_stands_over_the_canal_of_the_neck() -> None:
    poses = level_poses()
    assert abs(poses["C0"].translation[1] - poses["C2"].translation[1]) < 15.0
    heights = [poses[level].translation[2] for level in NECK_LEVELS]
    assert all(8.0 < upper - lower < 30.0 for upper, lower in pairwise(heights))


def test_the_basion_lies_close_above_the_tip_of_the_dens() -> None:
    column = column_frame()
    basion = column.relative("C0", "C2").apply(occipital_landmarks().basion[None])[0]
    tip = np.array([0.0, measures_with({}).value("C1", "on_axis_y") + 8.0, 27.0])
    assert 0.0 < basion[2] - tip[2] < 12.0
    assert abs(basion[1] - tip[1]) < 10.0


def test_the_sacral_endplate_slopes_as_the_posture_table_says() -> None:
    assert degrees(lean_of(level_poses()["S1"])) == pytest.approx(41.2)
    assert degrees(lean_of(level_poses(None, {"slope": 30.0})["S1"])) == pytest.approx(30.0)


def test_the_sacral_endplate_lies_a_disc_below_the_last_lumbar_body() -> None:
    column = column_frame()
    body, top = column.landmarks["L5"].body, sacrum_landmarks().endplate.translation
    plate = column.relative("S1", "L5").apply(top[None])[0]
    under = np.array([0.0, -body.depth_lower / 2, float(body.bottom(-body.depth_lower / 2))])
    assert np.linalg.norm(plate - under) == pytest.approx(column.discs["L5-S1"].height, abs=1.5)


def test_the_coccyx_hangs_from_the_apex_of_the_sacrum() -> None:
    poses, marks = level_poses(), sacrum_landmarks()
    apex = poses["S1"].apply(marks.apex[None])[0]
    assert np.linalg.norm(poses["Co1"].translation - apex) < 12.0
    assert poses["Co1"].translation[2] < apex[2]


def test_scale_makes_neck_and_pelvis_larger_too() -> None:
    small, large = level_poses(), level_poses(None, {"scale": 1.1})
    for level in ("C0", "C4", "S1", "Co1"):
        assert np.allclose(large[level].translation, 1.1 * small[level].translation)


@pytest.mark.parametrize("asked", [8.0, 18.0])
def test_the_wedge_of_a_disc_is_the_angle_between_the_faces_beside_it(asked: float) -> None:
    parameters = {"cervical_lordosis": asked}
    poses, measures = level_poses(None, parameters), measures_with(parameters)
    for disc, wedge in neck_wedges(measures).items():
        upper, _, lower = disc.partition("-")
        roof = lean_of(poses[upper]) + radians(measures.value(upper, "lower_face_lean"))
        if lower == "T1":
            floor = trunk_upper_face(poses[lower], lower, measures, 1.0).lean
        else:
            floor = lean_of(poses[lower]) + radians(measures.value(lower, "upper_face_lean"))
        assert wedge == pytest.approx(roof - floor, abs=1e-9), disc
