"""Foramina and canals: balls that pass, and bones put in their way."""

import numpy as np
import pytest

from meshes.checks.built import Built, built
from meshes.checks.claims import CLAIMS
from meshes.geometry.pose import Pose
from meshes.part import Part


def moved(bones: Built, name: str, shift: tuple[float, float, float]) -> Built:
    part = bones.parts[name]
    mesh = part.mesh.transformed(Pose(translation=np.array(shift)))
    return built({**bones.parts, name: Part(name, mesh, part.pose)}.values(), bones.column)


@pytest.mark.parametrize(
    ("claim", "name", "shift"),
    [
        ("opening.intervertebral", "bone.vertebra.C2", (0.0, 0.0, -4.0)),
        ("opening.intervertebral", "bone.vertebra.L5", (0.0, 3.0, -10.0)),
        ("opening.transverse", "bone.vertebra.C1", (1.5, 0.0, 0.0)),
        ("opening.sacral", "bone.sacrum", (0.0, 0.0, 2.0)),
        ("opening.skull", "bone.occipital", (0.0, 1.5, 1.0)),
    ],
)
def test_a_bone_put_in_the_way_stops_the_ball(
    bones: Built, claim: str, name: str, shift: tuple[float, float, float]
) -> None:
    measurement = CLAIMS[claim].measure(moved(bones, name, shift))
    assert measurement is not None and name in measurement.culprits


def test_the_way_out_between_two_bones_is_free(bones: Built) -> None:
    measurement = CLAIMS["opening.intervertebral"].measure(bones)
    assert measurement is not None and measurement.passed, measurement
