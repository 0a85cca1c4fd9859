from dataclasses import replace

import numpy as np

from meshes.checks.bones.facet_angles import CLAIMS, turn_from_frontal_deg
from meshes.checks.built import Built
from meshes.geometry.pose import Pose


def test_joint_faces_of_the_thorax_look_aside(pair: Built) -> None:
    (claim,) = CLAIMS
    measurement = claim.measure(pair)
    assert measurement is not None and measurement.passed


def test_faces_pressed_flat_break_the_claim(pair: Built) -> None:
    (claim,) = CLAIMS
    name = "bone.vertebra.T8"
    part = pair.parts[name]
    # Squeezed from front to back and moved up to the bone above again, they look straighter backwards.
    flat = part.mesh.transformed(part.pose.inverse())
    squeezed = replace(flat, points=flat.points * [1.0, 0.5, 1.0] + [0.0, 6.0, 0.0])
    other = Built(
        {**pair.parts, name: replace(part, mesh=squeezed.transformed(part.pose))}, pair.column, pair.graph
    )
    measurement = claim.measure(other)
    assert measurement is not None and not measurement.passed and measurement.culprits == (name,)


def test_bones_apart_have_no_joint_faces(pair: Built) -> None:
    name = "bone.vertebra.T7"
    part = pair.parts[name]
    risen = replace(part, mesh=part.mesh.transformed(Pose(translation=np.array([0.0, 0.0, 30.0]))))
    assert np.isnan(turn_from_frontal_deg(Built({**pair.parts, name: risen}, pair.column), "T7", "T8"))
