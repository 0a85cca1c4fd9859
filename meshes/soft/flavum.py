"""A ligamentum flavum: from the front of one lamina to the upper edge of the next, right or left."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS, below, levels_between
from meshes.anatomy.measures import Measures
from meshes.column.canal.dural_sac import dural_sac
from meshes.column.frame import ColumnFrame
from meshes.column.parameters import measures_with, scale_of
from meshes.sdf.surroundings import Surroundings
from meshes.soft.behind_sac import rounded, stations, stretched
from meshes.soft.sheet import Sheet

UPPER_LEVELS = levels_between("C2", "L5")
"""Levels whose laminae a pair hangs from."""

_CORNERS = 8


def flavum(level: str, column: ColumnFrame, ground: Surroundings, step_mm: float) -> Sheet:
    """The left ligament below the lamina of a level, in the world; the right one is its mirror image.

    Its front runs straight from the inner face of the upper lamina to the edge of the lower one; between it
    and its fellow stays a cleft, in which veins pass. Its lateral edge is drawn to the told reach.

    Parameters
    ----------
    level : str
        One of `UPPER_LEVELS`.
    column : ColumnFrame
        Its parameters count.
    ground : Surroundings
        At least the bones of the level, of the one below and of their neighbours.
    step_mm : float
        Wished distance of the cross-sections.
    """
    sac, scale = dural_sac(column), scale_of(column.parameters)
    measures = measures_with(column.parameters)
    s = stations(level, column, ground, step_mm)
    inner = scale * measures.value("C2-C3", "flavum_gap") / 2
    outer = np.full(len(s), scale * _between_pairs("flavum_reach", level, measures))
    x = inner + (outer - inner)[:, None] * np.linspace(0.0, 1.0, _CORNERS)
    thick = scale * thickness_mm(level, measures) * rounded(x, inner, outer)
    return stretched(sac, s, x, thick, ground, scale)


def thickness_mm(level: str, measures: Measures) -> float:
    """Thickness at a level before scaling, between the pairs that are told."""
    return _between_pairs("flavum_thickness", level, measures)


def _between_pairs(measure: str, level: str, measures: Measures) -> float:
    told = [each for each in UPPER_LEVELS if measures.has(f"{each}-{below(each)}", measure)]
    values = [measures.value(f"{each}-{below(each)}", measure) for each in told]
    return float(np.interp(LEVELS.index(level), [LEVELS.index(each) for each in told], values))
