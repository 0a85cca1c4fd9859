"""Sampled solids at their places, asked together: how far points are from each, and which way is off it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meshes.geometry.axes import Vector
from meshes.geometry.pose import Pose
from meshes.sdf.sample import Field, corner_steps, interpolated
from meshes.sdf.solid import box_corners

Ints = NDArray[np.signedinteger[Any]]
Rows = Sequence[Ints]
"""For each field the numbers of the points to ask it about."""

_AT_ONCE, _POINTS = 4096, 512
"""Pairs of field and point reckoned with at once, so that what they need fits the processor's cache, and
points asked about at once where any of the fields may be near."""

_STILL = 1e-12
"""Pace along an axis, in cells a millimetre, below which a ray stands still."""


class PlacedFields:
    """Fields with the poses that take their frames to the world.

    Several fields are read in one go: most calls ask about a few points near a few fields, and would else
    spend their time on calling numpy, field by field. Points are told as (3, N) columns, which are compared
    and turned several times faster than rows.

    Parameters
    ----------
    pieces : sequence of (Pose, Field)
        Each field in its own frame, and where that stands.
    """

    def __init__(self, pieces: Sequence[tuple[Pose, Field]]) -> None:
        self._rotations = [pose.rotation for pose, _ in pieces]
        self._fields = [field for _, field in pieces]
        turns = [pose.rotation.T / field.step_mm for pose, field in pieces]
        # The three axes first: so what is reckoned of many fields and points at once is (3, fields, points).
        self._turns = np.array(turns).reshape(-1, 3, 3).transpose(1, 0, 2).copy()
        begins = [
            (pose.rotation.T @ pose.translation + field.origin) / field.step_mm for pose, field in pieces
        ]
        self._begins = np.array(begins).reshape(-1, 3).T[:, :, None].copy()
        shapes = np.array([field.values.shape for _, field in pieces], np.intp).reshape(-1, 3)
        self._shapes = shapes.T.copy()
        self._flat = [field.values.ravel() for field in self._fields]
        self._steps = [corner_steps(ny, nz) for _, ny, nz in shapes.tolist()]
        corners = [pose.apply(box_corners(np.array(_span(field)))) for pose, field in pieces]
        boxes = np.array([[each.min(axis=0), each.max(axis=0)] for each in corners])
        self._low, self._high = boxes.reshape(-1, 2, 3).transpose(1, 0, 2)

    def near(self, columns: Vector, slack_mm: float, far_mm: float) -> list[Ints]:
        """For each field the points to ask it about while they move by less than a slack.

        Those in its box in the world, to which its nearest sample tells less than `far_mm`.
        """
        out = [np.zeros(0, np.intp)] * len(self._fields)
        low, high = self._low - slack_mm, self._high + slack_mm
        for number in self._met(columns, slack_mm).tolist():
            rows = np.flatnonzero(_between(columns, low[number], high[number]))
            place = self._turns[:, number] @ columns.take(rows, axis=1) - self._begins[:, number]
            field, last = self._fields[number], self._shapes[:, number, None] - 1.0
            sample = field.values[tuple(np.clip(np.rint(place), 0.0, last).astype(np.intp))]
            # A sample may lie as far from the point as the corner of a cell from its middle.
            out[number] = rows[sample < far_mm + slack_mm + field.step_mm]
        return out

    def read(self, columns: Vector, rows: Rows | None = None) -> Iterator[Reading]:
        """What fields tell about the points they hold, a batch at a time; all about all by default."""
        for owner, of, place in self._some(columns, rows) if rows else self._all(columns):
            cell = place.astype(np.intp)
            _, ny, nz = self._shapes.take(owner, axis=1)
            lowest = (cell[0] * ny + cell[1]) * nz + cell[2]
            corners = np.empty((8, len(of)), np.float32)
            for number, part in _runs(owner):
                corners[:, part] = self._flat[number].take(self._steps[number] + lowest[part])
            yield Reading(of, owner, place - cell, corners, self._rotations)

    def entered(self, starts: Vector, directions: Vector, most_mm: float) -> Vector:
        """How far (N,) rays, told by (3, N) columns, go until they are in a grid, at most so far.

        Directions are of unit length.
        """
        place, pace = self._turns @ starts - self._begins, self._turns @ directions
        pace = np.where(np.abs(pace) < _STILL, _STILL, pace)
        ends = -place / pace, (self._shapes[..., None] - 1.0 - place) / pace
        entry, exit_ = np.minimum(*ends).max(axis=0), np.maximum(*ends).min(axis=0)
        entry = np.where((entry < exit_) & (exit_ > 0.0), np.maximum(entry, 0.0), most_mm)
        return np.asarray(entry.min(axis=0, initial=most_mm), float)

    def _all(self, columns: Vector) -> Iterator[tuple[Ints, Ints, Vector]]:
        """Each field with each point in it: their numbers, and the places in the grid, (3, K) in cells."""
        for first in range(0, columns.shape[1], _POINTS):
            part = columns[:, first : first + _POINTS]
            met = self._met(part)
            if not len(met):
                continue
            place = self._turns[:, met] @ part - self._begins[:, met]
            inside = ((place > 0.0) & (place < self._shapes[:, met, None] - 1.0)).all(axis=0)
            owner, of = np.nonzero(inside)
            if len(of):
                # Taken by one number, which is several times faster than by two.
                numbers = owner * part.shape[1] + of
                yield met[owner], first + of, place.reshape(3, -1).take(numbers, axis=1)

    def _some(self, columns: Vector, rows: Rows) -> Iterator[tuple[Ints, Ints, Vector]]:
        """The same of the points that each field is to be asked about."""
        for batch in _batches(rows):
            places = [
                self._turns[:, n] @ columns.take(each, axis=1) - self._begins[:, n] for n, each in batch
            ]
            place, of = np.concatenate(places, axis=1), np.concatenate([each for _, each in batch])
            owner = np.repeat([number for number, _ in batch], [len(each) for _, each in batch])
            last = self._shapes.take(owner, axis=1) - 1.0
            inside = np.flatnonzero(((place > 0.0) & (place < last)).all(axis=0))
            yield owner[inside], of[inside], place.take(inside, axis=1)

    def _met(self, columns: Vector, slack_mm: float = 0.0) -> Ints:
        """The fields whose boxes meet the box of all points."""
        low = columns.min(axis=1, initial=np.inf) - slack_mm
        high = columns.max(axis=1, initial=-np.inf) + slack_mm
        return np.flatnonzero(((self._low < high) & (self._high > low)).all(axis=1))


@dataclass(frozen=True, eq=False)
class Reading:
    """Samples round some points.

    Parameters
    ----------
    rows, owner : (K,) int arrays
        Each point with a field it lies in; fields ascending.
    share : (3, K) array
        Where in its cell the point lies, from 0 to 1.
    corners : (8, K) array
        The samples at the cell's corners, in the order of `Field.corners`.
    rotations : sequence of (3, 3) arrays
        Of all fields.
    """

    rows: Ints
    owner: Ints
    share: Vector
    corners: NDArray[np.float32]
    rotations: Sequence[Vector]

    @property
    def value(self) -> Vector:
        """Trilinear values (K,)."""
        return interpolated(self.corners, self.share)

    def slope(self, some: Ints) -> Vector:
        """Exact slope of the trilinear value at some of the points, in values a cell, (S, 3) in the world."""
        x, y, z = self.share.take(some, axis=1)
        corners = self.corners.take(some, axis=1).reshape(2, 2, 2, -1)
        rise_z = corners[:, :, 1] - corners[:, :, 0]
        along_z = corners[:, :, 0] + rise_z * z
        rise_y = along_z[:, 1] - along_z[:, 0]
        along_y = along_z[:, 0] + rise_y * y
        up = rise_z[:, 0] + (rise_z[:, 1] - rise_z[:, 0]) * y
        local = np.stack(
            [along_y[1] - along_y[0], rise_y[0] + (rise_y[1] - rise_y[0]) * x, up[0] + (up[1] - up[0]) * x]
        )
        out = np.empty((len(some), 3))
        for n, part in _runs(self.owner[some]):
            out[part] = (self.rotations[n] @ local[:, part]).T
        return out


def _batches(rows: Rows) -> Iterator[list[tuple[int, Ints]]]:
    """Fields with their points, so many together as are reckoned with at once."""
    batch: list[tuple[int, Ints]] = []
    room = _AT_ONCE
    for number, each in enumerate(rows):
        while len(each):
            batch.append((number, each[:room]))
            each, room = each[room:], room - len(batch[-1][1])
            if not room:
                yield batch
                batch, room = [], _AT_ONCE
    if batch:
        yield batch


def _runs(owner: Ints) -> Iterator[tuple[int, slice]]:
    """Each owner of an ascending list with the part that is its."""
    if len(owner):
        ends = [0, *(np.flatnonzero(owner[1:] != owner[:-1]) + 1).tolist(), len(owner)]
        for first, last in pairwise(ends):
            yield int(owner[first]), slice(first, last)


def _between(columns: Vector, low: Vector, high: Vector) -> NDArray[np.bool_]:
    """Which of the (3, N) columns lie strictly within a box."""
    found: NDArray[np.bool_] = (columns[0] > low[0]) & (columns[0] < high[0])
    for axis in (1, 2):
        found &= (columns[axis] > low[axis]) & (columns[axis] < high[axis])
    return found


def _span(field: Field) -> tuple[Vector, Vector]:
    return field.origin, field.origin + (np.array(field.values.shape) - 1) * field.step_mm
