"""Vessels drawn through a process are led round it."""

import numpy as np

from meshes.column.canal.canal import CanalSpace, canal_space
from meshes.column.frame import column_frame
from meshes.network.builder import Vessel
from meshes.sdf.primitives import ball
from meshes.sdf.sample import sample
from meshes.sdf.solid import Solid
from meshes.veins.surroundings.detour import round_bone
from meshes.veins.surroundings.ground import Ground
from meshes.veins.surroundings.site import OUTSIDE, way


def test_a_slender_process_across_a_long_vessel_is_not_overlooked() -> None:
    ends = [way(np.array([x, 0.0, 0.0]), 0.4) for x in (0.0, 30.0)]
    ground = Ground.of(ball(np.array([7.5, 0.0, 0.0]), 1.9))
    (led,) = round_bone([Vessel("vein.external.posterior.T7", tuple(ends), OUTSIDE)], ground)
    assert len(led.path) > 2
    assert ground(np.array([each.point for each in led.path])).min() > 0.3


def _past_a_spine(structure: str, canal: CanalSpace | None) -> np.ndarray:
    """Distance from the canal of the way round a plate that ends 1.3 mm behind its wall."""
    column = column_frame(("T7", "T8"))
    pose, space = column.poses["T7"], canal_space(column)
    y = np.arange(0.0, 40.0, 0.01)
    wall = y[space.distance(pose.apply(np.stack([0.0 * y, y, 0.0 * y], axis=1))) < 0.0].max()
    low, high = np.array([[-1.0, wall + 1.3, -25.0], [1.0, wall + 40.0, 25.0]])

    def plate(points: np.ndarray) -> np.ndarray:
        past = np.maximum(low - points, points - high)
        return np.linalg.norm(np.maximum(past, 0.0), axis=1) + np.minimum(past.max(axis=1), 0.0)

    ground = Ground(((pose, sample(Solid(plate, np.array([low - 1.0, high + 1.0])), 0.5)),))
    ends = pose.apply(np.array([[-5.0, wall + 5.0, 0.0], [5.0, wall + 5.0, 0.0]]))
    (led,) = round_bone([Vessel(structure, tuple(way(end, 0.7) for end in ends), OUTSIDE)], ground, canal)
    path = np.array([each.point for each in led.path])
    assert len(path) > 2 and ground(path).min() > 0.2
    return space.distance(path)


def test_the_external_plexus_is_led_through_a_narrow_gap_rather_than_through_the_canal() -> None:
    canal = canal_space(column_frame(("T7", "T8")))
    assert _past_a_spine("vein.external.posterior.T7", None).min() < 0.3
    assert _past_a_spine("vein.external.posterior.T7", canal).min() > 0.4
    assert _past_a_spine("vein.intervertebral.T7.left", canal).min() < 0.3
