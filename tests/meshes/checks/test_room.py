"""How deep veins lie in bone, where the sign of a distance errs."""

import numpy as np
import pytest

from meshes.checks.room import deepest_mm
from meshes.surface.nearness import Nearness
from tests.meshes.checks.small import ball


class _Mistaken(Nearness):
    """Says of everything to the left that it lies inside."""

    def inside(self, points: np.ndarray) -> np.ndarray:
        far = super().inside(points)
        return np.where(points[:, 0] > 0.0, -np.abs(far), far)


def test_a_corner_that_only_the_sign_of_a_distance_puts_into_bone_does_not_count() -> None:
    bone = ball(np.zeros(3), 5.0)
    near = _Mistaken(bone)
    beside = np.array([[5.9, 0.0, 0.0], [0.0, 5.6, 0.0]])
    assert near.inside(beside).min() < -0.8
    assert deepest_mm(beside, bone, near) == 0.0
    within = np.array([[4.4, 0.0, 0.0], [-4.7, 0.0, 0.0]])
    assert deepest_mm(np.concatenate([beside, within]), bone, near) == pytest.approx(0.6, abs=0.1)
