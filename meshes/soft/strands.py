"""Strands of the roots in the sac: from the cord to where each leaves, side by side as a bundle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.canal.spinal_cord import spinal_cord
from meshes.column.canal.spinal_nerves import CAUDAL, NERVES, nerve_way, origin
from meshes.column.frame import ColumnFrame, column_frame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.axes import Vector
from meshes.sdf.oval_tube import OvalTube
from meshes.soft.bundle import Bundle

REGIONS = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral", "Co": "coccygeal"}
EXIT_ANGLE = np.radians(-22.0)
"""Where round the sac a root leaves it: sideways and a little forwards."""

_TURN_DEG_PER_MM = 0.55
"""How fast a strand comes forwards to its exit: the later it leaves the further behind it runs."""
_FIRST_SLOT_DEG, _SLOT_DEG = 26.0, 6.2
"""The furthest behind that strands of the cauda run: that of L1, and how much further each one below."""
_ROWS = 0.56, 0.92
"""How near to the wall strands of the cauda run, as shares of its way from the middle: turn by turn."""
STRAND_CORNERS = 8
"""Of each ring."""

_STEP_MM, _LEAST_RUN_MM, _FIRST_MM, _LAST_MM = 2.0, 5.0, 10.0, 16.0
_ENDS_MM = 2.5
"""How far beyond its ends a strand still pushes others."""
_DURA_MM, _CORD_GAP_MM, _APART_MM = 0.42, 0.06, 0.1
_TAPER_MM, _TIP_SHARE, _TOUCH_MM, _THINNEST_MM = 4.0, 0.3, 0.03, 0.12


@dataclass(frozen=True, eq=False)
class Strand:
    """The left strand of a nerve.

    Parameters
    ----------
    path : (N, 3) array
        Its line in the world, from the cord, which it touches, to the wall of the sac, mm.
    radius : (N,) array
        At each point, mm.
    """

    path: Vector
    radius: Vector


def strand(name: str, column: ColumnFrame) -> Strand:
    """The left strand of a nerve in the sac, in the world; one strand where nature has many rootlets."""
    return _strands(tuple(sorted(column.parameters.items())))[name]


def nerve_width(name: str, measure: str, column: ColumnFrame) -> float:
    """A tabled width of a nerve, or else of those of its region, mm."""
    measures, region = measures_with(column.parameters), REGIONS[name.rstrip("0123456789")]
    place = name if measures.has(name, measure) else region
    return scale_of(column.parameters) * measures.value(place, measure)


@lru_cache(maxsize=4)
def _strands(items: tuple[tuple[str, float], ...]) -> dict[str, Strand]:
    """All of them: each takes the room that the others leave."""
    column = column_frame(None, dict(items))
    scale, sac = scale_of(column.parameters), dural_sac(column)
    begin, leave = _ends(column)
    s = np.arange(begin.min() - 2.0 * _STEP_MM * scale, sac.end, _STEP_MM * scale)
    wish = np.stack(
        [_wish(name, s, (begin[at], leave[at]), column) for at, name in enumerate(NERVES)], axis=1
    )
    bundle = _bundle(column, s, begin, leave)
    places = bundle.settled(wish)
    room = bundle.room(places)
    return {
        name: _drawn(column, (begin[at], leave[at]), s, places[:, at], np.minimum(room[:, at], radius))
        for at, (name, radius) in enumerate(zip(NERVES, bundle.radius, strict=True))
    }


def _ends(column: ColumnFrame) -> tuple[Vector, Vector]:
    """Lengths on the canal's line where strands begin and leave, (N,) each."""
    scale, measures = scale_of(column.parameters), measures_with(column.parameters)
    course, sac, cord = canal_course(column), dural_sac(column), spinal_cord(column)
    places = [course.at(level) for level in LEVELS]
    begin = np.interp([origin(name, measures) for name in NERVES], range(len(LEVELS)), places)
    leave = np.array([nerve_way(name, column).leave for name in NERVES])
    leave = np.minimum(leave, sac.end - 1.5 * scale)
    return np.minimum(np.minimum(begin, cord.end - 3.0 * scale), leave - _LEAST_RUN_MM * scale), leave


def _bundle(column: ColumnFrame, s: Vector, begin: Vector, leave: Vector) -> Bundle:
    scale, measures, cord = (
        scale_of(column.parameters), measures_with(column.parameters), spinal_cord(column)
    )  # fmt: skip
    beyond = _ENDS_MM * scale
    return Bundle(
        s,
        np.array([nerve_width(name, "strand_width", column) / 2 for name in NERVES]),
        (s[:, None] > begin - beyond) & (s[:, None] < leave + beyond),
        dural_sac(column),
        cord,
        (_DURA_MM * scale, _CORD_GAP_MM * scale, _APART_MM * scale),
        (cord.end, scale * measures.value("L1", "filum_width") / 2),
    )


def _wish(name: str, s: Vector, ends: tuple[float, float], column: ColumnFrame) -> Vector:
    """Where a strand would run were it alone, (J, 2): left of the line and behind it, mm."""
    scale, sac = scale_of(column.parameters), dural_sac(column)
    radius = nerve_width(name, "strand_width", column) / 2
    held = np.clip(s, *ends)
    above, below = (ends[1] - held) / scale, (held - ends[0]) / scale
    at = CAUDAL.index(name) if name in CAUDAL else 0
    slot = np.radians(_FIRST_SLOT_DEG + _SLOT_DEG * at)
    angle = np.minimum(slot, EXIT_ANGLE + np.radians(_TURN_DEG_PER_MM) * above)
    middle, wall = _across(sac, angle, 0.0, held), _across(sac, angle, 1.0, held)
    reach = np.linalg.norm(wall - middle, axis=1)
    against = 1.0 - (radius + _DURA_MM * scale) / reach
    row = _ROWS[at % 2]
    share = against * (row + (1.0 - row) * np.clip(1.0 - above / _LAST_MM, 0.0, 1.0) ** 2)
    cord = spinal_cord(column)
    core = np.linalg.norm(_across(cord, angle, 1.0, np.minimum(held, cord.end)), axis=1)
    first = np.clip(1.0 - below / _FIRST_MM, 0.0, 1.0)
    share = share + first * (np.minimum((core + radius + _CORD_GAP_MM * scale) / reach, against) - share)
    return np.asarray(middle + share[:, None] * (wall - middle), float)


def _across(tube: OvalTube, angle: Vector, share: float, s: Vector) -> Vector:
    """Places in a tube, (J, 2): left of the line and behind it."""
    return tube.line.coordinates(tube.place(angle, share, s))[:, [0, 2]]


def _drawn(
    column: ColumnFrame, ends: tuple[float, float], s: Vector, places: Vector, radius: Vector
) -> Strand:
    """The strand between its ends: it begins as a thread on the cord."""
    scale, cord, sac = scale_of(column.parameters), spinal_cord(column), dural_sac(column)
    along = np.linspace(*ends, max(round((ends[1] - ends[0]) / (_STEP_MM * scale)), 8))
    x, v, thick = (np.interp(along, s, each) for each in (*places.T, radius))
    tip = _TIP_SHARE + (1.0 - _TIP_SHARE) * np.clip((along - ends[0]) / (_TAPER_MM * scale), 0.0, 1.0)
    thick = np.maximum(thick, _THINNEST_MM * scale) * tip
    told = np.array([[x[0], along[0], v[0]]])
    far, slope = cord.with_slope_at(told)
    x[0], v[0] = told[0, [0, 2]] - (far[0] - thick[0] + _TOUCH_MM * scale) * slope[0]
    return Strand(sac.line.place(x, along, v), thick)
