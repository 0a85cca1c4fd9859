"""The dural sac: how wide and deep it is, from the foramen magnum to its end in the sacrum."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.column.canal.tabled_course import tabled_course
from meshes.column.frame import ColumnFrame, column_frame
from meshes.sdf.oval_tube import OvalTube

_DOME_MM = 14.0
"""Length over which the sac closes at its lower end."""


def dural_sac(column: ColumnFrame) -> OvalTube:
    """The outer surface of the spinal dura mater in the world.

    A pure function of the column's parameters: it is the same whichever levels are asked for. Sizes between
    the levels of ``dural_sac.csv`` are interpolated. It begins in the plane of the foramen magnum, where the
    dura is continuous with that of the skull.
    """
    return _sac(tuple(sorted(column.parameters.items())))


@lru_cache(maxsize=8)
def _sac(items: tuple[tuple[str, float], ...]) -> OvalTube:
    told = tabled_course(column_frame(None, dict(items)))
    course, scale = told.course, told.scale
    end = course.at("S2", told.measures.value("S2", "sac_end"))
    s = told.stations(course.at("C0"), end)
    dome = np.sqrt(np.clip(1.0 - np.clip(1.0 - (end - s) / (_DOME_MM * scale), 0.0, 1.0) ** 2, 1e-4, 1.0))
    return OvalTube(
        course.line,
        s,
        scale / 2 * told.along("sac_width", s) * dome,
        scale / 2 * told.along("sac_depth", s) * dome,
        np.zeros(len(s)),
        told.along("sac_taper", s),
    )
