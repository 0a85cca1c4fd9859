"""The spinal dura mater: a thin hose round the cord, open at the foramen magnum, closed in the sacrum."""

from __future__ import annotations

import numpy as np

from meshes.column.canal.canal_course import canal_course
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.geometry.axes import Vector
from meshes.geometry.lofting import doubled_ends, sheath
from meshes.geometry.trimesh import TriMesh
from meshes.sdf.oval_tube import OvalTube

FIRST_LEVEL, LAST_LEVEL = "C1", "S1"
"""The first piece begins at the foramen magnum, the last is all of the sac in the sacrum."""


def dura(level: str, column: ColumnFrame, step_mm: float) -> TriMesh:
    """The part of the sac's wall that belongs to a level, half a disc beyond its body at both ends, in the
    world.

    Parameters
    ----------
    level : str
        From `FIRST_LEVEL` to `LAST_LEVEL`.
    column : ColumnFrame
        The sac is a function of its parameters.
    step_mm : float
        Wished edge of the triangles.
    """
    sac, is_last = dural_sac(column), level == LAST_LEVEL
    thick = scale_of(column.parameters) * measures_with(column.parameters).value("S2", "dura_thickness")
    start, end = piece_of(sac, level, column)
    s = piece_stations(sac, start, end, step_mm)
    outer = sac.rings(s, corners_of(step_mm))
    return sheath(outer, _inner(sac, s, outer, thick), is_last)


def piece_of(tube: OvalTube, level: str, column: ColumnFrame) -> tuple[float, float]:
    """Lengths at which the part of a tube that belongs to a level begins and ends; all that is left of it at
    its first and last level.
    """
    low, high = canal_course(column).span(level)
    start = tube.start if level == FIRST_LEVEL else low
    return start, tube.end if level == LAST_LEVEL or high > tube.end else high


def piece_stations(tube: OvalTube, start: float, end: float, step_mm: float) -> Vector:
    """Stations of the rings of a part, closer at the closed end of the tube."""
    fine = tube.stations[(tube.stations > tube.end - 3.2) & (tube.stations < end + 1e-9)]
    stop = min(end, tube.end - 3.2) if len(fine) and end >= tube.end else end
    even = np.linspace(start, stop, max(round((stop - start) / step_mm), 4))
    return doubled_ends(np.concatenate([even, fine]) if end >= tube.end else even)


def corners_of(step_mm: float) -> int:
    """How many corners a ring round the sac has: an even number, so that both sides are alike."""
    return 2 * int(np.clip(round(20.0 / step_mm), 8, 32))


def _inner(sac: OvalTube, s: Vector, outer: Vector, thick: float) -> Vector:
    """Rings of the inner wall, at the closed end a little higher than the outer ones."""
    raised = s - thick * np.clip(1.0 - (sac.end - s) / 14.0, 0.0, 1.0) ** 2
    rings = outer if np.array_equal(raised, s) else sac.rings(raised, outer.shape[1])
    middle = rings.mean(axis=1, keepdims=True)
    spoke = rings - middle
    reach = np.maximum(np.linalg.norm(spoke, axis=2, keepdims=True), 1e-6)
    return np.asarray(middle + spoke * np.maximum(1.0 - thick / reach, 0.4), float)
