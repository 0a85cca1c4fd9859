"""The vertebral canal as one space through the whole column, in the world."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.occipital import occipital_landmarks
from meshes.column.landmarks.vertebra import CanalLandmarks
from meshes.column.parameters import scale_of
from meshes.column.segment import Segment, segments
from meshes.geometry.axes import Vector

Indices = NDArray[np.intp]
Sections = list[tuple[tuple[Vector, ...], tuple[float, ...]]]
"""Origin with axes, and sizes, of each section."""


@dataclass(frozen=True, eq=False)
class CanalSpace:
    """A stack of cross-sections, some a vertebra, from above downwards; between them they blend.

    Parameters
    ----------
    origin, across, back, up : (S, 3) arrays
        Middle of the front edge of each section and its axes: to the left, backwards and upwards.
    half_width, depth, widest : (S,) arrays
        Size of each section, mm; see `CanalLandmarks`.
    exponent : (S,) array
        Roundness of its back.
    """

    origin: Vector
    across: Vector
    back: Vector
    up: Vector
    half_width: Vector
    depth: Vector
    widest: Vector
    exponent: Vector

    def distance(self, points: Vector) -> Vector:
        """How far (N, 3) world points lie outside the canal's wall; negative inside, mm.

        Measured along the ray from the middle of the section, so it overstates the true distance a little.
        Above the first and below the last section the canal goes on as it is there.
        """
        points = np.asarray(points, float)
        i, t = self._between(points)
        x, y = self._place(points, i, t)
        return _beyond(x, y, *(_blend(each, i, t) for each in self._sizes()))

    def local(self, points: Vector) -> Vector:
        """Coordinates (N, 2) of world points in their section: to the left, and back from the front wall."""
        points = np.asarray(points, float)
        return np.stack(self._place(points, *self._between(points)), axis=1)

    def volume_mm3(self) -> float:
        """Volume between the first and the last section."""
        area = np.array([_section_area(*sizes) for sizes in zip(*self._sizes(), strict=True)])
        middle = self.origin + self.back * self.widest[:, None]
        step = np.linalg.norm(np.diff(middle, axis=0), axis=1)
        return float(((area[1:] + area[:-1]) / 2 * step).sum())

    def _sizes(self) -> tuple[Vector, Vector, Vector, Vector]:
        return self.half_width, self.depth, self.widest, self.exponent

    def _between(self, points: Vector) -> tuple[Indices, Vector]:
        """Section above each point and the share of the way down to the next."""
        # The column never bends through a right angle: the sections above a point are the first ones.
        low, high = np.zeros(len(points), np.intp), np.full(len(points), len(self.origin) - 1)
        for _ in range(int(len(self.origin) - 1).bit_length()):
            middle = (low + high) // 2
            is_above = self._height(points, middle) <= 0.0
            low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
        over, under = -self._height(points, low), self._height(points, low + 1)
        return low, np.clip(over / np.maximum(over + under, 1e-9), 0.0, 1.0)

    def _height(self, points: Vector, i: Indices) -> Vector:
        """How far each point lies above a section, mm."""
        up, base = self._planes
        along = [column * axis.take(i) for column, axis in zip(points.T, up, strict=True)]
        return along[0] + along[1] + along[2] - base.take(i)

    @cached_property
    def _planes(self) -> tuple[Vector, Vector]:
        """Components (3, S) of the upward axes, and the heights of the sections along them."""
        return self.up.T.copy(), (self.origin * self.up).sum(axis=1)

    def _place(self, points: Vector, i: Indices, t: Vector) -> tuple[Vector, Vector]:
        # Component by component: numpy is several times faster on long rows than on short ones.
        offset = [
            column - _blend(origin, i, t) for column, origin in zip(points.T, self.origin.T, strict=True)
        ]
        across = [away * _blend(axis, i, t) for away, axis in zip(offset, self.across.T, strict=True)]
        back = [away * _blend(axis, i, t) for away, axis in zip(offset, self.back.T, strict=True)]
        return across[0] + across[1] + across[2], back[0] + back[1] + back[2]


def canal_space(column: ColumnFrame) -> CanalSpace:
    """The canal through the levels of a column: from the foramen magnum to the sacral hiatus in a whole one.

    Behind, it follows the inner faces of the laminae, and from the lower margin of one to the upper margin of
    the next the straight way of a ligamentum flavum.
    """
    here = segments(column)
    sections = _through_skull(column) if "C0" in column.poses and "C1" in here else []
    for level, place in here.items():
        sections += _sections(place, is_first=not sections or level == "C1")
    frames, sizes = zip(*sections, strict=True)
    origin, across, back, up = (np.array(each) for each in zip(*frames, strict=True))
    return CanalSpace(origin, across, back, up, *(np.array(each) for each in zip(*sizes, strict=True)))


def _sections(place: Segment, is_first: bool) -> Sections:
    mark, pose = place.landmarks, place.pose
    canal, lamina = mark.canal, mark.lamina
    heights = [lamina.top, lamina.narrowest, lamina.bottom]
    if is_first:
        heights.insert(0, mark.body.height_posterior / 2)
    axes = tuple(pose.rotation.T)
    found: Sections = []
    for z in heights:
        sizes = (canal.half_width, float(mark.canal_depth(z)), canal.widest_y, canal.back_exponent)
        found.append(((pose.apply(np.array([[0.0, 0.0, z]]))[0], *axes), sizes))
    return found


def _through_skull(column: ColumnFrame) -> Sections:
    """Two sections, in the foramen magnum and above it, where the canal opens into the skull."""
    scale, pose = scale_of(column.parameters), column.poses["C0"]
    skull, axes = occipital_landmarks(), tuple(column.poses["C0"].rotation.T)
    half = float(skull.foramen_magnum[:, 0].max()) - _DURA_MM
    depth = float(skull.opisthion[1] - skull.basion[1]) - 2.0 * _DURA_MM
    found: Sections = []
    for z, wider in ((_OVER_RIM_MM, 2.0), (0.0, 0.0)):
        front = skull.basion[1] + _DURA_MM - 0.5 * z
        sizes = tuple(scale * size for size in (half + wider, depth + wider + 0.5 * z))
        origin = pose.apply(scale * np.array([[0.0, front, z]]))[0]
        found.append(((origin, *axes), (*sizes, 0.5 * sizes[1], 2.0)))
    return found


_DURA_MM, _OVER_RIM_MM = 1.5, 8.0
"""Room of the membranes at the rim of the foramen magnum; height of the section above it."""


def _blend(values: Vector, i: Indices, t: Vector) -> Vector:
    first = values.take(i)
    return np.asarray(first + (values.take(i + 1) - first) * t)


def _beyond(x: Vector, y: Vector, half: Vector, depth: Vector, widest: Vector, power: Vector) -> Vector:
    ahead = y < widest
    reach = np.where(ahead, widest, depth - widest)
    p = np.where(ahead, CanalLandmarks.FRONT_EXPONENT, power)
    radius = np.hypot(x, y - widest)
    share = (np.abs(x / half) ** p + np.abs((y - widest) / reach) ** p) ** (1 / p)
    return np.where(radius < 1e-9, -np.minimum(half, reach), radius * (1 - 1 / np.maximum(share, 1e-9)))


def _section_area(half: float, depth: float, widest: float, power: float) -> float:
    outline = CanalLandmarks(half, depth, widest, power).outline(count=256)
    x, y = outline.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
