"""The joints of the head, the neck and the pelvis, tried on bones pulled out of place."""

import numpy as np
import pytest

from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.checks.contact import half_facet_gap_mm
from meshes.geometry.pose import Pose
from meshes.part import Part


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


def test_a_sacrum_that_stands_steeper_fails_its_slope(bones: Built) -> None:
    part = bones.parts["bone.sacrum"]
    pose = bones.column.poses["S1"]
    turned = pose.inverse().then(Pose.about_x(np.radians(3.0))).then(pose)
    mesh = part.mesh.transformed(turned)
    tilted = built([Part(part.id, mesh, part.pose)], bones.column)
    measurement = CLAIMS["curve.slope"].measure(tilted)
    assert measurement is not None and not measurement.passed
