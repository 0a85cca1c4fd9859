"""The outer wall of the fat drawn in where triangles come nearer to bone or ligaments than their corners."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.sdf.surroundings import Surroundings
from meshes.soft.fat_net import FatNet
from meshes.soft.sheet import Sheet

_GAP_MM, _MORE_MM = 0.12, 0.03
"""Gap of all places on a triangle, and what is added so that few rounds are needed."""
_ROUNDS = 8
_STEP_MM, _MOST_MM = 0.12, 0.8
"""How far corners are drawn in at once for a ligament, and at most for bone."""
_WEIGHTS = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1], [4, 1, 1], [1, 4, 1], [1, 1, 4]], float)
_WEIGHTS /= _WEIGHTS.sum(axis=1, keepdims=True)
"""Places on a triangle at which it is tried."""


def kept_off(
    net: FatNet,
    between: tuple[Vector, Vector],
    triangles: NDArray[np.int64],
    ground: Surroundings,
    sheets: Sequence[Sheet],
    scale: float,
) -> Vector:
    """Distances (R, C) of the outer wall from the line, drawn in until all its triangles keep a gap.

    Parameters
    ----------
    net : FatNet
        Where its corners stand.
    between : two (R, C) arrays
        The least distances, which count for more than the gap, and those that are drawn in, mm.
    triangles : (T, 3) array
        Corners of the triangles that are drawn, row by row.
    ground : Surroundings
        Bones and discs.
    sheets : sequence of Sheet
        Ligaments.
    scale : float
        The global scale.
    """
    least, outer = between
    radius, floor = outer.ravel().copy(), np.minimum(least, outer).ravel()
    x, v = (each(net.angle).ravel() for each in (np.cos, np.sin))
    s = np.repeat(net.s, net.angle.shape[1])
    trying = np.arange(len(triangles))
    for _ in range(_ROUNDS):
        told = np.stack([radius * x, s, radius * v], axis=1)
        places = np.einsum("wc,tcx->twx", _WEIGHTS, told[triangles[trying]])
        lacking = _lacking(net, places.reshape(-1, 3), ground, sheets, scale)
        lacking = lacking.reshape(len(trying), -1).max(axis=1)
        bad = lacking > 0.0
        if not bad.any():
            break
        less = np.zeros(len(radius))
        np.maximum.at(less, triangles[trying[bad]].ravel(), np.repeat(lacking[bad], 3))
        radius = np.maximum(radius - less, floor)
        trying = np.flatnonzero((less > 0.0)[triangles].any(axis=1))
    return radius.reshape(outer.shape)


def _lacking(
    net: FatNet, told: Vector, ground: Surroundings, sheets: Sequence[Sheet], scale: float
) -> Vector:
    """How far places (N, 3), told by their coordinates, lack of their gap, at most some mm."""
    lacking = np.clip(scale * _GAP_MM - ground.distance(net.sac.line.place(*told.T)), 0.0, _MOST_MM * scale)
    x, s, v = told.T
    for sheet in sheets:
        held = sheet.holds(x, s, v, scale * _GAP_MM)
        lacking[held] = np.maximum(lacking[held], _STEP_MM * scale)
    return np.where(lacking > 0.0, lacking + _MORE_MM * scale, 0.0)
