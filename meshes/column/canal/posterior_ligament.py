"""How wide the posterior longitudinal ligament is: what veins lie beside and soft tissue is drawn from."""

from __future__ import annotations

import numpy as np

from meshes.anatomy.levels import LEVELS
from meshes.anatomy.measures import Measures

_BODY, _DISC = "posterior_ligament_width_body", "posterior_ligament_width_disc"


def body_half_width_mm(level: str, measures: Measures) -> float:
    """Half the width of the ligament behind the middle of a body, mm.

    Parameters
    ----------
    level : str
        The level; between levels that were measured the width runs evenly, beyond them it stays.
    measures : Measures
        Widths at some levels: Salaud 2018 at L1 and L5, the vein-free strip of the neck (Neurosurgery 1994).

    Examples
    --------
    >>> from meshes.anatomy.measures import load_measures
    >>> [round(body_half_width_mm(level, load_measures()), 2) for level in ("C4", "T6", "L1", "L5")]
    [2.5, 2.8, 3.9, 0.95]
    """
    return _half_width_mm(level, measures, _BODY)


def disc_half_width_mm(level: str, measures: Measures) -> float:
    """Half the width of its fan behind the discs of a level, mm, likewise.

    Examples
    --------
    >>> from meshes.anatomy.measures import load_measures
    >>> [disc_half_width_mm(level, load_measures()) for level in ("C4", "T6", "L1", "L5")]
    [5.0, 5.0, 7.5, 7.5]
    """
    return _half_width_mm(level, measures, _DISC)


def _half_width_mm(level: str, measures: Measures, width: str) -> float:
    told = [each for each in LEVELS if measures.has(each, width)]
    widths = [measures.value(each, width) for each in told]
    at = [float(LEVELS.index(each)) for each in told]
    return float(np.interp(LEVELS.index(level), at, widths)) / 2.0
