"""The beginning of a rib: head, neck and tubercle, as far as intercostal veins run along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import above, levels_between
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import scale_of
from meshes.column.shapes.shape import load_shapes
from meshes.geometry.axes import Vector
from meshes.geometry.curve import arc_length, resampled, through
from meshes.geometry.lofting import mirrored, tube
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.surroundings import Surroundings

RIB_LEVELS = levels_between("T1", "T12")
"""Levels with a pair of ribs."""

_SHARED = levels_between("T2", "T9")
"""Ribs whose head lies between two bodies."""

_JOINT_MM = 0.9
"""Space between rib and vertebra: cartilage and joint."""

_STEP_MM = 2.0
_ROUNDS = 40
_CORNERS = 20
_STUB_MM = 14.0
_THINNEST_MM = 1.5
_HEAD, _NECK, _TUBERCLE, _SHAFT = (3.8, 4.0), (2.6, 3.9), (3.8, 4.2), (3.2, 4.6)
"""Half thickness and half height, mm; illustrative."""


@dataclass(frozen=True, eq=False)
class Rib:
    """The left stub of a pair.

    Parameters
    ----------
    path : (N, 3) array
        Its middle line in the world, from the head outwards.
    thick, tall : (N,) arrays
        Half of its thickness and of its height there, mm.
    """

    path: Vector
    thick: Vector
    tall: Vector

    def mesh(self, side: str) -> TriMesh:
        """The surface of the left or the right stub."""
        left = tube(self.path, self.thick, _CORNERS, self.tall)
        return left if side == "left" else mirrored(left)

    def distance(self, points: Vector) -> Vector:
        """Distance (N,) of (N, 3) points to both stubs, taken as round as they are tall, mm."""
        folded = points * np.where(points[:, :1] < 0, (-1.0, 1.0, 1.0), 1.0)
        gap = np.linalg.norm(folded[:, None] - self.path[None], axis=2) - self.tall
        return np.asarray(gap.min(axis=1), float)


def rib(level: str, column: ColumnFrame, ground: Surroundings) -> Rib:
    """The stubs of one pair, in the world.

    Each head lies on the facet of its vertebra, from the second to the ninth between two, the tubercle before
    the transverse process; the lowest two reach no transverse process.

    Parameters
    ----------
    level : str
        One of `RIB_LEVELS`.
    column : ColumnFrame
        Landmarks of the level and the one above.
    ground : Surroundings
        At least the bones of the level and its neighbours, and their discs.
    """
    scale = scale_of(column.parameters)
    path = resampled(through(_places(level, column, scale), samples_a_span=8), _STEP_MM * scale)
    share = arc_length(path) / arc_length(path)[-1]
    told = np.array([_HEAD, _HEAD, _NECK, _TUBERCLE, _SHAFT])
    thick, tall = (scale * np.interp(share, [0.0, 0.15, 0.4, 0.7, 1.0], told[:, k]) for k in (0, 1))
    path = _jointed(path, tall, ground, _JOINT_MM * scale)
    room = np.maximum(ground.distance(path) - 0.5 * _JOINT_MM * scale, _THINNEST_MM)
    return Rib(path, np.minimum(thick, room), np.minimum(tall, room))


def _places(level: str, column: ColumnFrame, scale: float) -> Vector:
    """Left way-points in the world: head, neck, tubercle and the cut end of the shaft."""
    mark, pose = column.landmarks[level], column.poses[level]
    head = _head(level, column, scale)
    tip = mark.transverse_tip
    before = tip + scale * np.array([-4.0, -8.5, 1.0])
    beyond = before + scale * _STUB_MM * np.array([0.88, 0.3, -0.35])
    tubercle, end = pose.apply(np.array([before, beyond]))
    neck = 0.5 * head + 0.5 * tubercle - np.array([0.0, scale * 1.5, 0.0])
    return np.array([head, neck, tubercle, end])


def _head(level: str, column: ColumnFrame, scale: float) -> Vector:
    costal = load_shapes()[level].costal
    mark, pose = column.landmarks[level], column.poses[level]
    out = mark.body.half_width_upper + scale * 1.5
    own = pose.apply(np.array([[out, scale * costal.upper_y, scale * costal.upper_z]]))[0]
    upper = above(level)
    if level not in _SHARED or upper is None:
        return own
    over = load_shapes()[upper].costal
    reach = column.landmarks[upper].body.half_width_lower + scale * 1.5
    other = column.poses[upper].apply(np.array([[reach, scale * over.lower_y, scale * over.lower_z]]))[0]
    return np.asarray((own + other) / 2, float)


def _jointed(path: Vector, radius: Vector, ground: Surroundings, gap_mm: float) -> Vector:
    """The path moved off the bones, and its head back onto them."""
    for _ in range(_ROUNDS):
        path = path.copy()
        path[1:-1] += 0.3 * (path[:-2] - 2.0 * path[1:-1] + path[2:])
        distance = ground.distance(path)
        lacking = np.clip(radius + gap_mm - distance, 0.0, 0.8)
        lacking[0] = np.clip(radius[0] + gap_mm - distance[0], -0.4, 0.8)
        near = np.flatnonzero(lacking)
        path[near] += lacking[near, None] * ground.slope(path[near])
    return path
