"""How much bone a facet for a rib leaves between itself and the vertebral canal, in a pedicle."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from meshes.anatomy.levels import TRUNK_LEVELS
from meshes.bones.bone import bone
from meshes.bones.costal_facets import pedicle_seat
from meshes.column.frame import column_frame
from meshes.column.landmarks.size import size_of
from meshes.column.shapes.level_shape import trunk_shape

_SHARE = 0.65
"""Part of the facet that is asked about, in radii: its rim may reach beyond the pedicle."""
_STEP_MM, _ACROSS_MM = 0.6, 0.3
_INTO_MM, _BEYOND_MM = 2.0, 4.0
"""How far beyond the walls of the pedicle its bone is sought: it bulges."""


@lru_cache(maxsize=32)
def facet_floor_mm(level: str, items: tuple[tuple[str, float], ...] = ()) -> float:
    """Thickness of the pedicle under its facet where it is thinnest, mm; infinite where it has none.

    Parameters
    ----------
    level : str
        C1 to L5.
    items : tuple of (str, float)
        Parameters, without the scale.
    """
    parameters = dict(items)
    if level not in TRUNK_LEVELS:
        return float(np.inf)
    column = column_frame(None, parameters)
    size = size_of(column.landmarks[level])
    seat = pedicle_seat(size, trunk_shape(level, parameters))
    if seat.depth_mm <= 0.0:
        return float(np.inf)
    reach = _SHARE * seat.rim_mm
    low, high = size.canal_width / 2 - _INTO_MM, size.canal_width / 2 + size.pedicle_width + _BEYOND_MM
    x, aside = np.arange(low, high, _ACROSS_MM), np.arange(-reach, reach + 1e-9, _STEP_MM)
    points = np.stack(np.meshgrid(x, seat.place[1] + aside, seat.place[2] + aside, indexing="ij"), axis=-1)
    deepest = bone(level, column)(points.reshape(-1, 3)).reshape(points.shape[:3]).min(axis=0)
    is_within = np.hypot(*np.meshgrid(aside, aside, indexing="ij")) <= reach
    return -2.0 * float(deepest[is_within].max())
