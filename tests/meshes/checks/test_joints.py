"""The joints of the head, the neck and the pelvis, tried on bones pulled out of place."""

import numpy as np
import pytest

from meshes.build import build
from meshes.checks.bones.contact import half_facet_gap_mm
from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.checks.soft.overlaps import overlap_mm
from meshes.column.frame import column_frame
from meshes.geometry.mensuration import signed_volume_mm3
from meshes.geometry.pose import Pose
from meshes.geometry.trimesh import TriMesh
from meshes.part import Part
from meshes.recipe import Recipe
from meshes.surface.nearness import Nearness
from tests.meshes.checks.small import ball


def moved(bones: Built, name: str, shift: tuple[float, float, float]) -> Built:
    part = bones.parts[name]
    mesh = part.mesh.transformed(Pose(translation=np.array(shift)))
    parts = {**bones.parts, name: Part(name, mesh, part.pose)}
    return built(parts.values(), bones.column)


@pytest.mark.parametrize("name", ["contact.facets", "contact.dens", "contact.bones", "mesh.genus"])
def test_the_joints_of_head_and_pelvis_hold(bones: Built, name: str) -> None:
    measurement = CLAIMS[name].measure(bones)
    assert measurement is not None and measurement.passed, measurement


@pytest.mark.parametrize(
    ("name", "shift", "culprit"),
    [
        ("bone.occipital", (0.0, 0.0, 4.0), "bone.occipital"),
        ("bone.sacrum", (0.0, -4.0, 0.0), "bone.vertebra.L5"),
        ("bone.vertebra.C3", (0.0, -3.0, -3.0), "bone.vertebra.C2"),
    ],
)
def test_a_bone_pulled_away_opens_its_joint(
    bones: Built, name: str, shift: tuple[float, float, float], culprit: str
) -> None:
    measurement = CLAIMS["contact.facets"].measure(moved(bones, name, shift))
    assert measurement is not None and culprit in measurement.culprits


def test_an_atlas_pulled_forwards_leaves_the_dens_behind(bones: Built) -> None:
    measurement = CLAIMS["contact.dens"].measure(moved(bones, "bone.vertebra.C1", (0.0, -3.0, 0.0)))
    assert measurement is not None and not measurement.passed


def test_both_sides_of_a_joint_are_alike(bones: Built) -> None:
    left, right = (half_facet_gap_mm(bones, "C0", "C1", side) for side in ("left", "right"))
    assert left == pytest.approx(right, abs=0.3)


def tilted(bones: Built, name: str, level: str, angle_deg: float) -> Part:
    """A bone turned about its own origin, forwards where positive."""
    part, pose = bones.parts[name], bones.column.poses[level]
    turned = pose.inverse().then(Pose.about_x(np.radians(angle_deg))).then(pose)
    return Part(part.id, part.mesh.transformed(turned), part.pose)


@pytest.mark.parametrize("angle_deg", [3.0, -3.0])
def test_a_sacrum_that_stands_steeper_or_flatter_fails_its_slope(bones: Built, angle_deg: float) -> None:
    measurement = CLAIMS["curve.slope"].measure(
        built([tilted(bones, "bone.sacrum", "S1", angle_deg)], bones.column)
    )
    assert measurement is not None and not measurement.passed


@pytest.fixture(scope="module")
def neck() -> Built:
    """Both ends of the cervical lordosis."""
    ids = ("bone.vertebra.C2", "bone.vertebra.C7")
    return built(build(Recipe(), ids), column_frame(("C2", "C7")))


@pytest.mark.parametrize(("angle_deg", "passed"), [(0.0, True), (3.0, False), (-3.0, False)])
def test_a_neck_bent_more_or_less_than_asked_for_is_found(
    neck: Built, angle_deg: float, passed: bool
) -> None:
    parts = [tilted(neck, "bone.vertebra.C2", "C2", angle_deg), neck.parts["bone.vertebra.C7"]]
    measurement = CLAIMS["curve.cervical"].measure(built(parts, neck.column))
    assert measurement is not None and measurement.passed is passed


@pytest.mark.parametrize("is_needle_first", [True, False])
def test_a_needle_in_a_ball_overlaps_it_whichever_is_named_first(is_needle_first: bool) -> None:
    """No corner of the ball lies in the needle."""
    way = np.array([0.86, 0.43, 0.27])
    corners = 9.0 * way + 0.2 * np.array([[1.0, -2.0, 0.0], [0.0, 1.0, -1.6], [-1.0, 0.0, 3.2]])
    needle = TriMesh(np.array([3.0 * way, *corners]), np.array([[0, 1, 2], [0, 2, 3], [0, 3, 1], [1, 3, 2]]))
    if signed_volume_mm3(needle) < 0.0:
        needle = TriMesh(needle.points, needle.triangles[:, ::-1])
    pair = [Nearness(mesh) for mesh in (needle, ball(np.zeros(3), 5.0))]
    assert overlap_mm(*(pair if is_needle_first else pair[::-1])) > 1.0
