"""Vessels drawn through a process are led round it."""

import numpy as np

from meshes.network.builder import Vessel
from meshes.sdf.primitives import ball
from meshes.veins.surroundings.detour import round_bone
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.site import OUTSIDE, way


def test_a_slender_process_across_a_long_vessel_is_not_overlooked() -> None:
    ends = [way(np.array([x, 0.0, 0.0]), 0.4) for x in (0.0, 30.0)]
    ground = Ground.of(ball(np.array([7.5, 0.0, 0.0]), 1.9))
    (led,) = round_bone([Vessel("vein.external.posterior.T7", tuple(ends), OUTSIDE)], ground)
    assert len(led.path) > 2
    assert ground(np.array([each.point for each in led.path])).min() > 0.3
