"""The vertebral canal as one space through the whole column, in the world."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from meshes.anatomy.levels import levels_between, region
from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.occipital import occipital_landmarks
from meshes.column.landmarks.vertebra import CanalLandmarks
from meshes.column.parameters import scale_of
from meshes.column.segment import Segment, segments
from meshes.geometry.axes import Vector

FLAVUM_LEVELS = levels_between("C2", "L5")
"""Levels whose laminae a pair of ligamenta flava hangs from."""

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


def canal_space(column: ColumnFrame, is_lined: bool = False) -> CanalSpace:
    """The canal through the levels of a column: from the foramen magnum to the sacral hiatus in a whole one.

    Behind, it follows the inner faces of the laminae, and from the lower margin of one to the upper margin of
    the next the shortest way.

    Parameters
    ----------
    column : ColumnFrame
        Its levels.
    is_lined : bool
        Whether what lies behind the sac in the gaps is taken to be the front of the ligamenta flava.
    """
    here = segments(column)
    sections = _through_skull(column) if "C0" in column.poses and "C1" in here else []
    names, over = [*here], ""
    for (level, place), lower in zip(here.items(), [*here.values()][1:] + [None], strict=True):
        rows = _sizes_of(place)
        if is_lined and lower is not None and level in FLAVUM_LEVELS:
            rows = _before_flava(rows, place, lower, (level, names[names.index(level) + 1]))
        if is_lined and over in FLAVUM_LEVELS:
            rows = _at_edge(rows, region(level))
        over = level
        sections += _sections(place, rows, not sections or level == "C1")
    frames, sizes = zip(*sections, strict=True)
    origin, across, back, up = (np.array(each) for each in zip(*frames, strict=True))
    return CanalSpace(origin, across, back, up, *(np.array(each) for each in zip(*sizes, strict=True)))


Rows = list[tuple[float, float, float]]
"""Height, depth and roundness of the back of the sections of one level, from above downwards."""


def _sizes_of(place: Segment) -> Rows:
    lamina, power = place.landmarks.lamina, place.landmarks.canal.back_exponent
    heights = (lamina.top, lamina.narrowest, lamina.bottom)
    return [(z, float(place.landmarks.canal_depth(z)), power) for z in heights]


def _before_flava(rows: Rows, place: Segment, lower: Segment, levels: tuple[str, str]) -> Rows:
    """The same with the front of the ligamenta flava to the next level in place of the lower margin."""
    top, narrow, (bottom, depth, _) = rows
    beyond, power = np.array([_GAP.get(each, _GAP[region(each)]) for each in levels]).T
    straight = _straight(place, lower, narrow[1]) + float(beyond.mean())
    return [top, narrow, (bottom, min(depth, straight), float(power.min()))]


def _at_edge(rows: Rows, where: str) -> Rows:
    """The same with their front where they end on the upper margin."""
    (top, depth, _), *rest = rows
    beyond, power = _EDGE[where]
    return [(top, depth + beyond, power), *rest]


_GAP = {
    "cervical": (0.6, 1.1), "T1": (0.5, 1.4), "thoracic": (0.7, 1.75), "lumbar": (0.1, 1.05),
    "sacral": (-6.6, 1.1),
}  # fmt: skip
_EDGE = {"cervical": (0.4, 1.2), "thoracic": (-0.2, 1.5), "lumbar": (0.0, 1.0), "sacral": (-1.2, 2.0)}
"""By region, and at T1, where the canal is nearly as wide as in the neck: how far behind the straight way
from lamina to lamina, in mm, the front of the ligaments as they are drawn lies in the midline, and how round
it is.
"""


def _sections(place: Segment, rows: Rows, is_first: bool) -> Sections:
    mark, pose, canal = place.landmarks, place.pose, place.landmarks.canal
    if is_first:
        top = mark.body.height_posterior / 2
        rows = [(top, float(mark.canal_depth(top)), canal.back_exponent), *rows]
    axes = tuple(pose.rotation.T)
    return [
        ((pose.apply(np.array([[0.0, 0.0, z]]))[0], *axes), (canal.half_width, depth, canal.widest_y, power))
        for z, depth, power in rows
    ]


def _straight(place: Segment, lower: Segment, depth: float) -> float:
    """Depth at the lower margin of a lamina of the straight way from its narrowest place, whose depth is
    given, to the upper margin of the next.
    """
    lamina, edge = place.landmarks.lamina, lower.landmarks.lamina
    margin = lower.pose.apply(np.array([[0.0, edge.front_at(edge.top), edge.top]]))
    _, y, z = place.pose.inverse().apply(margin)[0]
    share = (lamina.narrowest - lamina.bottom) / (lamina.narrowest - z)
    return float((1.0 - share) * depth + share * y)


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
