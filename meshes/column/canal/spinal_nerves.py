"""The 31 pairs of spinal nerves: from which segment of the cord each comes and where it leaves the canal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from meshes.anatomy.levels import LEVELS, TRUNK_LEVELS
from meshes.anatomy.measures import Measures
from meshes.column.canal.canal_course import SACRAL_LEVELS, canal_course
from meshes.column.frame import ColumnFrame
from meshes.column.landmarks.sacrum import sacrum_landmarks
from meshes.column.parameters import scale_of
from meshes.geometry.axes import Vector

NERVES = (*LEVELS[1 : LEVELS.index("T1")], "C8", *TRUNK_LEVELS, *SACRAL_LEVELS, "Co1")
"""All pairs by name, from above downwards; there is one more cervical nerve than cervical vertebrae."""

CAUDAL = NERVES[NERVES.index("L1") :]
"""Nerves whose strands run down the sac as cauda equina and are drawn with it."""

SACRAL = (*SACRAL_LEVELS, "Co1")
"""Nerves that leave through the sacrum, beside each other for a long way."""

CERVICAL_WAYS = {
    "C1": ("C1", ((10.0, 23.0, 6.0), (13.5, 25.0, 6.5), (19.0, 27.0, 7.5))),
    "C2": ("C2", ((11.5, 12.0, 7.5), (15.0, 15.5, 6.5), (21.0, 17.0, 6.0))),
    "C3": ("C3", ((10.0, -1.0, 9.0), (14.0, -6.5, 10.5), (20.0, -10.0, 9.0))),
    "C4": ("C4", ((11.0, 2.5, 10.0), (15.0, -4.0, 10.0), (21.0, -8.0, 8.0))),
    "C5": ("C5", ((11.0, 3.0, 10.5), (15.0, -4.0, 12.0), (21.0, -8.0, 8.0))),
    "C6": ("C6", ((11.0, 3.5, 10.0), (15.0, -4.0, 11.5), (21.0, -8.0, 8.0))),
    "C7": ("C7", ((11.0, 2.5, 12.0), (15.0, -2.0, 12.0), (22.0, -7.0, 10.0))),
    "C8": ("T1", ((11.0, 4.5, 11.5), (15.0, -0.5, 9.0), (22.0, -5.0, 8.0))),
}
"""The bone a cervical nerve passes over and three places on its left way in the frame of that bone, mm:
before, in and beyond its foramen. Read off the built bones; illustrative."""

_OUT_MM = 12.0
"""How far beyond its foramen a nerve is drawn."""


@dataclass(frozen=True, eq=False)
class NerveWay:
    """The left way of a nerve out of the canal, in the world.

    Parameters
    ----------
    name : str
        One of `NERVES`.
    leave : float
        Length on the canal's line where it leaves the sac, mm.
    points : (K, 3) array
        Places after that, the last outside.
    ganglion : int
        Which of them its ganglion lies at.
    """

    name: str
    leave: float
    points: Vector
    ganglion: int


def nerve_way(name: str, column: ColumnFrame) -> NerveWay:
    """The way of a nerve; a function of the column's parameters."""
    if name in CERVICAL_WAYS:
        return _cervical(name, column)
    return _trunk(name, column) if name in TRUNK_LEVELS else _sacral(name, column)


def root_level(name: str) -> str:
    """The level whose structures the root of a nerve is one of."""
    return "C7" if name == "C8" else "S1" if name in SACRAL else name


def foramen_level(name: str) -> str:
    """The level below which a nerve leaves the canal; a cervical one does so above its own vertebra."""
    if name == "C8":
        return "C7"
    return LEVELS[LEVELS.index(name) - 1] if name in CERVICAL_WAYS else name


def origin(name: str, measures: Measures) -> float:
    """Number of the level, with a fraction, behind which the nerve's segment of the cord lies."""
    told = [each for each in NERVES if measures.has(each, "cord_segment_rise")]
    places = [_number(each) - measures.value(each, "cord_segment_rise") for each in told]
    return float(np.interp(NERVES.index(name), [NERVES.index(each) for each in told], places))


def _number(name: str) -> float:
    """Number of the vertebra a nerve is named after; the eighth cervical counts as the first thoracic."""
    return float(LEVELS.index("T1") if name == "C8" else 30 if name == "Co1" else LEVELS.index(name))


def _cervical(name: str, column: ColumnFrame) -> NerveWay:
    level, places = CERVICAL_WAYS[name]
    points = column.poses[level].apply(scale_of(column.parameters) * np.array(places))
    return _leaving(name, column, points, 1, 2.0)


def _trunk(name: str, column: ColumnFrame) -> NerveWay:
    """Under the pedicle, through the middle of the foramen."""
    mark, scale = column.landmarks[name], scale_of(column.parameters)
    centre, pedicle = mark.foramen.centre, mark.pedicle
    # Nerve and ganglion keep to the upper half of the foramen.
    mid = centre + np.array([0.0, 0.0, (0.15 if name.startswith("L") else 0.26) * mark.foramen.height])
    slope = np.array([1.0, -0.25, -0.55]) if name.startswith("L") else np.array([1.0, 0.15, -0.05])
    before = mid - np.array([pedicle.width / 2, -1.0 * scale, -3.0 * scale])
    beyond = mid + scale * _OUT_MM * slope
    points = column.poses[name].apply(np.array([before, mid, beyond]))
    return _leaving(name, column, points, 1, 7.0 if name.startswith("L") else 4.0)


def _leaving(name: str, column: ColumnFrame, points: Vector, ganglion: int, fall_mm: float) -> NerveWay:
    """The way of a nerve that leaves the sac a little above its first place."""
    s = canal_course(column).line.coordinates(points[:1])[0, 1]
    return NerveWay(name, float(s) - fall_mm * scale_of(column.parameters), points, ganglion)


def _sacral(name: str, column: ColumnFrame) -> NerveWay:
    course, scale = canal_course(column), scale_of(column.parameters)
    number, aside, deep, leave = _SACRAL[name]
    if name in SACRAL_LEVELS[:4]:
        way, pose = sacrum_landmarks().passages[number], column.poses["S1"]
        beyond = way.anterior + (5.0, -5.0, -8.0)
        fork = 0.5 * way.root + 0.5 * way.fork
        points = pose.apply(scale * np.array([way.root, fork, way.anterior, beyond]))
        s = course.line.coordinates(points[:1])[0, 1]
        down = np.arange(course.at("S2", leave) + 5.0 * scale, s - 6.0 * scale, 8.0 * scale)
        inside = course.line.place(aside * scale, down, deep * scale)
        return NerveWay(name, course.at("S2", leave), np.concatenate([inside, points]), len(down))
    down = np.arange(course.at("S2", leave) + 6.0 * scale, course.at("S5", 0.0), 8.0 * scale)
    inside = course.line.place(np.linspace(aside, aside + 0.4, len(down)) * scale, down, deep * scale)
    return NerveWay(name, course.at("S2", leave), inside, len(down) - 1)


_SACRAL = {
    "S1": (0, 7.0, 0.0, -1.45), "S2": (1, 7.0, -0.3, -0.55), "S3": (2, 4.4, 0.0, -0.35),
    "S4": (3, 2.5, 0.8, -0.2), "S5": (-1, 1.6, -0.7, -0.1), "Co1": (-1, 0.9, 0.9, -0.03),
}  # fmt: skip
"""Number of the passage, place in the canal below the sac (to the left and behind the line, mm), and where
the nerve leaves the sac, in levels from the middle of S2; illustrative."""
