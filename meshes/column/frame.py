"""The column as a whole: landmarks, poses and discs of the levels asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from meshes.anatomy.levels import BUILT_LEVELS, TRUNK_LEVELS, below
from meshes.anatomy.measures import Measures
from meshes.column.landmarks.surveyor import LOWEST_FORAMEN_MM, LevelTable, survey
from meshes.column.landmarks.vertebra import VertebraLandmarks
from meshes.column.parameters import SCALE, Parameters, measures_with, scale_of
from meshes.column.posture import disc_name, disc_wedges, level_poses, lumbosacral_gap_mm
from meshes.column.shapes.level_shape import trunk_shape
from meshes.column.shapes.possible import require_possible
from meshes.geometry.pose import Pose

_FORAMEN_PER_GAP = 2.4
"""The vein leaves the foramen of L5 at two fifths of its height, and rises as far as the sacrum does."""


class LevelNotBuilt(ValueError):
    """A level that exists but has no geometry."""


@dataclass(frozen=True)
class DiscLandmarks:
    """One disc: the gap between two rim planes.

    Parameters
    ----------
    upper, lower : str
        Levels above and below.
    height : float
        At its middle, mm.
    wedge : float
        Angle between the endplates, radians, positive where the front is lower.
    bulge : float
        How far the anulus stands out over the rims, mm.
    """

    upper: str
    lower: str
    height: float
    wedge: float
    bulge: float


@dataclass(frozen=True, eq=False)
class ColumnFrame:
    """Landmarks, poses and discs by level; discs by the name of their pair, e.g. ``T12-L1``.

    Every level has a pose; landmarks have the thoracic and lumbar ones. The lengths in `discs` are scaled.
    """

    levels: tuple[str, ...]
    landmarks: Mapping[str, VertebraLandmarks]
    poses: Mapping[str, Pose]
    discs: Mapping[str, DiscLandmarks]
    parameters: Parameters = field(default_factory=dict)

    def relative(self, lower: str, upper: str) -> Pose:
        """From the frame of one vertebra to that of another."""
        return self.poses[lower].then(self.poses[upper].inverse())


def column_frame(levels: Sequence[str] | None = None, parameters: Parameters | None = None) -> ColumnFrame:
    """The column at the given levels, all built ones by default; that is one object for the same parameters.

    Raises
    ------
    LevelNotBuilt
        If a level has no geometry.
    """
    whole = _whole(tuple(sorted((parameters or {}).items())))
    wanted = tuple(levels or BUILT_LEVELS)
    missing = [level for level in wanted if level not in whole.poses]
    if missing:
        raise LevelNotBuilt(
            f"{missing[0]} is not built; levels run from {BUILT_LEVELS[0]} to {BUILT_LEVELS[-1]}"
        )
    if wanted == whole.levels:
        return whole
    pairs = {disc_name(level) for level in wanted if below(level) in wanted}
    return ColumnFrame(
        wanted,
        {level: whole.landmarks[level] for level in wanted if level in whole.landmarks},
        {level: whole.poses[level] for level in wanted},
        {name: disc for name, disc in whole.discs.items() if name in pairs},
        whole.parameters,
    )


def unscaled_frame(column: ColumnFrame) -> ColumnFrame:
    """The same levels at a global scale of 1: what solids are made from before they are scaled as a whole."""
    if scale_of(column.parameters) == 1.0:
        return column
    rest = {name: value for name, value in column.parameters.items() if name != SCALE}
    return column_frame(column.levels, rest)


def landmarks(level: str, parameters: Parameters | None = None) -> VertebraLandmarks:
    """Landmarks of one thoracic or lumbar level; the same whichever other levels are built."""
    return column_frame((level,), parameters).landmarks[level]


@lru_cache(maxsize=8)
def _whole(items: tuple[tuple[str, float], ...]) -> ColumnFrame:
    parameters = dict(items)
    measures, scale = measures_with(parameters), scale_of(parameters)
    for level in TRUNK_LEVELS:
        require_possible(level, trunk_shape(level, parameters), measures)
    poses, wedges = level_poses(None, parameters), disc_wedges(measures, parameters)
    tables = {level: LevelTable(level, measures, scale) for level in TRUNK_LEVELS}
    lowest = _lowest_foramen_mm(measures, wedges)
    found = {level: _surveyed(level, tables, poses, lowest) for level in TRUNK_LEVELS}
    discs = {}
    for name, wedge in wedges.items():
        upper, _, lower = name.partition("-")
        height, bulge = (scale * measures.value(name, each) for each in ("height", "bulge"))
        discs[name] = DiscLandmarks(upper, lower, height, wedge, bulge)
    return ColumnFrame(BUILT_LEVELS, found, poses, discs, parameters)


def _lowest_foramen_mm(measures: Measures, wedges: Mapping[str, float]) -> float:
    """Height of the foramen of L5: less where a lower disc or more lordosis brings the sacrum nearer."""
    usual = measures_with({})
    before = lumbosacral_gap_mm(usual, disc_wedges(usual)[disc_name(TRUNK_LEVELS[-1])])
    now = lumbosacral_gap_mm(measures, wedges[disc_name(TRUNK_LEVELS[-1])])
    return LOWEST_FORAMEN_MM - _FORAMEN_PER_GAP * max(before - now, 0.0)


def _surveyed(
    level: str, tables: Mapping[str, LevelTable], poses: Mapping[str, Pose], lowest_foramen_mm: float
) -> VertebraLandmarks:
    under = below(level)
    if under is None or under not in tables:
        return survey(tables[level], None, None, lowest_foramen_mm)
    return survey(tables[level], poses[under].then(poses[level].inverse()), tables[under])
