"""What veins lie upon and may not enter: sampled bones and discs, with distance and slope in the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from meshes.geometry.pose import Pose
from meshes.geometry.rows import sizes
from meshes.network.graph import Floats, Ints, Mask
from meshes.sdf.placed_fields import PlacedFields
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Solid

FAR_MM = 6.0
"""Distance told where no sampled body is near; veins only ask what lies closer."""

_STEP_MM = 1.0
_MET_MM, _STRIDE_MM, _SHARE = 0.08, 2.0, 0.85
_STEEPEST = 1.6


@dataclass(frozen=True, eq=False)
class Ground:
    """Sampled bodies, each in its own frame.

    Parameters
    ----------
    pieces : tuple of (Pose, Field)
        The pose takes the field's frame to the world.
    """

    pieces: tuple[tuple[Pose, Field], ...]

    @classmethod
    def of(cls, bone: Ground | Solid | Sequence[tuple[Pose, Field]]) -> Ground:
        """The ground made of sampled pieces, or of a solid in the world's frame, which is sampled here."""
        if isinstance(bone, Ground):
            return bone
        if isinstance(bone, Solid):
            return cls(((Pose(), sample(bone, _STEP_MM)),))
        return cls(tuple(bone))

    def posed(self, pose: Pose) -> Ground:
        """The pieces that share a pose, those of one vertebra; all of them if none has it."""
        same = (
            each
            for each in self.pieces
            if np.array_equal(each[0].translation, pose.translation)
            and np.array_equal(each[0].rotation, pose.rotation)
        )
        return Ground(tuple(same) or self.pieces)

    @cached_property
    def _fields(self) -> PlacedFields:
        return PlacedFields(self.pieces)

    def __call__(self, points: Floats) -> Floats:
        """Signed distance of (N, 3) world points, mm, at most `FAR_MM`."""
        distance = np.full(len(points), FAR_MM)
        columns = np.ascontiguousarray(points.T)
        for told in self._fields.read(columns):
            np.minimum.at(distance, told.rows, told.value)
        return distance

    def with_slope(self, points: Floats, rows: Sequence[Ints] | None = None) -> tuple[Floats, Floats]:
        """Signed distance and the direction in which it grows, (N,) and (N, 3); far away the slope is 0.

        Where a body's own distance grows by more than a millimetre a millimetre it is divided by that rate,
        so that it does not promise room which is not there.

        `rows`, from `near`, tells which points to ask each piece about.
        """
        distance = np.full(len(points), FAR_MM)
        slope = np.zeros((len(points), 3))
        columns = np.ascontiguousarray(points.T)
        for told in self._fields.read(columns, rows):
            value, before = told.value, distance[told.rows]
            np.minimum.at(distance, told.rows, value)
            won = np.flatnonzero((value < before) & (value == distance[told.rows]))
            slope[told.rows[won]] = told.slope(won)
        size = sizes(slope)
        return distance / np.clip(size, 1.0, _STEEPEST), slope / np.maximum(size, 1e-9)[:, None]

    def empty_way(self, start: Floats, unit: Floats, gap_mm: Floats, limit_mm: Floats) -> Floats:
        """How far (N,) marches from each (N, 3) start may begin: by as many strides as end off all bodies."""
        if not len(start):
            return np.zeros(0)
        entry = self._fields.entered(start.T, unit.T, float(limit_mm.max()))
        is_wide = _SHARE * (FAR_MM - gap_mm) >= _STRIDE_MM
        return np.where(is_wide, entry // _STRIDE_MM * _STRIDE_MM, 0.0)

    def near(self, points: Floats, slack_mm: float, far_mm: float = FAR_MM) -> list[Ints]:
        """For each piece the points that it may matter to while they move by less than `slack_mm`: those that
        may come closer to it than `far_mm`.
        """
        return self._fields.near(np.ascontiguousarray(points.T), slack_mm, far_mm)


def marched(
    ground: Ground, start: Floats, direction: Floats, gap_mm: Floats | float, limit_mm: Floats | float
) -> tuple[Floats, Mask]:
    """Go from each (N, 3) start along its direction until the ground is only `gap_mm` away.

    Returns
    -------
    points, met : (N, 3) and (N,) arrays
        Where each stopped, and whether the ground was met before `limit_mm`; the others stand at their limit.
    """
    unit = direction / np.maximum(np.linalg.norm(direction, axis=1, keepdims=True), 1e-9)
    gap = np.broadcast_to(np.asarray(gap_mm, float), len(start))
    limit = np.broadcast_to(np.asarray(limit_mm, float), len(start))
    gone = np.minimum(ground.empty_way(start, unit, gap, limit), limit)
    met = np.zeros(len(start), bool)
    while True:
        going = ~met & (gone < limit)
        if not going.any():
            return start + np.minimum(gone, limit)[:, None] * unit, met
        room = ground(start[going] + gone[going, None] * unit[going]) - gap[going]
        met[going] = room <= _MET_MM
        gone[going] += np.where(room <= _MET_MM, 0.0, np.clip(_SHARE * room, _MET_MM, _STRIDE_MM))
