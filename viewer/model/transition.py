"""The way of the eye from one viewpoint to another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from meshes.geometry.axes import Vector
from viewer.model.viewpoint import Viewpoint, triple


def between(start: Viewpoint, end: Viewpoint, share: float) -> Viewpoint:
    """The viewpoint a `share` (0 to 1) of the way along, turning evenly about one axis.

    Projection is that of `end`. Raises ValueError on fitted viewpoints.
    """
    if start.centre is None or end.centre is None or start.height_mm is None or end.height_mm is None:
        raise ValueError("a fitted viewpoint leads nowhere yet")
    if share >= 1.0:
        return end
    frame = _turned(start.axes, end.axes, share)
    centre = (1.0 - share) * np.array(start.centre) + share * np.array(end.centre)
    height = start.height_mm ** (1.0 - share) * end.height_mm**share
    towards, up = triple(frame[2]), triple(frame[1])
    return replace(end, direction=towards, up=up, centre=triple(centre), height_mm=height)


def eased(share: float) -> float:
    """A share of time as a share of the way: slow at both ends."""
    return share * share * (3.0 - 2.0 * share)


def _turned(start: Vector, end: Vector, share: float) -> Vector:
    """Rows of `start` carried towards those of `end` about the one axis that joins them."""
    turn = end.T @ start
    # The quaternion of a rotation, for half turns too: the eigenvector of the largest eigenvalue.
    x, y, z = turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]
    key = np.zeros((4, 4))
    key[0, 0], key[0, 1:], key[1:, 0] = np.trace(turn), (x, y, z), (x, y, z)
    key[1:, 1:] = turn + turn.T - np.trace(turn) * np.eye(3)
    quaternion = np.linalg.eigh(key)[1][:, -1]
    quaternion = quaternion if quaternion[0] >= 0.0 else -quaternion
    sine = float(np.linalg.norm(quaternion[1:]))
    if sine < 1e-12:
        return start
    axis, angle = quaternion[1:] / sine, 2.0 * share * float(np.arctan2(sine, quaternion[0]))
    cross = np.array([[0.0, -axis[2], axis[1]], [axis[2], 0.0, -axis[0]], [-axis[1], axis[0], 0.0]])
    rotation = np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross
    return np.asarray(start @ rotation.T)
