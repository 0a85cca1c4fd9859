"""Claims on how much of the canal the dural sac fills, and how its size changes down the trunk."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS, below
from meshes.checks.built import Built
from meshes.checks.claim import Claim, Measurement, at_most, within
from meshes.checks.soft.soft_tissue import DURA, outlines_mm
from meshes.column.canal.canal_course import canal_course
from meshes.geometry.axes import Vector
from meshes.geometry.section import cut_loops, signed_area_mm2
from meshes.sdf.primitives import polygon_distance

SHARE = (0.38, 0.65)
"""Least and largest share of the canal's cross-section, within the ring of bone at mid-body, that the sac
takes. No measurement found: about half, so that neither fat nor sac fills the canal.
"""

STEP = 0.12
"""Largest change of the sac's cross-section from one level to the next, as a share of the larger."""

RISE = 0.0
"""How much the ratio of the depths of sac and body may rise from one lumbar level to the next."""


def _trunk(built: Built) -> list[str]:
    return [level for level in TRUNK_LEVELS if DURA + level in built.parts]


def _neighbours(levels: Iterable[str]) -> list[tuple[str, str]]:
    """Those of some levels, from above downwards, between which there is no other."""
    return [(upper, lower) for upper, lower in pairwise(levels) if below(upper) == lower]


def _sac_outline(built: Built, level: str) -> Vector:
    part = built.parts[DURA + level]
    return outlines_mm(built, part, canal_course(built.column).places[level])[0]


def _area_mm2(loop: Vector) -> float:
    return abs(signed_area_mm2(loop))


def canal_area_mm2(built: Built, level: str) -> float:
    """Area within the ring of bone of a level, across the canal's line behind the middle of the body; not a
    number where no ring closes there.
    """
    course = canal_course(built.column)
    s = course.places[level]
    middle, along = course.line.place(0.0, s, 0.0)[0], course.line.direction(s)[0]
    loops = [
        course.line.coordinates(loop)[:, [0, 2]] for loop in cut_loops(built.bones[level], middle, along)
    ]
    round_it = [_area_mm2(loop) for loop in loops if polygon_distance(np.zeros((1, 2)), loop)[0] < 0.0]
    # The outline of the vertebra and that of its canal: the smaller one is the canal's.
    return min(round_it) if len(round_it) > 1 else float("nan")


def _share(built: Built) -> Measurement | None:
    return within(
        {
            DURA + level: _area_mm2(_sac_outline(built, level)) / canal_area_mm2(built, level)
            for level in _trunk(built)
            if level in built.bones
        },
        SHARE,
    )


def _even(built: Built) -> Measurement | None:
    areas = {level: _area_mm2(_sac_outline(built, level)) for level in _trunk(built)}
    return at_most(
        {
            DURA + lower: abs(areas[lower] - areas[upper]) / max(areas[lower], areas[upper])
            for upper, lower in _neighbours(areas)
        },
        STEP,
    )


def _falling(built: Built) -> Measurement | None:
    """Rise of the depth of the sac by that of the body from each lumbar level to the next."""
    bodies = {level: built.segments[level].landmarks.body for level in _trunk(built) if level.startswith("L")}
    ratio = {
        level: float(np.ptp(_sac_outline(built, level)[:, 1])) / body.depth_upper
        for level, body in bodies.items()
    }
    return at_most(
        {DURA + lower: ratio[lower] - ratio[upper] for upper, lower in _neighbours(ratio)},
        RISE,
    )


CLAIMS = (
    Claim(
        "soft.sac.share",
        "The dural sac of the trunk takes about half of the canal's cross-section",
        "1",
        SHARE,
        ("retia",),
        _share,
    ),
    Claim(
        "soft.sac.even",
        "From level to level of the trunk the dural sac changes its cross-section little",
        "1",
        STEP,
        ("retia",),
        _even,
    ),
    Claim(
        "soft.sac.trend",
        "From L1 to L5 the sac grows shallower by the side of the bodies (rise of the ratio of depths)",
        "1",
        RISE,
        ("sac-ratio-604",),
        _falling,
    ),
)
