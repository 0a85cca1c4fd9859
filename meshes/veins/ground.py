"""What veins lie upon and may not enter: sampled bones and discs, with distance and slope in the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from meshes.geometry.pose import Pose
from meshes.network.graph import Floats, Ints, Mask
from meshes.sdf.sample import Field, sample
from meshes.sdf.solid import Solid, box_corners

FAR_MM = 6.0
"""Distance told where no sampled body is near; veins only ask what lies closer."""

_STEP_MM = 1.0
_MET_MM, _STRIDE_MM = 0.08, 2.0
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
    def boxes(self) -> Floats:
        """Lowest and highest world corner of each piece, (P, 2, 3) mm."""
        corners = [pose.apply(box_corners(np.array(_span(field)))) for pose, field in self.pieces]
        return np.array([[each.min(axis=0), each.max(axis=0)] for each in corners]).reshape(-1, 2, 3)

    def __call__(self, points: Floats) -> Floats:
        """Signed distance of (N, 3) world points, mm, at most `FAR_MM`."""
        distance = np.full(len(points), FAR_MM)
        columns = np.ascontiguousarray(points.T)
        for (pose, field), here in zip(self.pieces, self._near(columns), strict=True):
            if len(here):
                rows, place = _inside(columns, here, pose, field)
                distance[rows] = np.minimum(distance[rows], _interpolated(field, place)[0])
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
        for (pose, field), here in zip(self.pieces, rows or self._near(columns), strict=True):
            if len(here):
                _lower(distance, slope, columns, here, pose, field)
        size = np.sqrt((slope * slope).sum(axis=1))
        return distance / np.clip(size, 1.0, _STEEPEST), slope / np.maximum(size, 1e-9)[:, None]

    def near(self, points: Floats, slack_mm: float = 0.0) -> list[Ints]:
        """For each piece the points inside its box, widened by `slack_mm`."""
        return self._near(np.ascontiguousarray(points.T), slack_mm)

    def _near(self, columns: Floats, slack_mm: float = 0.0) -> list[Ints]:
        """The same of points told as (3, N) columns: those are compared several times faster than rows."""
        low, high = columns.min(axis=1, initial=np.inf), columns.max(axis=1, initial=-np.inf)
        first, last = self.boxes[:, 0] - slack_mm, self.boxes[:, 1] + slack_mm
        met = np.flatnonzero(((first < high) & (last > low)).all(axis=1))
        out = [np.zeros(0, np.intp)] * len(self.pieces)
        for piece in met.tolist():
            out[piece] = np.flatnonzero(_between(columns, first[piece], last[piece]))
        return out


def _between(columns: Floats, low: Floats, high: Floats) -> Mask:
    """Which of the (3, N) columns lie strictly within a box."""
    found: Mask = (columns[0] > low[0]) & (columns[0] < high[0])
    for axis in (1, 2):
        found &= (columns[axis] > low[axis]) & (columns[axis] < high[axis])
    return found


def _lower(distance: Floats, slope: Floats, columns: Floats, rows: Ints, pose: Pose, field: Field) -> None:
    """Take over distance and slope of one piece where it is the nearer one."""
    rows, place = _inside(columns, rows, pose, field)
    value, corners = _interpolated(field, place)
    nearer = value < distance[rows]
    rows = rows[nearer]
    distance[rows] = value[nearer]
    slope[rows] = (pose.rotation @ _slope(*(each[..., nearer] for each in corners))).T


def _inside(columns: Floats, rows: Ints, pose: Pose, field: Field) -> tuple[Ints, Floats]:
    """Those of the rows that lie in the field's grid, and where in it, (3, N) in cells."""
    local = pose.rotation.T @ (columns[:, rows] - pose.translation[:, None])
    place = (local - field.origin[:, None]) / field.step_mm
    inside = _between(place, np.zeros(3), np.array(field.values.shape) - 1.0)
    return rows[inside], place[:, inside]


def _span(field: Field) -> tuple[Floats, Floats]:
    return field.origin, field.origin + (np.array(field.values.shape) - 1) * field.step_mm


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
    gone = np.zeros(len(start))
    met = np.zeros(len(start), bool)
    while True:
        going = ~met & (gone < limit)
        if not going.any():
            return start + np.minimum(gone, limit)[:, None] * unit, met
        room = ground(start[going] + gone[going, None] * unit[going]) - gap[going]
        met[going] = room <= _MET_MM
        gone[going] += np.where(room <= _MET_MM, 0.0, np.clip(0.85 * room, 0.08, _STRIDE_MM))


def _interpolated(field: Field, place: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Trilinear value, and what `_slope` needs: the place in the cell and the samples at its corners."""
    _, ny, nz = field.values.shape
    cell = place.astype(np.intp)
    t = place - cell
    base = (cell[0] * ny + cell[1]) * nz + cell[2]
    steps = np.array([(a * ny + b) * nz + c for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    corners = field.values.ravel()[steps[:, None] + base].astype(np.float64).reshape(2, 2, 2, -1)
    along_z = corners[:, :, 0] + (corners[:, :, 1] - corners[:, :, 0]) * t[2]
    along_y = along_z[:, 0] + (along_z[:, 1] - along_z[:, 0]) * t[1]
    return along_y[0] + (along_y[1] - along_y[0]) * t[0], (t, corners, along_z, along_y)


def _slope(t: Floats, corners: Floats, along_z: Floats, along_y: Floats) -> Floats:
    """Exact slope of the trilinear value, in values a cell, (3, N)."""
    rise_y = along_z[:, 1] - along_z[:, 0]
    rise_z = corners[:, :, 1] - corners[:, :, 0]
    up = rise_z[:, 0] + (rise_z[:, 1] - rise_z[:, 0]) * t[1]
    return np.stack(
        [
            along_y[1] - along_y[0],
            rise_y[0] + (rise_y[1] - rise_y[0]) * t[0],
            up[0] + (up[1] - up[0]) * t[0],
        ]
    )
